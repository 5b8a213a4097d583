"""Figures of files that do not look right: each by itself, and several beside one another."""
