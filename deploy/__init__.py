"""How the app is run for others: one process of it, and all of it on one machine."""
