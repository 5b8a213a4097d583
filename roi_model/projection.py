"""project(): the one engine, for one scenario and for any number of draws."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from roi_model.declaration.channel import OVERRIDES
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import steps_of
from roi_model.engine.arrays import Floats
from roi_model.engine.channel_months import channel_months
from roi_model.engine.channel_results import channel_results
from roi_model.engine.draws import Draws
from roi_model.engine.flows import Flows, build_flows
from roi_model.engine.plan import build_plan
from roi_model.metrics import Figures, Metrics

SERIES = (
    "contacts",
    "leads",
    "qualified",
    "meetings",
    "quotes",
    "customers",
    "revenue",
    "direct_costs",
    "investment",
    "receipts",
    "cash_flow",
    "cumulative_cash",
)
CHUNK = 2560
"""Draws run together at most: an ordinary run is one, a block of 4,096 two for two processors."""

_TABLE = 330_000
"""Numbers of a table by group of channels, month and draw: large cases run fewer draws together,
since a dozen such tables are held at a time in each thread."""

_WINDOWS = 4 * _TABLE
"""The same by channel, of the one or two tables that are made of months by draw."""

_FEW = 128
"""Draws whose tables are small enough for memory that a process keeps anyway."""

_LARGE_BLOCK = 4_000_000
"""Numbers in a block of 32 MB, the largest one that glibc takes as its measure; see `project`."""


@dataclass(frozen=True)
class Projection:
    """The plan worked out: series, metrics, channels and costs, for one case or n draws.

    `parts` holds the flows and figures of consecutive draws; a single case has one part.
    """

    scenario: Scenario
    parts: tuple[Figures, ...]
    single: bool

    @property
    def flows(self) -> Flows:
        """The series and totals of the first part: all there is for a single case."""
        return self.parts[0].flows

    @cached_property
    def monthly(self) -> dict[str, Floats]:
        """Series by name, shape (H+1,), or (n, H+1) in a run of draws; month 0 is the start.

        contacts, leads, qualified, meetings, quotes, customers, revenue, direct_costs,
        investment, receipts, cash_flow, cumulative_cash. Costs are positive, cash_flow is
        positive when money comes in.
        """
        return {name: self.series(name) for name in SERIES}

    def series(self, name: str) -> Floats:
        """One of them alone."""
        return self._joined([part.flows.monthly[name] for part in self.parts])

    @cached_property
    def monthly_costs(self) -> dict[str, Floats]:
        """Investment by category, shape (H+1,), or (n, H+1); empty categories left out."""
        none = np.zeros((1, len(self.flows.monthly["cash_flow"][0])))
        return {
            name: self._joined([part.flows.costs.get(name, none) for part in self.parts])
            for name in dict.fromkeys(name for part in self.parts for name in part.flows.costs)
        }

    @cached_property
    def balance(self) -> Floats | None:
        """The user's account by month, shape as `monthly`; None without an opening balance."""
        tables = [part.flows.balance for part in self.parts]
        known = [table for table in tables if table is not None]
        return self._joined(known) if known else None

    @cached_property
    def metrics(self) -> Metrics:
        """Every metric of MODEL 3 by name, worked out when first asked for."""
        return Metrics(self.parts, self.single)

    def value(self, name: str) -> float | None:
        """A metric of a single case as a number; None where it is undefined.

        >>> from roi_model.declaration.scenario import Channel
        >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),))
        >>> project(case).value("cash_out_month") is None
        True
        """
        found = self.metrics[name].value
        return None if found is None else float(found)

    @cached_property
    def channels(self) -> list[dict[str, Any]]:
        """One dict a channel; figures are floats or None, arrays (n,) in a run of draws."""
        names = [channel.name for channel in self.scenario.channels]
        tables = [channel_results(part.flows, names, self.single) for part in self.parts]
        if len(tables) == 1:
            return tables[0]
        return [
            {
                key: value if key == "name" else np.concatenate([line[key] for line in lines])
                for key, value in lines[0].items()
            }
            for lines in zip(*tables, strict=True)
        ]

    @cached_property
    def channel_months(self) -> Mapping[str, Floats]:
        """Series by month and channel, (H+1, channels), of a single case: stages, first orders and
        own costs by kind; see `engine.channel_months`.
        """
        return channel_months(self.scenario)

    @cached_property
    def costs(self) -> dict[str, Any]:
        """Investment by category over the horizon; categories without a cost are left out."""
        return {
            name: float(series.sum()) if self.single else series.sum(axis=-1)
            for name, series in self.monthly_costs.items()
        }

    @cached_property
    def utilisation(self) -> Floats:
        """Hours asked / hours there by month, NaN where nobody is there; shape as `monthly`."""
        return self._joined([part.flows.utilisation for part in self.parts])

    def _joined(self, tables: list[Floats]) -> Floats:
        """One table from those of the parts; only the row of a single case."""
        if self.single:
            return np.asarray(tables[0][0])
        if len(tables) == 1 and len(tables[0]) == self.parts[0].flows.count:
            return tables[0]
        sized = zip(tables, self.parts, strict=True)
        return np.concatenate(
            [np.broadcast_to(table, (part.flows.count, table.shape[-1])) for table, part in sized]
        )


