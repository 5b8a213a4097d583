"""What is wrong with a value in the words of the screen: the input's label, its units, its range.

The model's own sentences (`Problem.sentence`) name paths and fractions, for those who write
scenario files. No streamlit here.
"""

from __future__ import annotations

from roi_model.declaration.card import Card, cards
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.scenario import PARTS, Scenario
from roi_model.editing import entry
from roi_model.texts import text

AS_TYPED = ("not_a_number", "ambiguous")
WORDED = (*AS_TYPED, "out_of_range", "not_whole", "null")


def sentences(error: ScenarioError, currency: str, lang: str) -> str:
    """All that was refused, one sentence a line."""
    return "\n".join(sentence(problem, currency, lang) for problem in error.problems)


def sentence(problem: Problem, currency: str, lang: str) -> str:
    """Which input, which value, and what it may be.

    >>> wrong = Problem("channels/Calls/quote_to_customer", "out_of_range", "1.4", "0..1", "rate")
    >>> sentence(wrong, "EUR", "en")
    '“Calls · Quote → customer” cannot be 140%; allowed: 0% to 100%.'
    """
    card = _card(problem.path)
    if card is None or not card.is_number or problem.code not in WORDED:
        return problem.sentence(lang)
    *place, _ = problem.path.split("/")
    name = " · ".join([*place[1:2], card.label(lang)])
    value = problem.value
    if problem.code not in AS_TYPED:
        value = entry.written(card, float(value), currency, lang)
    low, high = (entry.written(card, bound, currency, lang) for bound in _bounds(card, problem))
    return text(f"errors.input.{problem.code}", lang, name=name, value=value, low=low, high=high)


def _card(path: str) -> Card | None:
    """The card behind a path, which may lead to a part that no scenario holds."""
    *place, key = path.split("/")
    if not place:
        return cards(Scenario).get(key)
    group = place[2] if len(place) > 2 else place[0]
    entity = PARTS.get(group)
    return None if entity is None else cards(entity).get(key)


def _bounds(card: Card, problem: Problem) -> tuple[float, float]:
    """What is allowed; a month's upper bound may be the horizon of that scenario."""
    top = problem.allowed.rpartition("..")[2]
    within = card.within_horizon and top.isdecimal()
    return card.low, float(top) if within else card.high
