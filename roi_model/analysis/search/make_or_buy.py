"""Make or buy: the price at which doing it oneself and buying it come to the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from roi_model.analysis.search.inputs import bounds
from roi_model.declaration.card import Card
from roi_model.declaration.paths import card_at
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.projection import project

POINTS = 129
"""Values tried at once: first over the whole range, then again within the interval found."""


@dataclass(frozen=True)
class Tie:
    """Where two plans are worth the same: `price` of the input at `path` of the bought one.

    `below` says which is better at lower prices. Without a tie `price` is None, `reason` is
    "no_tie" and `below` the one that is better at any price. `prices` holds every tie, lowest
    first: there is more than one only where the curve turns.
    """

    path: str
    price: float | None
    prices: tuple[float, ...]
    below: Literal["make", "buy", "same"]
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The same as JSON-ready data."""
        return {**vars(self), "prices": list(self.prices)}


def tie_price(
    make: Scenario, buy: Scenario, path: str | None = None, metric: str = "net_gain"
) -> Tie:
    """The price in `buy` at which its metric equals that of `make`: what one may pay at most.

    `path` names a numeric input of `buy`; by default the meeting_cost of its first channel, what
    one bought appointment costs. Ties are looked for over the whole legal range of the input.
    Where the metric is undefined there is no tie. Raises ScenarioError for an unknown path,
    KeyError for an unknown metric. Source: MODEL 5.

    >>> from roi_model.storage.presets import preset
    >>> make, buy = preset("in-house-sdr").scenario, preset("outsourced-appointments").scenario
    >>> round(tie_price(make, buy).price, 1)
    500.9
    """
    path = path or f"channels/{buy.channels[0].name}/meeting_cost"
    card = card_at(buy, path)
    target = project(make).metrics[metric].value

    def ahead(prices: Floats) -> Floats:
        """How far buying is ahead of making at each price."""
        if target is None:
            return np.full(len(prices), np.nan)
        return np.asarray(project(buy, {path: prices}).metrics.figure(metric).values - target)

    first = _first(card, *bounds(buy, path, card))
    gaps = ahead(first)
    if card.whole:
        found = [float(price) for price in first[gaps == 0]]
    else:
        found = [
            price
            for at in range(len(first) - 1)
            if gaps[at] == 0 or gaps[at] * gaps[at + 1] < 0
            if (price := _within(ahead, float(first[at]), float(first[at + 1]))) is not None
        ]
    prices = tuple(found)
    known = gaps[np.isfinite(gaps) & (gaps != 0)]
    below: Literal["make", "buy", "same"] = "same"
    if known.size:
        below = "buy" if known[0] > 0 else "make"
    if not prices:
        return Tie(path, None, (), below, "no_tie")
    return Tie(path, prices[0], prices, below)


def _first(card: Card, low: float, high: float) -> Floats:
    """The values to look at first: prices span orders of magnitude, all else is even."""
    if card.whole:
        return np.arange(low, high + 1)
    if high <= 1000:
        return np.linspace(low, high, POINTS)
    return np.append(low, low + np.geomspace(1e-2, high - low, POINTS))


def _within(ahead: Callable[[Floats], Floats], low: float, high: float) -> float | None:
    """The tie within an interval, by cutting it in many pieces again and again.

    None where the metric is undefined just there: the gap is jumped, not closed.
    """
    while True:
        points = np.linspace(low, high, POINTS)
        gaps = ahead(points)
        if gaps[0] == 0:
            return low
        closes = np.flatnonzero(gaps[:-1] * gaps[1:] <= 0)
        if not closes.size:
            return None
        at = int(closes[0])
        if high - low <= 1e-9 * max(1.0, abs(high)):  # straight between the last two points
            share = gaps[at] / (gaps[at] - gaps[at + 1])
            return float(points[at] + share * (points[at + 1] - points[at]))
        low, high = float(points[at]), float(points[at + 1])
