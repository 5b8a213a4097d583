"""Labels to categories of spending."""
