"""Back-ups, and workspaces as one file."""
