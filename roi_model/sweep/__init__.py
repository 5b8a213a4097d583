"""Many scenarios, a line each, through the one engine: on all cores, or on a cluster."""
