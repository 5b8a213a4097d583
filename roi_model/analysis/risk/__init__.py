"""Doubt: draws, ranges, chances, what drives them, what knowing more is worth."""
