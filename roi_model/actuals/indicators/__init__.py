"""Indicators of prospecting: what the user's own lists and deals say, and what they need to say."""
