"""The page that stays with the client: one file, its figures worked out beforehand."""
