"""Bytes out: what the client keeps. Each format takes a Dossier and gives the bytes of a file."""
