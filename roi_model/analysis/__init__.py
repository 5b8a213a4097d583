"""Questions asked of the engine; everything here only calls project()."""
