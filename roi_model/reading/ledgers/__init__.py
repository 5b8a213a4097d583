"""Ledgers of other countries and programs, each read as costs by account and month."""