def project(
    scenario: Scenario,
    draws: Mapping[str, ArrayLike] | None = None,
    *,
    chunk: int | None = None,
    workers: int | None = None,
    metrics: Sequence[str] | None = None,
) -> Projection:
    """Project a scenario over its horizon, once or for n draws of any of its numeric inputs.

    `draws` maps paths (`deal_value`, `channels/LinkedIn/quote_to_customer`) to arrays of shape
    (n,) in the model's units; flags take 0 and 1. Results then have n on a leading axis. Numbers
    do not depend on `chunk` (draws run together, as many as fit the case's size; but for rounding)
    nor on `workers` (threads; as many as processors). Where draws run in parts, `metrics` are
    worked out with each of them, all but the costly ones by default; others once asked for.
    Raises ScenarioError where a path or a draw is not allowed. Source: MODEL 2 and 3.

    >>> from roi_model.declaration.scenario import Channel
    >>> case = Scenario(name="Demo", channels=(Channel(name="Calls"),), dso_days=0)
    >>> project(case).metrics["customers_signed"].value
    22.5
    >>> project(case, {"deal_value": [4000, 5000]}).metrics["revenue"].value.round(6).tolist()
    [90000.0, 112500.0]
    """
    given = Draws(scenario, draws)
    if given.count == 1:
        return Projection(scenario, (_figures(given),), draws is None)
    if chunk is None:  # parts of one size: a small rest costs its calls like a large one
        most = fitting_chunk(scenario, given.months)
        chunk = -(-given.count // -(-given.count // most))
    if given.count > _FEW:
        # A large block handed back makes glibc keep what every table frees for the next one,
        # instead of returning it to the system and paying for fresh pages: up to two thirds of
        # the time.
        np.empty(_LARGE_BLOCK)
    if given.count <= chunk:
        return Projection(scenario, (_figures(given),), draws is None)
    parts = [given.part(slice(at, at + chunk)) for at in range(0, given.count, chunk)]

    def run(part: Draws) -> Figures:
        figures = _figures(part).warm(metrics)
        figures.flows.put_away()
        return figures

    if workers == 1:
        return Projection(scenario, tuple(map(run, parts)), single=False)
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        return Projection(scenario, tuple(pool.map(run, parts)), single=False)


def fitting_chunk(scenario: Scenario, months: int) -> int:
    """How many draws to run together, so that memory does not grow with channels and months.

    Channels that state nothing of their sale are one group.

    >>> from roi_model.declaration.scenario import Channel
    >>> fitting_chunk(Scenario(name="Demo", channels=(Channel(name="Calls"),)), 36)
    2560
    """
    stretches = (months + 1) * (1 + len(scenario.initiatives))
    inherited = len(steps_of(scenario.deal_value))
    streams, groups, shared = 0, 0, 0
    for channel in scenario.channels:
        own = channel.deal_value
        sales = inherited if own is None else len(steps_of(own))
        streams += sales
        if any(getattr(channel, name) is not None for name in OVERRIDES):
            groups += sales
        else:
            shared = sales
    # where months are drawn the window of every stream is a table by draw
    most = min(_TABLE // (groups + shared), _WINDOWS // streams) // stretches
    return max(1, min(CHUNK, most))


def _figures(given: Draws) -> Figures:
    return Figures(build_flows(build_plan(given)))
