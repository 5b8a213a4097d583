"""Number plans of other countries: which accounts are costs, and the category of each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from roi_model.declaration.spending import CATEGORIES
from roi_model.reading.sorting.categories import Rule, Rules, load_rules, word_pattern
from roi_model.reading.text.wording import fold

_FILE = Path(__file__).resolve().parents[3] / "data" / "account_plans.toml"
COST, REVENUE, RESULT, NEITHER = "cost", "revenue", "result", "neither"
_SIDES = (COST, REVENUE, RESULT, NEITHER)
_OTHER = Rule("other", False, confidence=0.5)
_SURE, _BY_WORDS = 0.8, 0.5
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Plan:
    """One number plan: what its accounts are by prefix, the longest prefix before all others."""

    name: str
    called: str
    sides: Mapping[str, str]
    rules: Rules
    gross: Mapping[str, int] = field(default_factory=dict)

    def side(self, number: str) -> str:
        """What an account is: COST, REVENUE, RESULT or NEITHER; "" where no prefix says it.

        >>> [load_plan("bas").side(number) for number in ("5910", "3001", "1930")]
        ['cost', 'revenue', '']
        """
        return _longest(self.sides, number, "")

    def rate(self, number: str) -> int:
        """The rate of VAT that the program takes out of what is booked on an account, in percent.

        >>> load_plan("skr03").rate("3400"), load_plan("skr03").rate("4600")
        (19, 0)
        """
        return _longest(self.gross, number, 0)


def _longest(table: Mapping[str, _Value], number: str, otherwise: _Value) -> _Value:
    return next((table[number[:n]] for n in range(len(number), 0, -1) if number[:n] in table),
                otherwise)  # fmt: skip


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def plan_names() -> tuple[str, ...]:
    """The names of all plans, in the order of the file."""
    return tuple(one["name"] for one in _data()["plan"])


@cache
def load_plan(name: str) -> Plan:
    """The plan of this name in data/account_plans.toml.

    Raises ValueError for an unknown name, and where a rule names a category there is not.

    >>> load_plan("skr04").rules.account("6600").category
    'advertising'
    """
    found = next((one for one in _data()["plan"] if one["name"] == name), None)
    if found is None:
        raise ValueError(f"plan: {name!r}; allowed: {', '.join(plan_names())}")
    sides = {prefix: side for side in _SIDES for prefix in found[side]}
    accounts = {prefix: _OTHER for prefix, side in sides.items() if side == COST}
    accounts |= {prefix: _rule(category, flags) for prefix, category, flags in found["accounts"]}
    own = tuple((word_pattern(words), _OTHER if category == "-" else _rule(category, "s"))
                for category, words in found.get("words", {}).items())  # fmt: skip
    rules = Rules(accounts, own + load_rules().words)
    return Plan(name, found["called"], sides, rules, found.get("gross", {}))


def _rule(category: str, flags: str) -> Rule:
    """s: selling is counted by default; c: it is the whole company's; l: words decide."""
    if category not in CATEGORIES:
        raise ValueError(f"account_plans.toml: {category!r} is no category; "
                         f"allowed: {', '.join(CATEGORIES)}")  # fmt: skip
    by_label = "l" in flags
    return Rule(category, "s" in flags, confidence=_BY_WORDS if by_label else _SURE,
                company_wide="c" in flags, by_label=by_label)  # fmt: skip


def rules_of(plan: str) -> Rules:
    """The rules of a plan, or those of the French one where none is named.

    >>> rules_of("").account("6231").category, rules_of("bas").account("5910").category
    ('advertising', 'advertising')
    """
    return load_plan(plan).rules if plan else load_rules()


def root_side(name: str) -> str:
    """What the first word of an account's name says: COST, REVENUE or NEITHER; "" for none.

    >>> root_side("Expenses:Marketing:Ads"), root_side("Ausgaben"), root_side("Lunch")
    ('cost', 'cost', '')
    """
    root = fold(name.split(":", 1)[0])
    return next((side for side, words in _data()["roots"].items() if root in words), "")


def section_side(name: str) -> str:
    """What stands within a section of a statement of profit and loss: COST, REVENUE; "" for none.

    >>> section_side("Cost of Goods Sold"), section_side("Produits"), section_side("Travel")
    ('cost', 'revenue', '')
    """
    folded = fold(name)
    return next((side for side, words in _data()["sections"].items() if folded in words), "")


def result_account(name: str) -> bool:
    """Whether an account's name is that of the year's result, which closing entries go to.

    >>> result_account("equity:retained earnings"), result_account("equity:owner")
    (True, False)
    """
    words = fold(name.replace(":", " "))
    return any(word in words for word in _data()["closing"]["words"])


@cache
def _named() -> tuple[tuple[str, frozenset[str], re.Pattern[str] | None], ...]:
    found = []
    for side, words in _data()["names"]["order"]:
        whole = frozenset(word[1:] for word in words if word.startswith("="))
        within = [word for word in words if "=" not in word]
        last = [word.removesuffix("=") for word in words if word.endswith("=")]
        patterns = [word_pattern(within)] if within else []
        patterns += [f"{word_pattern(last)}$"] if last else []
        found.append((side, whole, re.compile("|".join(patterns)) if patterns else None))
    return tuple(found)


def name_side(name: str) -> str:
    """What the words of an account's name say: COST, REVENUE or NEITHER; "" for none.

    A rate of VAT in a name is no account of VAT.

    >>> [name_side(n) for n in ("Bank Fees", "Checking", "Sales", "Rent", "Zorglub")]
    ['cost', 'neither', 'revenue', 'cost', '']
    >>> name_side("Entertainment-0% VAT"), name_side("20% VAT")
    ('cost', 'neither')
    """
    words = f" {fold(name)} "
    rated = _RATED.sub(" ", words)
    return (_side(rated.strip()) if rated != words else "") or _side(words.strip())


_RATED = re.compile(
    r"(?<= )(?:\d{1,2}(?: \d{1,2})? ?%?|no|exc?|excl|incl?|plus|zero rated|exempt|sans|hors|ohne"
    r"|sin|senza|sem|zonder) (?:vat|gst|hst|tva|mwst|ust|iva|btw|moms)(?= )"
)


def _side(folded: str) -> str:
    for side, whole, within in _named():
        if not whole and within is None and _spent(folded):
            return COST
        if folded in whole or (within is not None and within.search(f" {folded} ")):
            return side
    return ""


def _spent(name: str) -> bool:
    """Whether the rules of labels know a name as that of costs."""
    rule = load_rules().label(name)
    return rule is not None and rule.category != "revenue"
