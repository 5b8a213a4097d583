"""Payrolls: which of their figures the employer pays."""
