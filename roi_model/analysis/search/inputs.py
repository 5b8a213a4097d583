"""The numeric inputs of a scenario as analyses move them: bounds, present values, many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at, get_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level, room
from roi_model.engine.arrays import Floats
from roi_model.metrics import CARDS, Metrics
from roi_model.projection import project

BLOCK = 4096
"""Draws projected and let go together: memory does not grow with the number of cases."""
Evaluate = Callable[[Mapping[str, Floats]], Floats]
"""From draws by path, shape (n,) each, one figure by draw, NaN where it is undefined."""


def numeric_card(scenario: Scenario, path: str) -> Card:
    """The card of a numeric input. Raises ScenarioError where the path names no number."""
    card = card_at(scenario, path)
    if card.is_number or path.startswith("seasonality/"):
        return card
    raise ScenarioError([Problem(path, "not_numeric")])


def bounds(scenario: Scenario, path: str, card: Card) -> tuple[float, float]:
    """The least and largest value an input may take, months within the scenario's horizon.

    Of steps by month, those of the first for which all of them stay within their bounds.
    """
    if path.startswith("seasonality/"):  # an index: it has no bound but its fellows' size
        indices = scenario.seasonality or (1.0,)
        alone = np.count_nonzero(indices) == 1 and get_value(scenario, path) > 0
        # Of one index alone the size means nothing, but at 0 there would be no season at all.
        return (0.01 * max(indices) if alone else 0.0), 100.0 * max(indices)
    low, high = room(get_value(scenario, path), float(card.low), float(card.high))
    if card.key == "reference_spend":  # at 0 nobody is reached: a cent at least
        low = 0.01
    if card.within_horizon:
        high = min(high, float(scenario.horizon_months))
    return low, high


def present_value(scenario: Scenario, path: str) -> float:
    """The value an input has now, taken from what it inherits where it is empty.

    Of steps by month, the first.
    Raises ScenarioError where it is empty and inherits nothing.
    """
    card, value = numeric_card(scenario, path), get_value(scenario, path)
    if value is None and card.same_as:
        value = getattr(scenario, card.same_as)
    if value is None and card.key in ("campaign_months", "end_month"):
        value = scenario.campaign
    if value is None:
        raise ScenarioError([Problem(path, "null", "", card.allowed, card.unit.value)])
    return level(value)


def metric_of(
    scenario: Scenario, metric: str, *, workers: int | None = None
) -> Callable[[Mapping[str, Floats]], Floats]:
    """A metric as a function of draws. Raises ScenarioError where there is no such metric.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> metric_of(case, "customers_signed")({"market": np.array([1.0, 2.0])}).tolist()
    [22.5, 45.0]
    """
    known_metric(metric)
    return figure_of(scenario, lambda metrics, _: metrics.figure(metric).values, workers=workers)


def known_metric(metric: str) -> None:
    """Raises ScenarioError where no metric has that name."""
    if metric not in CARDS:
        raise ScenarioError([Problem(metric, "unknown_metric", metric, ", ".join(CARDS))])


def figure_of(
    scenario: Scenario,
    figure: Callable[[Metrics, Mapping[str, Floats]], Floats],
    *,
    workers: int | None = None,
) -> Evaluate:
    """Anything made of metrics (and of the draws themselves) as a function of draws."""

    def evaluate(draws: Mapping[str, Floats]) -> Floats:
        count = len(next(iter(draws.values())))
        found = np.empty(count)
        for at in range(0, count, BLOCK):
            part = {path: drawn[at : at + BLOCK] for path, drawn in draws.items()}
            metrics = project(scenario, part, workers=workers).metrics
            found[at : at + BLOCK] = figure(metrics, part)
        return found

    return evaluate


def one_at_a_time(
    evaluate: Evaluate,
    present: Mapping[str, float],
    moved: Sequence[str],
    values: Floats,
) -> Floats:
    """The figure in each case i where the input `moved[i]` is `values[i]` and all others as now.

    Cases are put into as few runs as memory allows; a run only varies the inputs its cases move.

    >>> def area(sides):
    ...     return sides["a"] * sides["b"]
    >>> one_at_a_time(area, {"a": 2.0, "b": 3.0}, ["a", "b"], np.array([10.0, 10.0])).tolist()
    [30.0, 20.0]
    """
    found = np.empty(len(values))
    for at in range(0, len(values), BLOCK):
        here = slice(at, at + BLOCK)
        found[here] = evaluate(one_moved(present, moved[here], values[here]))
    return found


def one_moved(
    present: Mapping[str, float], moved: Sequence[str], values: Floats
) -> dict[str, Floats]:
    """Draws of cases: in case i the input `moved[i]` is `values[i]`, the others are as now.

    >>> drawn = one_moved({"a": 2.0, "b": 3.0}, ["a", "b"], np.array([10.0, 20.0]))
    >>> {path: values.tolist() for path, values in drawn.items()}
    {'a': [10.0, 2.0], 'b': [3.0, 20.0]}
    """
    names = np.array(moved, dtype=object)
    draws = {}
    for path in dict.fromkeys(moved):
        where: NDArray[np.bool_] = names == path
        draws[path] = np.where(where, values, present[path])
    return draws
