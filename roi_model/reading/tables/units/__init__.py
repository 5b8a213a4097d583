"""Amounts in other units than they stand for: thousands, as titles say, and cents."""
