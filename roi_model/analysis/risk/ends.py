"""Each doubt of a case alone at its P10, P50 and P90: one run for all that ask what it moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from roi_model.analysis.risk.spreads import MARKET, Doubt, drawn_doubts
from roi_model.analysis.search.inputs import known_metric, one_moved, present_value
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.engine.arrays import Floats
from roi_model.projection import project

LOW, HIGH = 0.1, 0.9
"""The shares of a doubt at which its ends stand: P10 and P90."""


@dataclass(frozen=True)
class Ends:
    """The case as stated, and with one doubt at a time at its P10 and at its P90.

    `stated` are the inputs' own values, shape (n,), `values` those at the ends, shape (n, 2), in
    the inputs' units; `figures` hold 2n draws in that order, then the case as stated, by metric;
    `middles` those with one doubt at a time at its P50, shape (n,), by metric.
    """

    doubts: tuple[Doubt, ...]
    stated: Floats
    values: Floats
    figures: Mapping[str, Floats]
    middles: Mapping[str, Floats]

    def figure(self, metric: str) -> tuple[float, Floats]:
        """A metric as stated, and at the ends, shape (n, 2); NaN where undefined."""
        found = self.figures[metric]
        return float(found[-1]), found[:-1].reshape(-1, 2)


def ends(
    scenario: Scenario,
    doubts: Sequence[Doubt] | None = None,
    metrics: Sequence[str] = ("npv", "net_gain", "roi"),
) -> Ends:
    """Try every doubt at its ends and its middle, and keep these metrics, but no series.

    Without `doubts`: what is drawn of the case. Raises ScenarioError where a spread is none, or a
    metric.

    >>> from roi_model.declaration.scenario import Channel
    >>> found = ends(Scenario(name="Demo", channels=(Channel(name="Calls"),)))
    >>> now, sides = found.figure("npv")
    >>> sides.shape == (len(found.doubts), 2), bool(sides[0, 0] < now < sides[0, 1])
    (True, True)
    """
    for name in metrics:
        known_metric(name)
    chosen = tuple(drawn_doubts(scenario) if doubts is None else doubts)
    present = {doubt.path: present_value(scenario, doubt.path) for doubt in chosen}
    values = np.array([doubt.tenths for doubt in chosen]).reshape(-1, 2)
    path, now = next(iter(present.items()), (MARKET, level(scenario.market)))
    cases = [*(path for path in present for _ in (LOW, HIGH)), path, *present]
    at = np.concatenate((values.ravel(), [now], [doubt.middle for doubt in chosen]))
    found = project(scenario, one_moved(present | {path: now}, cases, at)).metrics
    tried, last = {name: found.figure(name).values.copy() for name in metrics}, values.size + 1
    return Ends(
        chosen,
        np.array([*present.values()]),
        values,
        {name: figures[:last] for name, figures in tried.items()},
        {name: figures[last:] for name, figures in tried.items()},
    )
