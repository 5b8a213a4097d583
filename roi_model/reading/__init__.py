"""Bytes in: costs and deals from whatever export the user has, read right or refused."""
