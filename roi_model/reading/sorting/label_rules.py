"""Rules by label: the user's own, then merchants and payment words of data/label_rules.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.sorting.categories import NOT_SELLING, Rule, Rules, word_pattern
from roi_model.reading.text.distinct import only
from roi_model.reading.text.wording import fold

_FILE = Path(__file__).resolve().parents[3] / "data" / "label_rules.toml"
_EXAMPLE = '{"contains": "google ads", "category": "advertising"}'
_KEYS = {"contains", "category", "share"}


@cache
def merchant_rules() -> Rules:
    """The rules of data/label_rules.toml.

    Raises ValueError where a rule names a category the model does not have.

    >>> merchant_rules().label("CB UBER EATS 12/03").category
    'entertainment'
    """
    words = []
    for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["rule"]:
        if entry["category"] not in CATEGORIES:
            raise ValueError(f"label_rules.toml: {entry['category']!r} is no category; "
                             f"allowed: {', '.join(CATEGORIES)}")  # fmt: skip
        rule = Rule(entry["category"], entry["selling"], confidence=entry["confidence"])
        words.append((word_pattern(entry["contains"]), rule))
    return Rules({}, tuple(words))


def user_rules(given: object) -> Rules:
    """The user's own rules, in their order: the first whose text a label holds wins.

    Each is {"contains": text, "category": a category or "not_selling"} and may have a "share" from
    0 to 1. Case, accents and punctuation do not count. Raises ValueError for one that is not so.

    >>> rules = user_rules([{"contains": "Café Éclair", "category": "entertainment"}])
    >>> rules.label("CB CAFE ECLAIR PARIS").category
    'entertainment'
    """
    if isinstance(given, (str, Mapping)) or not isinstance(given, Sequence):
        raise ValueError(f"rules: {given!r}; give a list like [{_EXAMPLE}]")
    return Rules({}, tuple(_user_rule(rule, f"rules[{i}]") for i, rule in enumerate(given)))


def _user_rule(rule: object, where: str) -> tuple[str, Rule]:
    if not isinstance(rule, Mapping) or not {"contains", "category"} <= set(rule) <= _KEYS:
        raise ValueError(f'{where}: {rule!r}; give {_EXAMPLE}, with a "share" if you like')
    contains, category = fold(str(rule["contains"])), rule["category"]
    if not contains:
        raise ValueError(f"{where}.contains: {rule['contains']!r}; give a letter or a figure at "
                         "least, as in the label")  # fmt: skip
    if category not in (*CATEGORIES, NOT_SELLING):
        raise ValueError(f"{where}.category: {category!r}; allowed: {', '.join(CATEGORIES)}, "
                         f"{NOT_SELLING}")  # fmt: skip
    share = rule.get("share", 1.0)
    number = isinstance(share, (int, float)) and not isinstance(share, bool)
    if not number or not 0 <= share <= 1:
        raise ValueError(f"{where}.share: {share!r}; allowed: 0 to 1, as a fraction")
    selling = category != NOT_SELLING
    return contains, Rule(str(category) if selling else "other", selling, float(share), 1.0)


def first_match(
    chain: Sequence[tuple[Rules, pa.Array]], size: int
) -> tuple[list[Rule], NDArray[np.int32]]:
    """All rules of a chain of (rules, texts), and the number of the first that matches each row.

    −1 where none does. A later link of the chain is asked only about the rows still unknown.
    """
    rules: list[Rule] = []
    index = np.full(size, -1, np.int32)
    for table, texts in chain:
        missing = np.flatnonzero(index < 0)
        if missing.size and table.words:
            found = table.labels(only(texts, index < 0))
            index[missing] = np.where(found >= 0, found + len(rules), -1)
        rules += [rule for _, rule in table.words]
    return rules, index
