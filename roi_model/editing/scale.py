"""The stops of a slider: even steps, or a scale on which a thumb's move feels even.

Values are in the model's unit. The value of the moment is always a stop of its own, so that no
legal value is rounded by being shown. No streamlit here.
"""

from __future__ import annotations

import bisect
import math
from functools import lru_cache

from roi_model.declaration.card import Card
from roi_model.declaration.units import Unit

MOST_EVEN_STEPS = 200
"""A range with more steps than this gets the mixed scale, where its unit allows for it."""
MOST_STOPS = 420
_NICE = (
    *(1 + 0.05 * i for i in range(20)),
    *(2 + 0.05 * i for i in range(60)),
    *(5 + 0.1 * i for i in range(50)),
)
"""Stops of one decade, 1 to 5 % apart."""
_MIXED_UNITS = {
    Unit.MONEY,
    Unit.MONEY_PER_MONTH,
    Unit.MONEY_PER_YEAR,
    Unit.PEOPLE,
    Unit.FTE,
    Unit.ORDERS,
}


def is_mixed(card: Card) -> bool:
    """Whether the slider runs over more than two decades and so on the mixed scale."""
    slider = card.slider
    return (
        slider is not None
        and card.unit in _MIXED_UNITS
        and slider.high / slider.step > MOST_EVEN_STEPS
    )


def stops(card: Card, value: float, most: float | None = None) -> tuple[float, ...]:
    """The stops of a card's slider, `value` among them; `most` bounds months by the horizon.

    The range widens to hold a value that lies outside.

    >>> from roi_model.declaration.card import cards
    >>> from roi_model.declaration.scenario import Scenario
    >>> stops(cards(Scenario)["market"], 1.03)[9:13]
    (0.95, 1.0, 1.03, 1.05)
    """
    low, high = _range(card, most)
    mixed = is_mixed(card)
    while value > high and high < card.high:
        high = min(card.high, _next_nice(high) if mixed else max(high * 1.25, value))
    if value < low:
        low = card.low
        if mixed and low < 0:
            low = max(low, -_next_nice(-value))
    found = _mixed(card, low, high) if mixed else _even(card, low, high)
    if value in found:
        return found
    place = bisect.bisect(found, value)
    return (*found[:place], value, *found[place:])


def _range(card: Card, most: float | None) -> tuple[float, float]:
    slider = card.slider
    low, high = (slider.low, slider.high) if slider else (card.low, min(card.high, card.low + 60))
    if most is not None and card.within_horizon:
        high = max(low, min(high, most))
    return low, high


@lru_cache(maxsize=512)
def _even(card: Card, low: float, high: float) -> tuple[float, ...]:
    step = card.slider.step if card.slider else card.step
    if (high - low) / step > MOST_STOPS:
        step *= math.ceil((high - low) / step / MOST_STOPS)
    count = int((high - low) / step + 1e-9)
    found = [_clean(low + i * step) for i in range(count + 1)]
    if found[-1] < high - 1e-9:
        found.append(_clean(high))
    return tuple(found)


@lru_cache(maxsize=512)
def _mixed(card: Card, low: float, high: float) -> tuple[float, ...]:
    """0, then stops 1 to 5 % apart, never closer than one step; each a whole number of steps.

    Below 0, where it goes there, the same towards the other side.
    """
    above = _rising(card, high)
    return above if low >= 0 else (*(-stop for stop in reversed(_rising(card, -low)[1:])), *above)


def _rising(card: Card, high: float) -> tuple[float, ...]:
    """The stops of the mixed scale from 0 to `high`."""
    assert card.slider is not None
    step = card.slider.step
    found = {0.0, _clean(high)}
    decade = 10 ** math.floor(math.log10(step))
    while decade <= high:
        for nice in _NICE:
            stop = _clean(round(nice * decade / step) * step)
            if step <= stop <= high:
                found.add(stop)
        decade *= 10
    return tuple(sorted(found))


def _next_nice(value: float) -> float:
    """The next of 1, 2, 5, 10 times a power of ten above a value."""
    decade = 10.0 ** math.floor(math.log10(value))
    return next(decade * n for n in (1, 2, 5, 10, 20) if decade * n > value * (1 + 1e-9))


def _clean(value: float) -> float:
    """Without the dust of binary fractions: 0.3, not 0.30000000000000004."""
    return round(value, 10)
