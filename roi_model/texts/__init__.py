"""The sentences users read, in French and English: one TOML file per topic and language.

French files are written with plain spaces; the unbreakable ones are put in on reading.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en")
_FOLDER = Path(__file__).parent


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
    return found.format(**values) if values else found
