"""Lists of people and calls, told by their headings and cells: leads, calls, customers."""
