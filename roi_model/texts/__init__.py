"""The sentences users read, in French and English: one TOML file per topic and language."""

from __future__ import annotations

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
        return tomllib.load(file)


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
