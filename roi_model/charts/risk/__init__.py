"""Pictures of doubt."""
