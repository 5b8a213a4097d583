"""Which words on screen belong to which language, learned from the text files and the data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from roi_model.declaration.card import cards
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import CARDS
from roi_model.storage.presets import presets
from roi_model.texts import topic
from tools.server import ROOT

TOPICS = sorted(
    path.name.split(".")[0] for path in (ROOT / "roi_model" / "texts").glob("*.en.toml")
)
_LETTERS = re.compile(r"[^\W\d_]{3,}")

# Words that carry no meaning of their own and so tell a language in any sentence, and the words
# of Streamlit's own controls.
_ENGLISH = """
    the and with your you from this that what which when where here there are was were will not
    only than then into each every their its have has been does how why per click drag drop files
    choose browse upload press enter apply loading error show hide search options
"""
_FRENCH = """
    les des une avec votre vous dans par pour sur sans est sont qui que quel quelle cette ces pas
    plus mais chaque leur leurs ainsi aux aucun aucune selon entre mois jour jours
"""


def flat(found: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """All sentences of a topic with their keys."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from flat(value, f"{path}.{key}")
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from flat(value, f"{path}.{number}")
    elif isinstance(found, str):
        yield path, found


def plain(words: str) -> str:
    """Without marks of Markdown, and with plain spaces."""
    return re.sub(r"\s+", " ", re.sub(r"[*`_#·]|:[a-z-]+\[|\]", "", words)).strip()


def both() -> set[str]:
    """Sentences that are the same in both languages: ROI, Actions, CSV."""
    same = set()
    for name in TOPICS:
        french = dict(flat(topic(name, "fr"), name))
        same |= {plain(s) for key, s in flat(topic(name, "en"), name) if french.get(key) == s}
    return same


def in_language(lang: str) -> set[str]:
    """All sentences of one language that stand on screen as they are, without a placeholder."""
    return {
        plain(sentence)
        for name in TOPICS
        for _, sentence in flat(topic(name, lang), name)
        if "{" not in sentence
    }


@cache
def data_words() -> frozenset[str]:
    """What is the same in either language: sources, keys, names of figures, the glossary."""
    found: set[str] = {"SDR"}
    for preset in presets():
        entries = preset.scenario.evidence.values()
        found |= {str(entry.get("source", "")) for entry in entries}
    for card in cards(Scenario).values():
        found.add(card.key)
    found |= {m.label("fr") for m in CARDS.values() if m.label("fr") == m.label("en")}  # LTV / CAC
    for lang in ("fr", "en"):  # the glossary gives every term in both
        found |= {word for _, word in flat(topic("method", lang)["glossary"])}
    benchmarks = tomllib.loads((ROOT / "data" / "benchmarks.toml").read_text(encoding="utf-8"))
    found |= {words for key, words in flat(benchmarks) if key.endswith("source")}
    return frozenset(map(plain, found))


def foreign(texts: Iterable[str], lang: str) -> list[str]:
    """The pieces of text on a page in `lang` that are in the other language."""
    other = {"fr": "en", "en": "fr"}[lang]
    theirs = in_language(other) - in_language(lang) - data_words()
    known = {"en": set(_ENGLISH.split()), "fr": set(_FRENCH.split())}
    data = data_words()
    found = []
    for words in dict.fromkeys(map(plain, texts)):
        if words in data or not _LETTERS.search(words):
            continue
        tokens = re.findall(r"[^\W\d_]+", words.lower())
        strange = sum(t in known[other] for t in tokens)
        if (words in theirs and " " in words) or strange > sum(t in known[lang] for t in tokens):
            found.append(words)
    return found


def untranslated(
    french: Iterable[str], english: Iterable[str], names: Iterable[str] = ()
) -> list[str]:
    """Pieces of text that stand on the French page and on the English one alike.

    `names` are what the user, or the app for the user, called things: they stay as they are.
    """
    known = both() | data_words() | set(map(plain, names))
    alike = set(map(plain, french)) & set(map(plain, english))
    return sorted(words for words in alike - known if _LETTERS.search(words))
