"""Calendar months as people type and read them: janv. 2026, 01/2026; in the model 2026-01."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel.dates import get_month_names

from roi_model.formatting import month_name
from roi_model.texts import LANGUAGES

_NUMBERS = (
    re.compile(r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})"),
)
_WORDS = re.compile(r"(?P<word>[a-z]+)\.? ?(?P<year>\d{4})")


def written(month: str | None, lang: str) -> str:
    """A month YYYY-MM in a language; nothing where there is none.

    >>> written("2026-01", "en"), written(None, "fr")
    ('Jan 2026', '')
    """
    return "" if month is None else month_name(1, lang, month)


def read(typed: str) -> str:
    """What was typed as YYYY-MM, in whatever language; as it was typed where it is no month.

    >>> read("01/2026"), read("févr. 2026"), read("December 2025"), read("soon")
    ('2026-01', '2026-02', '2025-12', 'soon')
    """
    bare = _plain(typed)
    for pattern in _NUMBERS:
        if found := pattern.fullmatch(bare):
            return f"{found['year']}-{int(found['month']):02d}"
    found = _WORDS.fullmatch(bare)
    if found is not None and found["word"] in _names():
        return f"{found['year']}-{_names()[found['word']]:02d}"
    return typed


def _plain(words: str) -> str:
    bare = unicodedata.normalize("NFKD", words.strip().lower())
    return re.sub(r"\s+", " ", "".join(c for c in bare if not unicodedata.combining(c)))


@cache
def _names() -> dict[str, int]:
    """Every name of a month, whole and short, in both languages."""
    return {
        _plain(name).rstrip("."): number
        for lang in LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=lang).items()
    }
