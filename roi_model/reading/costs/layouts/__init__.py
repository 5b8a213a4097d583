"""Layouts that are brought into the one that is read: paths of accounts, lone headings, spans."""
