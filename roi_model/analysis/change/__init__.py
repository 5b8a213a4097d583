"""Why one case is not the other: differences, parts that add up, levers."""
