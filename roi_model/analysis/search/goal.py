"""Goal seek: the value of one input at which a metric takes a wanted value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from roi_model.analysis.search.crossings import best_end, brackets, close_in
from roi_model.analysis.search.flips import Range
from roi_model.analysis.search.inputs import (
    Evaluate,
    bounds,
    metric_of,
    numeric_card,
    present_value,
)
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import get_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import moves_as_one
from roi_model.engine.arrays import Floats
from roi_model.projection import project

UNREACHABLE = "unreachable"
_CLOSER = 8
USED = ("contacts", "contact_to_lead", "quote_to_customer", "deal_value", "gross_margin")
"""The inputs most asked about: volume, two rates, the sale and what is left of it."""


@dataclass(frozen=True)
class Goal:
    """The value that brings the metric to its target, or the best that can be had.

    `value` is the one nearest to the present, `others` any further ones, in order; `metric` what
    the metric is there: the target, or as near behind it as a whole number comes. Where there is
    none, `value` is None, `reason` unreachable, `best_value` the value in range that brings the
    metric nearest to the target and `metric` what it is there (both None where it is never
    defined).
    """

    path: str
    now: float
    value: float | None
    reason: str | None
    metric: float | None
    others: tuple[float, ...] = ()
    best_value: float | None = None


def goal(scenario: Scenario, path: str, metric: str, target: float) -> Goal:
    """Look for the value of the input at `path` at which `metric` is `target`.

    The whole legal range of the input is searched, all others as they are. Raises ScenarioError
    where the path, the metric or the target is none. Source: MODEL 5.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> round(goal(case, "deal_value", "revenue", 45_000).value, 6)
    2000.0
    """
    if not np.isfinite(target):
        raise ScenarioError([Problem("target", "not_finite", f"{target:g}")])
    card = numeric_card(scenario, path)
    now = present_value(scenario, path)
    place = Range(now, *bounds(scenario, path, card), card.step, card.whole)
    if not moves_as_one(get_value(scenario, path)):
        raise ScenarioError([Problem(path, "steps_from_zero")])
    return seek(metric_of(scenario, metric), path, place, target)


def seek(figure: Evaluate, path: str, place: Range, target: float) -> Goal:
    """Goal seek on any figure of draws."""
    now, values = place.now, place.grid()

    def gap(tried: Floats) -> Floats:
        return figure({path: tried}) - target

    gaps = gap(values)
    if place.whole:
        roots = _whole_roots(values, gaps, now)
    else:
        roots, values, gaps = _roots(gap, values, gaps, target, now)
    if roots.size:
        first = int(np.argmin(np.abs(roots - now)))
        value, others = float(roots[first]), np.delete(roots, first).tolist()
        return Goal(path, now, value, None, float(figure({path: roots})[first]), tuple(others))
    best = _nearest(values, gaps, now)
    if best is None:
        return Goal(path, now, None, UNREACHABLE, None)
    metric = float(gaps[best]) + target
    return Goal(path, now, None, UNREACHABLE, metric, best_value=float(values[best]))


def _roots(
    gap: Callable[[Floats], Floats], values: Floats, gaps: Floats, target: float, now: float
) -> tuple[Floats, Floats, Floats]:
    """Where the gap is 0, in order, and all that was tried: the grid, then closer at its best."""
    near = 1e-9 * max(1.0, abs(target), 1e-3 * float(np.nanmax(np.abs(gaps), initial=0.0)))

    def found() -> Floats:
        crossed = brackets(0, values, gaps, missing=0)
        closed = close_in(crossed, lambda _, x: gap(x), missing=0) if crossed else []
        # Where the figure jumps over the target it changes sides without ever being there.
        ends = [best_end(b) for b in closed if min(abs(b.gap_low), abs(b.gap_high)) <= near]
        exact = values[np.abs(gaps) <= near * 1e-3]
        return _distinct(np.append(exact, ends), gap, near, now)

    roots = found()
    for _ in range(_CLOSER):  # it may touch the target, or cross it twice, between two steps
        best = None if roots.size else _nearest(values, gaps, now)
        if best is None or best in (0, len(values) - 1):
            break
        closer = np.linspace(values[best - 1], values[best + 1], 35)[1:-1]
        values, order = np.unique(np.append(values, closer), return_index=True)
        gaps = np.append(gaps, gap(closer))[order]
        roots = found()
    return roots, values, gaps


def _whole_roots(values: Floats, gaps: Floats, now: float) -> Floats:
    """The whole numbers at the target or, seen from the present one, the first beyond it."""
    beyond = [
        b.high if b.low >= now else b.low
        for b in brackets(0, values, gaps, missing=0)
        if b.gap_low and b.gap_high
    ]
    exact = np.flatnonzero(gaps == 0)
    stretches = np.split(values[exact], np.flatnonzero(np.diff(exact) > 1) + 1)
    return np.unique(np.append(_nearest_of_each(stretches, now), beyond))


def _nearest(values: Floats, gaps: Floats, now: float) -> int | None:
    """Position of the value nearest to the target, of equal ones nearest to the present."""
    misses = np.where(np.isnan(gaps), np.inf, np.abs(gaps))
    if not np.isfinite(misses).any():
        return None
    equal = np.flatnonzero(misses <= misses.min() * (1 + 1e-15))
    return int(equal[np.argmin(np.abs(values[equal] - now))])


def _distinct(roots: Floats, gap: Callable[[Floats], Floats], near: float, now: float) -> Floats:
    """Roots in order; of a stretch that is at the target throughout, the one nearest to `now`."""
    ordered = np.unique(roots)
    apart = np.diff(ordered) > 1e-9 * np.maximum(np.abs(ordered[1:]), 1e-9)
    if apart.any():
        apart &= ~(np.abs(gap((ordered[:-1] + ordered[1:]) / 2)) <= near)
    return _nearest_of_each(np.split(ordered, np.flatnonzero(apart) + 1), now)


def _nearest_of_each(stretches: list[Floats], now: float) -> Floats:
    return np.array([s[np.argmin(np.abs(s - now))] for s in stretches if s.size])


def used_inputs(scenario: Scenario) -> list[str]:
    """Paths of the five inputs most asked about: those of the channel that earns most.

    The sale's value and margin are the channel's own where it has them.
    """
    earned = [line["gross_profit"] for line in project(scenario).channels]
    channel = scenario.channels[int(np.argmax(earned))]
    prefix = f"channels/{channel.name}/"
    paths = [prefix + key if getattr(channel, key) is not None else key for key in USED]
    return [path for path in paths if moves_as_one(get_value(scenario, path))]


def what_would_have_to_be_true(
    scenario: Scenario, metric: str, target: float, paths: Sequence[str] | None = None
) -> list[Goal]:
    """One goal seek by input, the five most used where no `paths` are given, others as they are.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> [goal.path for goal in what_would_have_to_be_true(case, "roi", 0.0)][:2]
    ['channels/Calls/contacts', 'channels/Calls/contact_to_lead']
    """
    chosen = used_inputs(scenario) if paths is None else paths
    return [goal(scenario, path, metric, target) for path in chosen]
