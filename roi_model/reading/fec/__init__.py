"""The French accounting file (FEC)."""
