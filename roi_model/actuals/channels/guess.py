"""Which channel a label or a source seems to speak of: by name, else by words both have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from roi_model.reading.sorting.categories import word_pattern
from roi_model.reading.text.wording import fold

_AND = re.compile(r"[;,|+/]")
_FILE = Path(__file__).resolve().parents[3] / "data" / "channel_words.toml"


def guessed(written: str, channels: Sequence[str]) -> str | None:
    """The one channel that `written` names; None where it names none, or several.

    The name of a channel in it tells most, then itself in the name of a channel, then words of one
    group of data/channel_words.toml in both. A list that names two is of neither.

    >>> guessed("GOOGLE ADS 4029", ("SEA", "LinkedIn outbound")), guessed("LinkedIn", ("Calls",))
    ('SEA', None)
    """
    parts = {_guessed(fold(part), channels) for part in _AND.split(written)} - {None}
    return None if len(parts) > 1 else _guessed(fold(written), channels)


def is_list(written: str) -> bool:
    """Whether it may name several things one after another.

    >>> is_list("LinkedIn; Website"), is_list("LinkedIn")
    (True, False)
    """
    return _AND.search(written) is not None


def _guessed(text: str, channels: Sequence[str]) -> str | None:
    if not text:
        return None
    names = {name: fold(name) for name in channels if fold(name)}
    same = [name for name, folded in names.items() if folded == text]
    inside = [name for name, folded in names.items() if _holds(text, folded)]
    longest = [name for name in inside
               if not any(_holds(names[o], names[name]) for o in inside if o != name)]  # fmt: skip
    around = [name for name, folded in names.items() if _holds(folded, text)]
    groups = _groups(text)
    alike = {name: len(groups & _groups(folded)) for name, folded in names.items() if groups}
    most = max(alike.values(), default=0)
    for found in (same, longest, around, [name for name in alike if 0 < alike[name] == most]):
        if found:
            return _only(found)
    return None


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _holds(text: str, words: str) -> bool:
    """Whether folded `text` has all of `words` in it, whole and in a row."""
    return f" {words} " in f" {text} "


def _groups(folded: str) -> frozenset[int]:
    """The groups of words that a folded text has a word of."""
    return frozenset(
        number for number, pattern in enumerate(_patterns()) if re.search(pattern, f" {folded} ")
    )


@cache
def _patterns() -> tuple[str, ...]:
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))["group"]
    return tuple(word_pattern(entry["contains"]) for entry in entries)
