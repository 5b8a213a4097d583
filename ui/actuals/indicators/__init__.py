"""Indicators of the page Actuals: their curves, and prospecting month by month."""
