"""Words compared without accents, case or punctuation."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import each, matching

_DATA = Path(__file__).resolve().parents[3] / "data"
# Letters that do not come apart into a plain one and its accent.
LETTER = r"a-zA-Z\x{c0}-\x{24f}\x{370}-\x{4ff}\x{3040}-\x{9fff}"
"""Letters in a class of a pattern: `\\pL` takes Arrow three milliseconds to prepare, each time."""
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "ß": "ss"}
_WHOLE = str.maketrans(_LETTERS | {key.upper(): value.upper() for key, value in _LETTERS.items()
                                   if len(key.upper()) == 1})  # fmt: skip
_ACCENTS = r"[\x{300}-\x{36f}]+"
_OTHER = re.compile(r"[^0-9a-z%]+")
_A_CELL = 100
"""The longest text that is kept with its words: headings are asked for again and again."""


def fold(value: str) -> str:
    """Lower case, no accents, every other sign one space.

    >>> fold("  Libellé de l’Écriture ")
    'libelle de l ecriture'
    """
    return _words_of(value) if len(value) <= _A_CELL else _words_of.__wrapped__(value)


@lru_cache(4096)
def _words_of(value: str) -> str:
    if value.isascii():
        return _OTHER.sub(" ", value.lower()).strip()
    plain = unicodedata.normalize("NFKD", value.translate(_WHOLE))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return _OTHER.sub(" ", plain).strip()


_UNIT = re.compile(
    r" (?:in |en )?(?:eur|euros?|usd|gbp|chf|aud|cad|nzd|jpy|sek|nok|dkk|pln|czk|huf|ron|brl|mxn"
    r"|inr|cny|hkd|sgd|zar|try|ils|aed|mad|tnd|xof|xaf|utc|en k|k|keur)$"
)


def without_unit(folded: str) -> str:
    """A folded heading without the currency or unit at its end.

    >>> without_unit("balance gbp"), without_unit("montant en k"), without_unit("balance")
    ('balance', 'montant', 'balance')
    """
    return _UNIT.sub("", folded)


_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")


def unjoined(heading: str) -> str:
    """A heading with a space where words that are written as one meet.

    >>> unjoined("InvoiceDate"), unjoined("Date EUR")
    ('Invoice Date', 'Date EUR')
    """
    return _JOINED.sub(" ", heading)


def fold_column(column: pa.Array) -> pa.Array:
    """`fold` for a whole text column, a space on both ends so that words have edges."""
    return each(column, _folded)


def _folded(values: pa.Array) -> pa.Array:
    text = pc.utf8_lower(values)
    if not pc.all(pc.string_is_ascii(text)).as_py():
        text = pc.replace_substring_regex(pc.utf8_normalize(text, "NFKD"), _ACCENTS, "")
        for letter, plain in _LETTERS.items():
            text = pc.replace_substring(text, letter, plain)
    text = pc.replace_substring_regex(text, r"[^0-9a-z%]+", " ")
    return pc.binary_join_element_wise(" ", pc.utf8_trim(text, " "), " ", "")


def worded(column: pa.Array) -> NDArray[np.bool_]:
    """In which cells two letters meet.

    >>> worded(pa.array(["F0000005", "Loyer", "12,50 €", "Éé"])).tolist()
    [False, True, False, True]
    """
    return matching(column, f"[{LETTER}]{{2}}")


@cache
def words_of(topic: str) -> frozenset[str]:
    """The words of a topic of data/cost_words.toml, folded. Raises KeyError for an unknown one.

    >>> "dépense" in words_of("out"), fold("Dépense") in words_of("out")
    (False, True)
    """
    return frozenset(word_lists("cost_words")[topic])


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of words of data/NAME.toml by topic, folded, in the order of the file.

    >>> word_lists("cost_states")["yes"][:2]
    ('yes', 'y')
    """
    lists = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return {topic: tuple(map(fold, one["words"])) for topic, one in lists.items()}


def says(heading: str, *topics: str) -> bool:
    """Whether a heading is, begins or ends with a word of one of some topics.

    >>> says("Amount spent", "cost"), says("Clicks (all)", "count"), says("Identity", "identifier")
    (True, True, False)
    """
    folded = f" {fold(heading)} "
    return any(
        folded.startswith(f" {word} ") or folded.endswith(f" {word} ")
        for topic in topics
        for word in words_of(topic)
    )
