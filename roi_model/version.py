"""Versions that travel with every result: the model's numbers and the scenario's file format."""

MODEL_VERSION = "1.1.1"
"""Bumped when a number moves; the changelog says which."""

SCHEMA_VERSION = 2
"""Bumped when the scenario JSON changes its shape; older files are migrated on reading."""
