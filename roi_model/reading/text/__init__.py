"""Bytes to lines of fields: encoding, delimiter, ragged lines, words compared."""
