"""The sentences users read, in French and English: one TOML file per topic and language.

French files are written with plain spaces; the unbreakable ones are put in on reading.
"""

from __future__ import annotations

import re
import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en")
_FOLDER = Path(__file__).parent


def of_browser(locale: str | None) -> str:
    """The language for whom a browser asks for this one, or for these, the dearest first.

    >>> of_browser("fr-CA"), of_browser("fr-FR,fr;q=0.9,en"), of_browser("de"), of_browser(None)
    ('fr', 'fr', 'en', 'en')
    """
    return "fr" if (locale or "").lower().startswith("fr") else "en"


@cache
def topic(name: str, lang: str) -> dict[str, Any]:
    """The whole table of one topic in one language.

    Raises FileNotFoundError where the topic does not exist in that language.

    >>> "no_leads" in topic("metrics", "en")["reason"]
    True
    """
    with (_FOLDER / f"{name}.{lang}.toml").open("rb") as file:
        table = tomllib.load(file)
    return table if lang != "fr" else _french(table)


def _french(found: Any) -> Any:
    """A table of sentences with the typography of each."""
    if isinstance(found, dict):
        return {key: _french(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_french(value) for value in found]
    return french(found) if isinstance(found, str) else found


def french(sentence: str) -> str:
    """Typography: no line break before : ; ? ! % and inside the guillemets.

    >>> french("Quoi ?")
    'Quoi\\u202f?'
    """
    spaced = re.sub(r" (?=[:%»](?:\W|$))", "\u00a0", sentence)
    spaced = re.sub(r" (?=[;?!](?:\s|$))", "\u202f", spaced)
    return spaced.replace("« ", "«\u00a0")


def text(key: str, lang: str, /, **values: object) -> str:
    """One sentence by its dotted key (topic first), its placeholders filled from `values`.

    Raises KeyError where the key does not exist: a missing sentence is a fault of ours.

    >>> text("metrics.reason.no_leads", "en")
    'no leads'
    """
    name, *rest = key.split(".")
    found: Any = topic(name, lang)
    for part in rest:
        found = found[part]
    if not isinstance(found, str):
        raise KeyError(key)
    return filled(found, lang, **values) if values else found


def filled(sentence: str, lang: str, **values: object) -> str:
    """A sentence with its placeholders filled; words that go with a number agree with it.

    >>> filled("{n} {n:deal|deals}", "en", n=1), filled("{n} {n:client|clients}", "fr", n="1,5")
    ('1 deal', '1,5 client')
    """
    if "|" not in sentence:  # nothing agrees: what Python itself does, a tenth of the time
        return sentence.format(**values)
    return _Agreeing(lang).format(sentence, **values)


class _Agreeing(string.Formatter):
    """A format of two words parted by a stroke is the one that goes with the number."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, between, many = format_spec.partition("|")
        if not between:
            return super().format_field(value, format_spec)
        return one if is_one(value, self.lang) else many


def is_one(value: object, lang: str) -> bool:
    """Whether words that go with a number, as it is written, stand in the singular.

    >>> is_one("1,5", "fr"), is_one("1.5", "en"), is_one(0, "fr"), is_one("1 200", "fr")
    (True, False, True, False)
    """
    decimal = "," if lang == "fr" else "."
    written = value if isinstance(value, str) else f"{value}".replace(".", decimal)
    bare = re.sub(rf"[^\d{decimal}]", "", written).replace(decimal, ".")
    try:
        size = float(bare)
    except ValueError:
        return False
    return size < 2 if lang == "fr" else size == 1


def span(low: str, high: str) -> str:
    """Two figures as a range, the unit they share written once.

    >>> span("2%", "3%"), span("10%", "10%"), span("$20", "$500")
    ('2–3%', '10%', '$20–500')
    """
    if low == high:
        return low
    before = re.match(r"\D*", high)
    after = re.search(r"\D*$", low)
    if before and low.startswith(before[0]):
        high = high.removeprefix(before[0])
    if after and high.endswith(after[0]):
        low = low.removesuffix(after[0])
    return f"{low}–{high}"
