"""project(): the one engine, for one scenario and for any number of draws."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from roi_model.channels import channel_results
from roi_model.draws import Draws, Floats
from roi_model.flows import Flows, build_flows, join_flows
from roi_model.metrics import Metrics
from roi_model.scenario import Scenario

CHUNK = 500
"""Draws run together: their arrays fit the processor's cache. Changes no number."""


@dataclass(frozen=True)
class Projection:
    """The plan worked out: series, metrics, channels and costs, for one case or n draws."""

    scenario: Scenario
    flows: Flows
    single: bool

    @cached_property
    def monthly(self) -> dict[str, Floats]:
        """Series by name, shape (H+1,), or (n, H+1) in a run of draws; month 0 is the start.

        contacts, leads, qualified, meetings, quotes, customers, revenue, direct_costs,
        investment, receipts, cash_flow, cumulative_cash. Costs are positive, cash_flow is
        positive when money comes in.
        """
        return {name: self._handed(series) for name, series in self.flows.monthly.items()}

    @cached_property
    def monthly_costs(self) -> dict[str, Floats]:
        """Investment by category, shape (H+1,), or (n, H+1)."""
        return {name: self._handed(series) for name, series in self.flows.costs.items()}

    @cached_property
    def metrics(self) -> Metrics:
        """Every metric of MODEL 3 by name, worked out when first asked for."""
        return Metrics(self.flows, self.single)

    @cached_property
    def channels(self) -> list[dict[str, Any]]:
        """One dict a channel; figures are floats or None, arrays (n,) in a run of draws."""
        names = [channel.name for channel in self.scenario.channels]
        return channel_results(self.flows, names, self.single)

    @cached_property
    def costs(self) -> dict[str, Any]:
        """Investment by category over the horizon; categories without a cost are left out."""
        return {
            name: float(total[0]) if self.single else np.broadcast_to(total, (self.flows.count,))
            for name, total in self.flows.cost_totals.items()
        }

    @cached_property
    def utilisation(self) -> Floats:
        """Hours asked / hours there by month, NaN where nobody is there; shape as `monthly`."""
        there = self.flows.hours_there
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(there > 0, self.flows.hours_asked / there, np.nan)
        return self._handed(share)

    def _handed(self, series: Floats) -> Floats:
        if self.single:
            return series[0]
        return np.broadcast_to(series, (self.flows.count, series.shape[-1]))


def project(
    scenario: Scenario,
    draws: Mapping[str, ArrayLike] | None = None,
    *,
    chunk: int = CHUNK,
    workers: int | None = None,
) -> Projection:
    """Project a scenario over its horizon, once or for n draws of any of its numeric inputs.

    `draws` maps paths (`deal_value`, `channels/LinkedIn/quote_to_customer`) to arrays of shape
    (n,) in the model's units; flags take 0 and 1. Results then have n on a leading axis. Numbers
    do not depend on `chunk` nor on `workers` (threads; as many as processors by default).
    Raises ScenarioError where a path or a draw is not allowed. Source: MODEL 2 and 3.

    >>> from roi_model.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), dso_days=0)
    >>> project(case).metrics["customers_signed"].value
    22.5
    >>> project(case, {"deal_value": [4000, 5000]}).metrics["revenue"].value.round(6).tolist()
    [90000.0, 112500.0]
    """
    given = Draws(scenario, draws)
    parts = [given.part(slice(at, at + chunk)) for at in range(0, given.count, chunk)]
    workers = min(workers or os.cpu_count() or 1, len(parts))
    if workers > 1:
        with ThreadPoolExecutor(workers) as pool:
            flows = list(pool.map(build_flows, parts))
    else:
        flows = [build_flows(part) for part in parts]
    return Projection(scenario, join_flows(flows), single=draws is None)
