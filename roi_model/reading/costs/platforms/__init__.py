"""Exports of platforms that take payments, and hold money, for one."""
