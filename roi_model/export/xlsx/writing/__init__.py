"""How sheets are written: cells, formulas, functions, grids."""
