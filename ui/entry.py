"""A value as a person types and reads it: percent, money, months, in both languages' numbers.

The model's rates are fractions; percent exists only in what these functions write and read. No
streamlit here.
"""

from __future__ import annotations

import re
from typing import Any

from roi_model.card import Card
from roi_model.formatting import MINUS, NBSP, affixes, conventions
from roi_model.texts import text
from roi_model.units import Unit

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_NUMBER = re.compile(r"[-+]?(\d+([.,]\d+)*|[.,]\d+)(e[-+]?\d{1,3})?", re.IGNORECASE)
_SCALES = {"k": 1e3, "m": 1e6}
DIGITS = 12
PERCENT_DECIMALS = 4
"""Shown of a percent; the value behind it keeps all its digits until another is typed."""


def written(card: Card, value: Any, currency: str, lang: str) -> str:
    """The value with its unit, as the entry field and the slider show it.

    >>> from roi_model.card import cards
    >>> from roi_model.scenario import Scenario
    >>> written(cards(Scenario)["gross_margin"], 0.625, "EUR", "en")
    '62.5%'
    """
    if value is None:
        return ""
    if card.unit.is_percent:
        return plain(round(value * 100, PERCENT_DECIMALS), lang) + conventions(lang).percent_suffix
    if card.unit.is_money:
        before, after = affixes(currency, lang)
        return f"{before}{plain(value, lang)}{after}"
    if card.unit in (Unit.MONTHS, Unit.DAYS, Unit.HOURS):
        count = "one" if abs(value) <= 1 and (lang == "fr" or value == 1) else "many"
        return f"{plain(value, lang)}{NBSP}{text(f'ui.unit.{card.unit.value}_{count}', lang)}"
    return plain(value, lang)


def plain(value: float, lang: str) -> str:
    """A number in the language's separators, exact to twelve significant digits."""
    digits = f"{abs(value):.{DIGITS}g}"
    if "e" in digits:
        digits = f"{abs(value):.15f}"
    whole, _, rest = digits.partition(".")
    rest = rest.rstrip("0")
    how = conventions(lang)
    grouped = f"{int(whole):,}".replace(",", how.group)
    sign = MINUS if value < 0 and (int(whole) or rest) else ""
    return sign + grouped + (how.decimal + rest if rest else "")


def parsed(card: Card, typed: str, lang: str) -> float | None:
    """The value that was typed, in the model's unit; None where an empty entry means none.

    Takes the language's separators, and the other language's where they can mean only one thing;
    a percent sign, a currency, a unit, k and M may stand around the number. Raises ValueError
    where there is no single number.

    >>> from roi_model.card import cards
    >>> from roi_model.scenario import Scenario
    >>> card = cards(Scenario)["deal_value"]
    >>> parsed(card, "4 500,5 €", "fr"), parsed(card, "$4,500.5", "en"), parsed(card, "12k", "en")
    (4500.5, 4500.5, 12000.0)
    """
    bare = _SPACES.sub("", typed).replace(MINUS, "-")
    if not bare and card.nullable:
        return None
    found = list(_NUMBER.finditer(bare))
    if len(found) != 1:
        raise ValueError(typed)
    number = _number(found[0][0], lang)
    behind = bare[found[0].end() :].lower()
    money_like = card.unit.is_money or card.unit is Unit.PEOPLE
    if money_like and behind[:1] in _SCALES and not behind.startswith("mo"):
        number *= _SCALES[behind[0]]
    if card.unit.is_percent:
        # 62.5 / 100 keeps the fraction a person means: 0.07, not 0.07000000000000001.
        number = round(number / 100, 15)
    return number


def _number(digits: str, lang: str) -> float:
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    mark = digits[last]
    other = "," if mark == "." else "."
    groups_of_three = re.fullmatch(rf"[-+]?\d{{1,3}}(\{mark}\d{{3}})+", digits) is not None
    if digits.count(mark) > 1:
        if not groups_of_three:
            raise ValueError(digits)
        return float(digits.replace(mark, ""))
    if other not in digits and groups_of_three and mark == "," and lang == "en":
        return float(digits.replace(",", ""))
    return float(digits.replace(other, "").replace(mark, "."))
