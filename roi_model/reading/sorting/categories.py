"""Account prefixes and label words → the model's categories, from data/categories.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.text.distinct import coded, matching, only
from roi_model.reading.text.wording import fold, fold_column

NOT_SELLING = "not_selling"
_FILE = Path(__file__).resolve().parents[3] / "data" / "categories.toml"


@dataclass(frozen=True)
class Rule:
    """Where some spending belongs: category, selling or not, the share counted, how sure."""

    category: str
    selling: bool
    share: float = 1.0
    confidence: float = 0.0
    company_wide: bool = False
    by_label: bool = False
    prefix: str = ""


UNKNOWN = Rule("other", True)


@dataclass(frozen=True)
class Rules:
    """All rules: accounts by prefix, and groups of label words in the order they are tried."""

    accounts: dict[str, Rule]
    words: tuple[tuple[str, Rule], ...]  # RE2 pattern over folded text, rule

    def account(self, number: str) -> Rule | None:
        """The rule of the longest prefix of an account number; None outside class 6.

        >>> load_rules().account("62220000").category
        'commissions'
        """
        for size in range(len(number), 0, -1):
            rule = self.accounts.get(number[:size])
            if rule:
                return rule
        return None

    def label(self, label: str) -> Rule | None:
        """The rule of the first group whose words a label holds.

        >>> load_rules().label("Google Ads – février").category
        'advertising'
        """
        folded = f" {fold(label)} "
        for pattern, rule in self.words:
            if re.search(pattern, folded):
                return rule
        return None

    def within(self, categories: Collection[str]) -> Rules:
        """The rules by words that lead to some categories.

        >>> load_rules().within(["salaries"]).label("Google Ads") is None
        True
        """
        return Rules({}, tuple(one for one in self.words if one[1].category in categories))

    def labels(self, column: pa.Array) -> NDArray[np.int16]:
        """For a whole text column, the number of the group that matches; −1 for none."""
        values, index = coded(column)
        folded = fold_column(values)
        found = np.full(len(folded), -1, np.int16)
        left = np.arange(len(folded))
        for number, (pattern, _) in enumerate(self.words):
            hit = matching(folded, pattern)
            found[left[hit]] = number
            left, folded = left[~hit], only(folded, ~hit)
        return np.asarray(found[index], np.int16)


def word_pattern(words: list[str]) -> str:
    """The pattern that finds any of some folded words; one that begins or ends with * has longer
    forms too."""
    parts = [
        (r"\S*" if w.startswith("*") else "")
        + re.escape(w.strip("*"))
        + ("" if w.endswith("*") else " ")
        for w in words
    ]
    return " (?:" + "|".join(part.replace("\\ ", " ") for part in parts) + ")"


@cache
def load_rules() -> Rules:
    """The rules of data/categories.toml.

    Raises ValueError where a rule names a category the model does not have.
    """
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for rule in [*data["account"], *data["words"]]:
        if rule["category"] not in (*CATEGORIES, "revenue"):
            raise ValueError(
                f"categories.toml: {rule['category']!r} is no category; "
                f"allowed: {', '.join(CATEGORIES)}"
            )
    accounts = {entry["prefix"]: Rule(**entry) for entry in data["account"]}
    words = tuple(
        (
            word_pattern(entry["words"]),
            Rule(entry["category"], entry["selling"], confidence=entry["confidence"]),
        )
        for entry in data["words"]
    )
    return Rules(accounts, words)
