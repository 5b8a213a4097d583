"""Where scenarios are kept: versioned JSON files."""
