"""Each channel on its own: its funnel, what a lead costs it, what its next unit of money brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from roi_model.analysis.search.allocate import allocate
from roi_model.analysis.search.budget import movable
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import level
from roi_model.projection import Projection, project

STAGES = ("contacts", "leads", "qualified", "meetings", "quotes")


@dataclass(frozen=True)
class ChannelFigures:
    """What one channel does over the horizon; money in the scenario's currency, ratios as shares.

    `stages` are people by stage, `customers` those of all its cohorts, signed later included;
    `gain` is its gross profit less all its costs, its share of the team and common ones included.
    `cost_per_lead` counts the channel's share of the common costs and leaves out meetings and
    commissions, as the plan's metric does. `marginal` is the gross profit that one more unit of
    money on its monthly budget brings; None without a saturation, where volume follows no budget.
    What is undefined is None.
    """

    name: str
    stages: dict[str, float]
    customers: float
    gain: float
    cost_per_lead: float | None
    cac: float | None
    contribution_roi: float | None
    loaded_roi: float | None
    marginal: float | None


def by_channel(scenario: Scenario, projection: Projection | None = None) -> list[ChannelFigures]:
    """The figures of every channel, in the scenario's order. Source: MODEL 3 and 5.

    `projection` spares working the plan out again.

    >>> from roi_model.declaration.scenario import Channel
    >>> found = by_channel(Scenario(name="Demo", channels=(Channel(name="Calls"),)))
    >>> found[0].name, round(found[0].stages["leads"]), found[0].marginal
    ('Calls', 1200, None)
    """
    projection = project(scenario) if projection is None else projection
    totals = projection.flows.by_channel
    marginal = marginal_returns(scenario)
    made = []
    for at, line in enumerate(projection.channels):
        leads = line["leads"]
        spent = line["own_cost"] + line["shared_cost"] - float(totals["after_lead"][0, at])
        made.append(
            ChannelFigures(
                name=line["name"],
                stages={stage: float(totals[stage][0, at]) for stage in STAGES},
                customers=line["customers_ultimate"],
                gain=line["gross_profit"] - line["own_cost"] - line["shared_cost"],
                cost_per_lead=spent / leads if leads > 0 else None,
                cac=line["cac"],
                contribution_roi=line["contribution_roi"],
                loaded_roi=line["loaded_roi"],
                marginal=marginal.get(line["name"]),
            )
        )
    return made


def marginal_returns(scenario: Scenario) -> dict[str, float | None]:
    """Gross profit of one unit of money more, at today's budgets, by channel with a saturation."""
    budgets = {name: level(cost) for name, cost in movable(scenario).items()}
    if not budgets:
        return {}
    # Summed as `allocate` sums its minimums: another order of adding may fall short of them.
    total = float(np.array(list(budgets.values()), dtype=np.float64).sum())
    return allocate(scenario, total, minimum=budgets, maximum=budgets).marginal
