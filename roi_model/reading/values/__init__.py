"""Cells to values: amounts, dates, currencies."""
