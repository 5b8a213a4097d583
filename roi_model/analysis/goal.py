"""Goal seek: the value of one input at which a metric takes a wanted value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.analysis.crossings import Bracket, best_end, brackets, close_in
from roi_model.analysis.flips import Range
from roi_model.analysis.inputs import (
    Evaluate,
    bounds,
    metric_of,
    numeric_card,
    present_value,
)
from roi_model.draws import Floats
from roi_model.errors import Problem, ScenarioError
from roi_model.projection import project
from roi_model.scenario import Scenario

UNREACHABLE = "unreachable"
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

    >>> from roi_model.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> round(goal(case, "deal_value", "revenue", 45_000).value, 6)
    2000.0
    """
    if not np.isfinite(target):
        raise ScenarioError([Problem("target", "not_finite", f"{target:g}")])
    card = numeric_card(scenario, path)
    now = present_value(scenario, path)
    place = Range(now, *bounds(scenario, path, card), card.step, card.whole)
    return seek(metric_of(scenario, metric), path, place, target)


def seek(figure: Evaluate, path: str, place: Range, target: float) -> Goal:
    """Goal seek on any figure of draws."""
    now = place.now
    values = place.grid()
    found = figure({path: values})
    gaps = found - target
    scale = 1e-9 * max(1.0, abs(target), float(np.nanmax(np.abs(found), initial=0.0)) * 1e-3)

    def gaps_of(_: NDArray[np.intp], tried: Floats) -> Floats:
        return figure({path: tried}) - target

    crossed = brackets(0, values, gaps, missing=0)
    if place.whole:
        reached = [_beyond(b, now) for b in crossed]
    else:
        closed = close_in(crossed, gaps_of, missing=0) if crossed else []
        # Where the figure jumps over the target it changes sides without ever being there.
        reached = [best_end(b) for b in closed if _smallest(b) <= scale]
    reached += [float(v) for v in values[gaps == 0]]
    roots = _distinct(reached)
    if roots:
        at = figure({path: np.array(roots)})
        order = np.argsort(np.abs(np.array(roots) - now), kind="stable")
        first = int(order[0])
        others = tuple(root for root in roots if root != roots[first])
        return Goal(path, now, roots[first], None, float(at[first]), others)
    return _nearest(path, now, values, found, target)


def _nearest(path: str, now: float, values: Floats, found: Floats, target: float) -> Goal:
    """The best of what was tried: the value nearest to the target, then to the present one."""
    misses = np.where(np.isnan(found), np.inf, np.abs(found - target))
    if not np.isfinite(misses).any():
        return Goal(path, now, None, UNREACHABLE, None)
    least = misses.min()
    equal = np.flatnonzero(misses <= least * (1 + 1e-12))
    best = int(equal[np.argmin(np.abs(values[equal] - now))])
    return Goal(path, now, None, UNREACHABLE, float(found[best]), best_value=float(values[best]))


def _smallest(bracket: Bracket) -> float:
    return min(abs(bracket.gap_low), abs(bracket.gap_high))


def _beyond(bracket: Bracket, now: float) -> float:
    """The first whole number on the other side, seen from the present value."""
    return bracket.high if bracket.low >= now else bracket.low


def _distinct(values: Sequence[float]) -> list[float]:
    """Values in order, those that differ by rounding alone once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > 1e-9 * max(abs(value), 1e-9):
            kept.append(value)
    return kept


def used_inputs(scenario: Scenario) -> list[str]:
    """Paths of the five inputs most asked about: those of the channel that earns most.

    The sale's value and margin are the channel's own where it has them.
    """
    earned = [line["gross_profit"] for line in project(scenario).channels]
    channel = scenario.channels[int(np.argmax(earned))]
    prefix = f"channels/{channel.name}/"
    return [prefix + key if getattr(channel, key) is not None else key for key in USED]


def what_would_have_to_be_true(
    scenario: Scenario, metric: str, target: float, paths: Sequence[str] | None = None
) -> list[Goal]:
    """One goal seek by input, the five most used where no `paths` are given, others as they are.

    >>> from roi_model.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> [goal.path for goal in what_would_have_to_be_true(case, "roi", 0.0)][:2]
    ['channels/Calls/contacts', 'channels/Calls/contact_to_lead']
    """
    chosen = used_inputs(scenario) if paths is None else paths
    return [goal(scenario, path, metric, target) for path in chosen]
