"""Which value gives a wished result: goals, flips, crossings, budgets, make or buy."""
