"""The page Actuals."""
