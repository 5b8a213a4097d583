"""Why A became B: the change of any metric shared out over the inputs that changed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from roi_model.analysis.change.changes import Between, InputChange
from roi_model.declaration.paths import as_json
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import REASONS, Figure
from roi_model.projection import project
from roi_model.shapley import SEED, Orders


@dataclass(frozen=True)
class Part:
    """What one change contributes to the difference, in the metric's unit; None without one."""

    path: str
    before: Any
    after: Any
    contribution: float | None


@dataclass(frozen=True)
class Comparison:
    """A metric in two scenarios, and the parts its difference is made of, the largest first.

    Where a value is undefined, `difference` and the contributions are None, `reason` says why and
    `undefined_in` where: in a, in b, in both, or in every order between the two. `exact` is False
    where the orders were sampled; `left_out` is the share of orders that pass through a scenario
    in which the metric is undefined, and therefore do not count.
    """

    metric: str
    a: float | None
    b: float | None
    difference: float | None
    parts: tuple[Part, ...]
    reason: str | None = None
    undefined_in: Literal["a", "b", "both", "between"] | None = None
    exact: bool = True
    left_out: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The shape of MODEL 7, with the reason of what is None."""
        return {
            "metric": self.metric,
            "a": self.a,
            "b": self.b,
            "difference": self.difference,
            "parts": [
                {
                    "path": part.path,
                    "from": as_json(part.before),
                    "to": as_json(part.after),
                    "contribution": part.contribution,
                }
                for part in self.parts
            ],
            "reason": self.reason,
            "undefined_in": self.undefined_in,
            "exact": self.exact,
            "left_out": self.left_out,
        }


def compare(a: Scenario, b: Scenario, metric: str, *, seed: int = SEED) -> Comparison:
    """Share the change of a metric from a to b over the changed inputs, by Shapley values.

    Contributions are in the metric's own unit and add up to b − a to the last bits. Exact for up
    to 12 changes; beyond, the mean of 256 orders drawn with `seed`. A channel, role, cost line,
    initiative or benefit that comes, goes or takes another's place is one change. Names, sources
    and spreads move no number and are not compared. Raises KeyError for an unknown metric,
    ScenarioError where the currencies differ. Source: MODEL 4.

    >>> from roi_model import Channel
    >>> a = Scenario(name="A", channels=(Channel(name="Calls"),), dso_days=0)
    >>> b = Scenario(name="B", channels=(Channel(name="Calls"),), dso_days=0, deal_value=6000)
    >>> [(part.path, round(part.contribution)) for part in compare(a, b, "revenue").parts]
    [('deal_value', 22500)]
    """
    ends = [project(scenario).metrics[metric] for scenario in (a, b)]
    left, right = (None if end.value is None else float(end.value) for end in ends)
    between = Between(a, b)
    if left is None or right is None:
        reason = ends[0].reason if left is None else ends[1].reason
        where: Literal["a", "b", "both"] = "a" if right is not None else "b"
        if left is None and right is None:
            where = "both"
        return Comparison(metric, left, right, None, _parts(between, None), str(reason), where)
    difference = right - left
    orders = Orders(len(between.changes), seed)
    figure = between.figures([metric], orders.coalitions)[metric]
    split = orders.split(figure.values)
    if split.left_out == 1.0:
        return Comparison(
            metric,
            left,
            right,
            difference,
            _parts(between, None),
            _main_reason(figure),
            "between",
            orders.exact,
            1.0,
        )
    parts = _parts(between, closed(split.parts, difference))
    return Comparison(
        metric, left, right, difference, parts, exact=orders.exact, left_out=split.left_out
    )


def closed(parts: np.ndarray[Any, np.dtype[np.float64]], total: float) -> list[float]:
    """Parts that add up to the total: the rounding left over goes to the largest of them."""
    made = [float(part) for part in parts]
    if made:
        largest = max(range(len(made)), key=lambda at: abs(made[at]))
        made[largest] += total - math.fsum(made)
    return made


def _parts(between: Between, contributions: list[float] | None) -> tuple[Part, ...]:
    def part(change: InputChange, contribution: float | None) -> Part:
        return Part(change.path, change.before, change.after, contribution)

    if contributions is None:
        return tuple(part(change, None) for change in (*between.changes, *between.renames))
    moved = [
        part(change, contribution)
        for change, contribution in zip(between.changes, contributions, strict=True)
    ]
    moved.sort(key=lambda found: -abs(found.contribution or 0.0))
    return (*moved, *(part(change, 0.0) for change in between.renames))


def _main_reason(figure: Figure) -> str:
    """The reason met most often among the scenarios between."""
    codes, counts = np.unique(figure.codes[figure.codes > 0], return_counts=True)
    return REASONS[int(codes[counts.argmax()])]
