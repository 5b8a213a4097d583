"""Processes that work under limits, for whatever a stranger's file or a large export may do."""
