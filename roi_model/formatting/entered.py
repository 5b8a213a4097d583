"""The value of an input as people read it, exact: percent, money, months, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roi_model.declaration.card import Card
from roi_model.declaration.steps import Steps
from roi_model.declaration.units import Unit
from roi_model.formatting.conventions import MINUS, NBSP, affixes, conventions
from roi_model.texts import text

DIGITS = 12


def written(card: Card, value: Any, currency: str, lang: str) -> str:
    """The value with its unit, as the entry field and the slider show it.

    A percent has two decimals, below 1 % four; the value behind keeps all its digits until another
    is typed.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> written(cards(Scenario)["gross_margin"], 0.625, "EUR", "en")
    '62.5%'
    """
    if value is None:
        return ""
    if isinstance(value, Steps):
        return steps_words(value, lambda step: written(card, step, currency, lang), lang)
    if card.unit.is_percent:
        shown = value * 100
        decimals = 2 if abs(shown) >= 1 else 4
        return plain(round(shown, decimals), lang) + conventions(lang).percent_suffix
    if card.unit.is_money:
        before, after = affixes(currency, lang)
        return f"{before}{plain(value, lang)}{after}"
    if card.unit in (Unit.MONTHS, Unit.DAYS, Unit.HOURS):
        count = "one" if abs(value) <= 1 and (lang == "fr" or value == 1) else "many"
        return f"{plain(value, lang)}{NBSP}{text(f'ui.unit.{card.unit.value}_{count}', lang)}"
    return plain(value, lang)


def steps_words(steps: Steps, write: Callable[[float], str], lang: str) -> str:
    """Steps by month, each value as `write` has it, with the month from which it holds.

    >>> steps_words(Steps.of({1: 5000.0, 7: 5500.0}), lambda value: f"€{value:,.0f}", "en")
    '€5,000, then €5,500 from month 7'
    """
    said = write(steps.first)
    for month, value in steps.steps[1:]:
        said = text("ui.steps.then", lang, before=said, value=write(value), month=month)
    return said


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
