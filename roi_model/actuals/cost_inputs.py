"""Inputs of the plan that actual costs tell of plainly: one input, one category, nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from roi_model.actuals.coverage import Coverage
from roi_model.actuals.estimates.posterior import mean_posterior
from roi_model.actuals.suggestion import Suggestion, suggest
from roi_model.actuals.variance import variance
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import Steps
from roi_model.projection import project


def cost_suggestions(
    scenario: Scenario,
    entries: pd.DataFrame,
    start: str | None = None,
    seed: int = 0,
    coverage: Coverage | None = None,
) -> list[Suggestion]:
    """Monthly amounts measured on the months the plan pays for something, up to the last actual.

    A category is taken only where a single input of the plan makes it: one monthly cost line, the
    monthly spending of one channel (without saturation), or the salary of one role. Left out are
    categories with costs of the whole company whose share nobody has said, and with labels no rule
    knows. Months and categories that `coverage` leaves out measure nothing. `entries` as in
    `Reading.entries`. The money of months is the scenario's currency.

    >>> from roi_model.reading.reading import read
    >>> from roi_model.declaration.scenario import Channel, CostLine
    >>> plan = Scenario(name="Demo", start="2024-01", channels=(Channel(name="Calls"),),
    ...                 costs=(CostLine(name="CRM", category="tools", amount=400),))
    >>> lines = b"date;label;cost\\n2024-01-31;HubSpot;350,00\\n2024-02-29;HubSpot;370,00\\n"
    >>> [(s.path, s.plan, s.observed) for s in cost_suggestions(plan, read(lines).entries)]
    [('costs/CRM/amount', 400.0, 360.0)]
    """
    # A reversal corrects earlier months: left where it is booked, it would pass for a cheap one.
    found = variance(scenario, project(scenario), entries, start, smooth=True, coverage=coverage)
    if found.last_month is None:
        return []
    months = found.frame.pivot(index="plan_month", columns="category", values="actual")
    counted = entries[entries["selling"].astype(bool)]
    unsure = counted["company_wide"].astype(bool) | (counted["confidence"] == 0)
    unsafe = set(counted["category"].astype(str)[unsure])
    made = []
    for category, path, first, last, unit in _sources(scenario):
        if category in unsafe or category not in months or unit <= 0:
            continue
        spent = months[category].loc[first:last].dropna().to_numpy(np.float64) / unit
        if not len(spent):
            continue
        if spent.min() < 0 or not spent.any():
            continue
        values = {"count": len(spent), "first": found.start, "last": found.last_month}
        one = suggest(
            scenario, path, mean_posterior(spent, seed=seed), kind="cost", sample=len(spent),
            values=values, observed=float(spent.mean()),
        )  # fmt: skip
        if one is not None:
            made.append(one)
    return made


def _sources(scenario: Scenario) -> Iterator[tuple[str, str, int, int, float]]:
    """Category, path, first and last month, and cost of a month per 1 of the input, where plain."""
    campaign = scenario.campaign
    inputs: dict[str, list[tuple[str, int, int, float]]] = {}

    def put(category: str, path: str, first: int, last: int | None, unit: float) -> None:
        span = (path, first, campaign if last is None else last, unit)
        inputs.setdefault(category, []).append(span)

    for role in scenario.team:
        unit = role.fte * role.time_share * (1.0 + role.employer_rate)
        put("people", f"team/{role.title}/gross_salary", role.start_month, role.end_month, unit)
    for line in scenario.costs:
        monthly = line.every == "month"
        path = f"costs/{line.name}/amount" if monthly else ""
        put(line.category, path, line.start_month or 1, line.end_month, 1.0)
    for channel in scenario.channels:
        budget = channel.monthly_cost
        if isinstance(budget, Steps) or budget > 0:
            path = f"channels/{channel.name}/monthly_cost"
            # one amount a month says nothing of a budget that varies by month
            plain = channel.saturation_spend is None and not isinstance(budget, Steps)
            own = path if plain else ""
            put("advertising", own, channel.start_month, channel.end_month, 1.0)
        if channel.lead_price > 0:
            put("leads", "", 1, None, 0.0)
        if channel.meeting_cost > 0:
            put("meetings", "", 1, None, 0.0)
    if scenario.commission > 0:
        put("commissions", "", 1, None, 0.0)
    for initiative in scenario.initiatives:
        if initiative.enabled and (initiative.one_off or initiative.monthly_cost):
            put(initiative.category, "", 1, None, 0.0)
        if initiative.enabled and any(e.parameter == "people_cost" for e in initiative.effects):
            put("people", "", 1, None, 0.0)
    for category, found in inputs.items():
        if len(found) == 1 and found[0][0]:  # an empty path: spending that is no single input
            yield category, *found[0]
