"""A scenario changed step by step: what is typed, what it means, what moves along."""
