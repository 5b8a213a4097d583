"""What returns are read from: crossings of zero, rates, lifetimes, the plan within its hours."""
