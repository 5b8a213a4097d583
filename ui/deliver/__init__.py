"""The page Deliver."""
