"""Bank statements in the formats of banks and programs, each read as dated costs."""
