"""What each channel cost and brought, as files have it, beside the plan's same months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.channels.attribution import (
    APART,
    Belongs,
    Said,
    channel_of_costs,
    channel_of_sources,
)
from roi_model.actuals.channels.lines import Figures, Line
from roi_model.actuals.coverage import Coverage, in_coverage
from roi_model.actuals.estimates.pipeline import last_day
from roi_model.actuals.variance import month_number, planned_costs
from roi_model.declaration.scenario import Scenario
from roi_model.engine.channel_months import OWN_KINDS
from roi_model.projection import Projection
from roi_model.reading.values.dates import year_month


@dataclass(frozen=True)
class ByChannel:
    """Lines of the `months` that costs and deals both cover, and what lies `outside` of these.

    The lines' costs and deals add up to `total`, and with `outside` to all of the files. A deal is
    created at the plan's `stage`. `kinds` are the own costs of the plan's channels that stand
    beside the costs given to channels: of the same categories, so that like is compared with like;
    its other costs stand apart, as they do in the files. `unplanned` are categories of costs given
    to channels that the plan gives to none. `sources` and `belongs` (by row of the selling costs)
    say whose each is; `costs` are those of the months by label.
    """

    months: tuple[str, ...]
    stage: str
    lines: tuple[Line, ...]
    total: Line
    outside: Figures
    kinds: tuple[str, ...] = ()
    unplanned: tuple[str, ...] = ()
    sources: Mapping[str, Belongs] = field(default_factory=dict)
    costs: pd.DataFrame = field(default_factory=pd.DataFrame)
    belongs: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def guesses(self) -> int:
        """How many sources and names of costs were guessed."""
        return sum(one.guess for one in self.sources.values()) + int(self.costs["guess"].sum())

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        return {
            "months": list(self.months),
            "stage": self.stage,
            "lines": [line.to_json() for line in self.lines],
            "total": self.total.to_json(),
            "outside": vars(self.outside),
            "compared_costs": list(self.kinds),
            "unplanned_costs": list(self.unplanned),
            "sources": [
                {"source": one.name, "channel": one.channel or None, "guess": one.guess}
                for one in self.sources.values()
            ],
            "costs": [
                {"label": row.label, "category": row.category, "amount": row.amount,
                 "channel": row.channel or None, "guess": bool(row.guess)}
                for row in self.costs.itertuples()
            ],
        }  # fmt: skip


def by_channel(
    scenario: Scenario, projection: Projection, entries: pd.DataFrame, deals: pd.DataFrame,
    start: str, coverage: Coverage, as_of: pd.Timestamp | None = None, said: Said | None = None,
    stage: str = "quotes",
) -> ByChannel:  # fmt: skip
    """Costs of each channel beside the deals of its source, in the months both files cover.

    `entries` as in `Reading.entries`, `deals` as `joined_deals` gives them, `start` is month 1
    (YYYY-MM). Costs and sources go to channels as was `said`, else as their words suggest (a cost
    also to a source that is no channel of the plan); what goes to none stays apart, and nothing is
    shared out. Gross profit is the amount of the deals won
    at the plan's margin of the channel. The plan beside counts as a CRM does: first orders of all
    deals signed in these months, no fee, no reorder; month 0 stands in month 1. Source: MODEL 6.
    """
    said = said or Said()
    names = tuple(channel.name for channel in scenario.channels)
    first = month_number(start)
    inside = {year_month(first + m) for m in range(scenario.horizon_months)}
    months = tuple(m for m in coverage.deal_months if m in coverage.months and m in inside)
    sources = channel_of_sources(deals["source"], names, said)
    spent = _spent(entries, names, takers(sources), said, coverage, months)
    here = spent[spent["counted"]]
    used = {str(c) for c in here["category"][here["channel"].isin(names)]}
    kinds = tuple(k for k in OWN_KINDS if k in used) or OWN_KINDS
    day = last_day(deals) if as_of is None else as_of
    plan = _Plan(scenario, projection, months, first, coverage, kinds, stage)
    brought = _brought(deals, sources, months, day)
    cost = here.groupby("channel")["amount"].sum().to_dict()
    lines = _lines(names, sources, brought, cost, plan)
    actual = reduce(add, (line.actual for line in lines))
    outside = Figures(
        cost=float(spent["amount"].sum() - here["amount"].sum()),
        created=len(deals) - actual.created,
        won=float((deals["state"] == "won").sum()) - actual.won,
    )
    return ByChannel(
        months, stage, lines, Line("", "total", actual, plan.total), outside, kinds,
        tuple(sorted(used - set(OWN_KINDS))), sources, _told_costs(here),
        spent[["channel", "guess"]],
    )  # fmt: skip


def takers(sources: Mapping[str, Belongs]) -> dict[str, str]:
    """By source of deals, where costs go that bear its name: to its channel, else to itself."""
    return {one.name.strip(): one.channel or one.name.strip()
            for one in sources.values() if one.name.strip()}  # fmt: skip


def _spent(
    entries: pd.DataFrame, names: tuple[str, ...], others: Mapping[str, str], said: Said,
    coverage: Coverage, months: tuple[str, ...],
) -> pd.DataFrame:  # fmt: skip
    """Selling costs with amount (amount · share), channel, guess, and whether the months count."""
    selling = entries[entries["selling"].astype(bool)]
    frame = selling[["month", "category", "label"]].astype(str)
    frame["amount"] = (selling["amount"] * selling["share"]).astype(np.float64)
    frame["counted"] = in_coverage(selling, coverage) & frame["month"].isin(months)
    return frame.join(channel_of_costs(selling, names, said, others))


def _told_costs(here: pd.DataFrame) -> pd.DataFrame:
    """Costs by label with the channel each went to, the largest amount first."""
    by = ["label", "category", "channel", "guess"]
    rows = here.groupby(by, sort=False, as_index=False)["amount"].sum()
    order = rows["amount"].abs().sort_values(ascending=False, kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def _brought(
    deals: pd.DataFrame, sources: Mapping[str, Belongs], months: tuple[str, ...], day: pd.Timestamp
) -> pd.DataFrame:
    """By name of line (channel, else source) and whether it is a channel: counts and amounts."""
    belongs = [sources[str(source)] for source in deals["source"]]
    created, closed = (_in(deals[at], months, day) for at in ("created", "closed"))
    won = closed & (deals["state"] == "won").to_numpy(bool)
    known = won & (deals["amount"].to_numpy(np.float64) > 0)
    frame = pd.DataFrame(
        {
            "name": [one.channel or one.name.strip() for one in belongs],
            "is_channel": [one.channel != APART for one in belongs],
            "created": created * 1.0,
            "won": won * 1.0,
            "amount": np.where(known, deals["amount"].to_numpy(np.float64), 0.0),
            "without_amount": (won & ~known) * 1.0,
        }
    )
    return frame.groupby(["is_channel", "name"], sort=False).sum()


def _in(dates: pd.Series, months: tuple[str, ...], day: pd.Timestamp) -> Any:
    return (dates.dt.strftime("%Y-%m").isin(months) & (dates <= day)).to_numpy(bool)


def _lines(
    names: tuple[str, ...], sources: Mapping[str, Belongs], brought: pd.DataFrame,
    cost: Mapping[str, float], plan: _Plan,
) -> tuple[Line, ...]:  # fmt: skip
    """The plan's channels, then sources of their own, the most deals first, then what is apart."""

    def side(name: str, *, channel: bool, spent: float = 0.0) -> Figures:
        key = (channel, name)
        row = brought.loc[key].to_dict() if key in brought.index else {}
        profit = row.get("amount", 0.0) * plan.margin(name if channel else None)
        return Figures(cost=spent, gross_profit=profit, **row)

    def told(name: str, *, channel: bool) -> tuple[str, ...]:
        return tuple(one.name for one in sources.values()
                     if (one.channel == name if channel else one.name.strip() == name
                         and one.channel == APART))  # fmt: skip

    def costs_of_source(name: str) -> float:
        return 0.0 if name in names else float(cost.get(name, 0.0))

    lines = [
        Line(name, "channel", side(name, channel=True, spent=float(cost.get(name, 0.0))),
             plan.by_channel[name], told(name, channel=True))
        for name in names
    ]  # fmt: skip
    own = [(name, row) for (is_channel, name), row in brought.iterrows() if not is_channel and name]
    own.sort(key=lambda pair: (-pair[1]["created"], -pair[1]["won"], pair[0]))
    lines += [
        Line(name, "source", side(name, channel=False, spent=costs_of_source(name)), None,
             told(name, channel=False))
        for name, row in own
    ]  # fmt: skip
    apart = side("", channel=False, spent=float(cost.get(APART, 0.0)))
    return (*lines, Line("", "apart", apart, plan.apart, told("", channel=False)))


