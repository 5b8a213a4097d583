"""Flip points: how far each input must move, all others as they are, for the answer to turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.analysis.search.crossings import Bracket, brackets, close_in, grid
from roi_model.analysis.search.inputs import (
    Evaluate,
    bounds,
    figure_of,
    known_metric,
    one_at_a_time,
    present_value,
)
from roi_model.declaration.paths import numeric_paths
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.metrics import CARDS, Metrics


@dataclass(frozen=True)
class Range:
    """Where an input can go: its value now, its bounds, a small step; whole numbers only or not."""

    now: float
    low: float
    high: float
    step: float
    whole: bool = False

    def grid(self) -> Floats:
        """The values to try first."""
        return grid(self.now, self.low, self.high, self.step, whole=self.whole)


@dataclass(frozen=True)
class Flip:
    """The value nearest to the present one at which the metric crosses its break-even.

    `value` is None with a reason: none_in_range, or no_break_even for a metric that has none. For
    an input in whole numbers it is the first on the other side.
    """

    path: str
    now: float
    value: float | None
    reason: str | None


def flip_points(scenario: Scenario, metric: str) -> list[Flip]:
    """The flip point of every numeric input of the scenario, in order of declaration.

    Raises ScenarioError where there is no such metric. Source: MODEL 5.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), dso_days=0)
    >>> [flip] = [flip for flip in flip_points(case, "roi") if flip.path == "gross_margin"]
    >>> round(flip.value, 6) == round((0.071 * 112_500 + 180 * 60) / 112_500, 6)
    True
    """
    known_metric(metric)
    ranges = {
        path: Range(
            present_value(scenario, path), *bounds(scenario, path, card), card.step, card.whole
        )
        for path, card in numeric_paths(scenario).items()
    }
    turn, in_months = CARDS[metric].breaks_even, CARDS[metric].unit == "months"
    if turn is None and not in_months:
        return [Flip(path, place.now, None, "no_break_even") for path, place in ranges.items()]

    def gap(metrics: Metrics, draws: Mapping[str, Floats]) -> Floats:
        if turn is None:  # only whether there is such a month counts
            return np.where(np.isnan(metrics.figure(metric).values), -1.0, 1.0)
        own = draws.get("discount_rate", scenario.discount_rate)
        figure = metrics.figure(turn.of or metric).values
        return np.asarray(figure - (own if turn.level is None else turn.level))

    return flips(figure_of(scenario, gap), ranges)


def flips(gap: Evaluate, ranges: Mapping[str, Range]) -> list[Flip]:
    """The flip points of any figure: `gap` is its distance above the level that matters."""
    paths = list(ranges)
    present = {path: place.now for path, place in ranges.items()}
    grids = [place.grid() for place in ranges.values()]
    moved = [path for path, values in zip(paths, grids, strict=True) for _ in values]
    if not moved:
        return []
    found = one_at_a_time(gap, present, moved, np.concatenate(grids))
    parts = np.split(found, np.cumsum([len(values) for values in grids])[:-1])
    nearest = []
    for at, (values, gaps) in enumerate(zip(grids, parts, strict=True)):
        crossings = brackets(at, values, gaps, missing=0)
        if crossings:
            now = present[paths[at]]
            nearest.append(min(crossings, key=lambda b, now=now: _distance(b, now)))  # type: ignore[misc]

    def gaps_of(searches: NDArray[np.intp], values: Floats) -> Floats:
        return one_at_a_time(gap, present, [paths[s] for s in searches], values)

    smooth = [b for b in nearest if not ranges[paths[b.search]].whole]
    closed = close_in(smooth, gaps_of, missing=0) if smooth else []
    whole = [b for b in nearest if ranges[paths[b.search]].whole]
    turned = {b.search: _far_side(b, present[paths[b.search]]) for b in [*closed, *whole]}
    return [
        Flip(path, present[path], turned.get(at), None if at in turned else "none_in_range")
        for at, path in enumerate(paths)
    ]


def _distance(bracket: Bracket, now: float) -> float:
    """How far the bracket begins from the present value; 0 where it holds it."""
    return max(bracket.low - now, now - bracket.high, 0.0)


def _far_side(bracket: Bracket, now: float) -> float:
    """The end of a bracket beyond the present value: there the answer has turned."""
    return bracket.high if bracket.low >= now else bracket.low
