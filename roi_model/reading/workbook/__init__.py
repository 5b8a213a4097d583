"""The sheets of a workbook: which one is meant, and which belong together."""
