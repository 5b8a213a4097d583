"""Tables by month that hold money in beside money out: which line is which."""
