"""The languages, currencies and spaces that numbers are written with."""

from __future__ import annotations

from hypothesis import strategies as st

THIN = "\N{NARROW NO-BREAK SPACE}"
LANGUAGES = ("fr", "en")
LOCALES = {"fr": "fr_FR", "en": "en_US"}
finite = st.floats(-1e12, 1e12)
