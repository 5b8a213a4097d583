"""The sliders of the page: which inputs they move, and the few round values each may take."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from roi_model.analysis.explain import movers
from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import get_value, numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level, moves_as_one, room
from roi_model.declaration.units import Unit
from roi_model.editing.scale import is_mixed
from roi_model.formatting.inputs import input_words

MOST_SLIDERS = 4
MOST_STOPS = 9
"""Nine stops of four sliders are 6,561 plans, worked out at once in a fraction of a second."""
_NICE = (1.0, 2.0, 2.5, 5.0)
_NICE_MONTHS = (0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0)
_FEW_MONTHS = 6
"""A whole number of months that is small moves at least so far: one month doubled is but two."""
_NEAR = 0.4
"""Of a step: a round value this near to that of the plan gives way to it."""
_SPARE = 2
"""Stops that may be cut at the ends for the sake of a finer step."""


@dataclass(frozen=True)
class Slider:
    """One slider: the input it moves, its stops in the model's unit, and that of the plan.

    Of an input that varies by month the stops are those of its first step; the others go along.
    """

    path: str
    card: Card
    stops: tuple[float, ...]
    here: int


def choosable(scenario: Scenario) -> dict[str, Card]:
    """The inputs a slider may move, by path.

    Not the horizon, within which other inputs and all pictures lie; nor the months of a season;
    nor what varies by month from zero on, which no factor moves.
    """
    return {
        path: card
        for path, card in numeric_paths(scenario).items()
        if card.is_number and path != "horizon_months" and moves_as_one(get_value(scenario, path))
    }


def offered(scenario: Scenario, lang: str, also: Collection[str] = ()) -> dict[str, str]:
    """What a sender is offered as sliders, in words: those inputs that every reader understands,
    and `also`.
    """
    known = choosable(scenario)
    paths = [path for path, card in known.items() if not card.advanced or path in also]
    return {path: input_words(scenario, path, lang) for path in paths}


def telling(scenario: Scenario, most: int | None = MOST_SLIDERS) -> list[str]:
    """The inputs that move the return most, of those every reader understands; all without `most`.

    >>> from roi_model.storage.presets import preset
    >>> telling(preset("trade-show").scenario, 2)
    ['campaign_months', 'gross_margin']
    """
    known = choosable(scenario)
    found = (mover.path for mover in movers(scenario, "roi"))
    return [path for path in found if path in known and not known[path].advanced][:most]


def sliders(
    scenario: Scenario, chosen: Sequence[str] = (), most: int = MOST_STOPS
) -> tuple[Slider, ...]:
    """The sliders of the chosen inputs, of the most telling ones where none is.

    Raises ScenarioError for more than four, and for a path that names no input a slider can move.
    """
    paths = tuple(dict.fromkeys(chosen)) or tuple(telling(scenario))
    if len(paths) > MOST_SLIDERS:
        raise ScenarioError([Problem("sliders", "too_many_sliders", str(len(paths)))])
    known = choosable(scenario)
    wrong = [Problem(path, "no_slider") for path in paths if path not in known]
    if wrong:
        raise ScenarioError(wrong)
    return tuple(_slider(scenario, path, known[path], most) for path in paths)


def _slider(scenario: Scenario, path: str, card: Card, most: int) -> Slider:
    given = get_value(scenario, path)
    low, high = room(given, card.low, card.high)
    if card.within_horizon:
        high = min(high, scenario.horizon_months)
    value = level(given)
    found = stops(card, value, most, (low, high))
    return Slider(path, card, found, found.index(value))


def stops(
    card: Card, value: float, most: int = MOST_STOPS, within: tuple[float, float] | None = None
) -> tuple[float, ...]:
    """At most so many values from half to double the plan's, round ones and that of the plan.

    From zero, which cannot be doubled, the whole of the card's own slider. None lies outside what
    the card allows, or `within` where that is less.

    >>> from roi_model.declaration.card import cards
    >>> stops(cards(Scenario)["deal_value"], 5800.0)
    (3000.0, 4000.0, 5000.0, 5800.0, 7000.0, 8000.0, 9000.0, 10000.0, 11000.0)
    >>> stops(cards(Scenario)["retention"], 0.85)
    (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)
    """
    lowest, highest = within or (card.low, card.high)
    if value == 0 and is_mixed(card):
        return _from_zero(card, most, highest)
    low, high = _range(card, value, lowest, highest)
    if high <= low:
        return (value,)
    for step in _steps((high - low) / (most + _SPARE), card):
        found = _round_values(low, high, step, value)
        if len(found) <= most + _SPARE:
            return _cut(found, value, most)
    return (value,)


def _range(card: Card, value: float, lowest: float, highest: float) -> tuple[float, float]:
    slider = card.slider
    if value == 0:
        return max(lowest, 0.0), min(highest, slider.high if slider else card.low + 60)
    least, most = sorted((value / 2, value * 2))
    if card.whole:
        most = max(most, value + _FEW_MONTHS)
    if slider is not None:
        least, most = max(least, min(slider.low, value)), min(most, max(slider.high, value))
    return max(lowest, least), min(highest, most)


def _steps(least: float, card: Card) -> list[float]:
    """Round steps from the smallest that may do; months go by halves, quarters and years."""
    decade = 10.0 ** math.floor(math.log10(least))
    found = [nice * decade * times for times in (1, 10, 100) for nice in _NICE]
    if card.unit in (Unit.MONTHS, Unit.MONTH):
        found = [step for step in _NICE_MONTHS if step >= 1 or not card.whole]
    return [step for step in found if step >= least * (1 - 1e-9)]


def _round_values(low: float, high: float, step: float, value: float) -> list[float]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    found = [round(number * step, 10) for number in range(first, last + 1)]
    return sorted([value, *(one for one in found if abs(one - value) > _NEAR * step)])


def _cut(found: list[float], value: float, most: int) -> tuple[float, ...]:
    """Without those at the longer end, until there are few enough."""
    while len(found) > most:
        at = found.index(value)
        found = found[1:] if at > len(found) - 1 - at else found[:-1]
    return tuple(found)


def _from_zero(card: Card, most: int, top: float) -> tuple[float, ...]:
    """Zero, then 1, 2, 5 times powers of ten, up to the end of the card's slider."""
    assert card.slider is not None
    high = min(top, card.slider.high)
    decade = 10.0 ** math.floor(math.log10(high))
    found = [decade * nice / 10**down for down in range(6) for nice in (5, 2, 1)]
    fitting = [one for one in found if card.slider.step <= one <= high]
    return (0.0, *sorted(fitting[: most - 1]))
