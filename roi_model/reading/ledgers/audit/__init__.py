"""Audit files in XML: SAF-T of Portugal and Norway, XAF of the Netherlands."""
