"""States of deals that no column says: titles over rows, marks under outcomes, colours."""