class _Plan:
    """The plan's side of the same months, by channel; costs of covered categories alone."""

    def __init__(
        self, scenario: Scenario, projection: Projection, months: tuple[str, ...], first: int,
        coverage: Coverage, kinds: tuple[str, ...], stage: str,
    ) -> None:  # fmt: skip
        self.scenario = scenario
        table = projection.channel_months
        span = {month: month_number(month) - first + 1 for month in months}
        rows = list(span.values())
        covered = {(span[m], c) for m, c in coverage.cells if m in span}

        def summed(name: str) -> Any:
            return table[name][rows].sum(axis=0)

        costs = [
            table[f"cost/{kind}"][[m for m in rows if (m, kind) in covered]].sum(axis=0)
            for kind in kinds
        ]
        values = {
            "cost": np.sum(costs, axis=0),
            "created": summed(stage),
            "won": summed("customers"),
            "amount": summed("first_orders"),
            "gross_profit": summed("first_margin"),
        }
        self.by_channel = {
            channel.name: Figures(**{name: float(found[at]) for name, found in values.items()})
            for at, channel in enumerate(scenario.channels)
        }
        own = reduce(add, self.by_channel.values(), Figures())
        planned = planned_costs(projection)
        whole = sum(amount for cell, amount in planned.items() if cell in covered)
        self.apart = Figures(cost=whole - own.cost)
        self.total = own + self.apart

    def margin(self, name: str | None) -> float:
        """The plan's gross margin of a channel, or of all: in these months, else as it is given."""
        side = self.total if name is None else self.by_channel[name]
        if side.amount > 0:
            return side.gross_profit / side.amount
        own = {one.name: one.gross_margin for one in self.scenario.channels}.get(name or "")
        return self.scenario.gross_margin if own is None else own
