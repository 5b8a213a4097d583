"""A value as a person types and reads it: percent, money, months, in both languages' numbers.

The model's rates are fractions; percent exists only in what these functions write and read. No
streamlit here.
"""

from __future__ import annotations

from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.editing.typed import AmbiguousError, Box, number
from roi_model.formatting.entered import plain, written

__all__ = ["parsed", "plain", "read", "readings", "written"]


def parsed(card: Card, typed: str, lang: str, now: float | None = None) -> float | None:
    """The value that was typed, in the model's unit; None where an empty entry means none.

    Takes both languages' separators, a currency, a unit, k and M around the number, and a quotient
    (31200/12). `now` is what the input holds: it tells 2 600 from 2.6 where someone typed 2.600.
    Raises ValueError where there is no single number, `typed.AmbiguousError` where there are two.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> card = cards(Scenario)["deal_value"]
    >>> parsed(card, "4 500,5 €", "fr"), parsed(card, "$4,500.5", "en"), parsed(card, "12k", "en")
    (4500.5, 4500.5, 12000.0)
    """
    if not typed.strip() and card.nullable:
        return None
    held = None if now is None else now * 100 if card.unit.is_percent else now
    box = Box(card.unit, lambda value: card.problem(_meant(card, value)) is None, held)
    try:
        return _meant(card, number(typed, box, lang))
    except AmbiguousError as error:
        low, high = error.readings
        raise AmbiguousError(typed, (_meant(card, low), _meant(card, high))) from None


def read(card: Card, path: str, typed: str, lang: str, now: float | None = None) -> float | None:
    """The same for the input at a path. Raises ScenarioError that says what is wrong there."""
    try:
        return parsed(card, typed, lang, now)
    except ValueError as error:
        code = "ambiguous" if isinstance(error, AmbiguousError) else "not_a_number"
    raise ScenarioError([Problem(path, code, typed[:40], card.allowed, card.unit.value)])


def readings(card: Card, typed: str, lang: str, now: float | None = None) -> tuple[float, ...]:
    """The numbers that what was typed may mean, where it may mean two; none where it is clear."""
    try:
        parsed(card, typed, lang, now)
    except AmbiguousError as error:
        return error.readings
    except ValueError:
        pass
    return ()


def _meant(card: Card, shown: float) -> float:
    """A number of the screen in the model's unit."""
    # 62.5 / 100 keeps the fraction a person means: 0.07, not 0.07000000000000001.
    return round(shown / 100, 15) if card.unit.is_percent else shown
