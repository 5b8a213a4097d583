"""Return by channel as it was: what belongs to which channel, and what came of it."""
