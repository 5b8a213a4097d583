"""Won business: by month, beside the plan, and the history of KPIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from roi_model.actuals.coverage import Coverage, cover_of_costs, cover_of_deals
from roi_model.actuals.estimates.conversion import corrected, gamma_share
from roi_model.actuals.estimates.pipeline import CALENDAR_DAYS_A_MONTH, last_day
from roi_model.actuals.variance import month_number
from roi_model.declaration.paths import named
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.projection import project
from roi_model.reading.values.dates import year_month


def monthly_deals(deals: pd.DataFrame, as_of: pd.Timestamp | None = None) -> pd.DataFrame:
    """Deals by calendar month (index YYYY-MM, no gap), as they stood on `as_of`.

    created: deals created in the month; won, lost: closed in it; amount: of those won in it;
    without_amount: how many of these have none (or 0); cycle_months: their mean time from creation,
    NaN where unknown. A deal without a date of its own event stands in no month. `as_of` is the
    latest date of the deals by default. Money as in the file.
    """
    day = last_day(deals) if as_of is None else as_of
    created, closed = deals["created"], deals["closed"]
    past = (closed <= day).to_numpy(bool)
    won = past & (deals["state"] == "won").to_numpy(bool)
    lost = past & (deals["state"] == "lost").to_numpy(bool)
    known = deals["amount"].to_numpy(np.float64) > 0
    begun = (created <= day).to_numpy(bool)
    days = ((closed - created).dt.total_seconds() / 86_400).to_numpy(np.float64)
    timed = won & begun & (days >= 0)
    table = pd.DataFrame(
        {
            "created": _count(created, begun),
            "won": _count(closed, won),
            "lost": _count(closed, lost),
            "amount": deals["amount"][won & known].groupby(_month(closed)[won & known]).sum(),
            "without_amount": _count(closed, won & ~known),
        }
    )
    if len(table):
        first, last = (month_number(str(m)) for m in (table.index.min(), _name(day)))
        table = table.reindex([year_month(m) for m in range(first, last + 1)]).fillna(0.0)
    times = (
        pd.Series(days[timed] / CALENDAR_DAYS_A_MONTH)
        .groupby(_month(closed)[timed].to_numpy())
        .mean()
    )
    table["cycle_months"] = times.reindex(table.index)
    return table


def _name(day: pd.Timestamp) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def _month(dates: pd.Series) -> pd.Series:
    """Each date's month as YYYY-MM, a hundred thousand of them in no time; NaN for none."""
    months = dates.dt.year * 12 + dates.dt.month - 1
    return months.map({m: year_month(int(m)) for m in months.dropna().unique()})


def _count(dates: pd.Series, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> pd.Series:
    return _month(dates[chosen]).value_counts().astype(np.float64)


def first_orders(scenario: Scenario, draws: Mapping[str, ArrayLike] | None = None) -> Floats:
    """First orders signed by month as a CRM counts them, shape (H+1,): all deals, no fee, no
    reorder. With `draws` (as in `project`) they have these on a leading axis.

    >>> from roi_model.declaration.scenario import Channel
    >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),), monthly_fee=100)
    >>> round(float(first_orders(plan).sum()))  # 22.5 customers at 5,000
    112500
    """
    return np.asarray(project(as_counted(scenario), draws).monthly["revenue"])


def as_counted(scenario: Scenario) -> Scenario:
    """The same plan whose revenue is what a CRM counts: first orders of all deals."""
    channels = tuple(
        replace(channel, monthly_fee=0.0, repeat_orders=0.0, incrementality=1.0)
        for channel in scenario.channels
    )
    return replace(scenario, monthly_fee=0.0, repeat_orders=0.0, channels=channels)


def starting(after: Scenario, months: NDArray[np.int64]) -> dict[str, Floats]:
    """Draws in which every channel begins in these months at the earliest."""
    return {
        f"channels/{name}/start_month": np.maximum(months, after.channels[at].start_month) * 1.0
        for name, at, _ in named(after.channels)
    }


def kpi_history(
    deals: pd.DataFrame, entries: pd.DataFrame | None = None, as_of: pd.Timestamp | None = None,
    cycle: tuple[float, float] | None = None, coverage: Coverage | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """One dict a calendar month: counts, cost, and each KPI as {"value", "reason"}.

    conversion: of the deals created in the month, won over those that have had the time, Σ F(age)
    with `cycle` (mean in months, cv) as `calibrate` found it; plain won over created without it.
    cpl: selling costs of the month over deals created in it; cac: over deals won in it;
    cycle_months: mean time of the deals won in it. Undefined is None with a reason:
    no_deals_created, too_young, no_customers, no_costs, no_deals_known. From the first cost or deal
    on, whichever is first: before the first deal the counts are None, for of these months nothing
    is known. A cost of a month that `coverage` does not hold whole is none, and "running" says that
    the month's deals are not complete.
    """
    day = last_day(deals) if as_of is None else as_of
    months = monthly_deals(deals, day)
    covers = [cover_of_deals(deals, as_of)]
    if entries is not None and len(entries):
        covers.append(cover_of_costs(entries))
    covered = coverage or Coverage(tuple(covers))
    costs = {m: cost for m, cost in _costs(entries).items() if m in covered.months}
    months = _from_first_cost(months, costs)
    running = {one.running for one in covered.covers if one.kind == "deals"}
    cohorts = _cohorts(deals, day, cycle)
    history = []
    for row in months.itertuples():
        month = str(row.Index)
        cost = costs.get(month)
        won, time = cohorts.get(month, (0.0, 0.0))
        rate = corrected(won, [time]) if time >= 1 else None
        known = not np.isnan(row.created)
        created, closed = (row.created, row.won) if known else (None, None)
        history.append(
            {
                "month": month,
                "running": month in running,
                "created": created,
                "won": closed,
                "lost": row.lost if known else None,
                "amount": row.amount if known else None,
                "cost": cost,
                "conversion": _kpi(
                    None if rate is None else min(rate, 1.0),
                    "too_young" if created else _without(created, "no_deals_created"),
                ),
                "cpl": _ratio(cost, created, "no_deals_created"),
                "cac": _ratio(cost, closed, "no_customers"),
                "cycle_months": _kpi(
                    None if np.isnan(row.cycle_months) else row.cycle_months,
                    _without(closed, "no_customers"),
                ),
            }
        )
    return history


def _from_first_cost(months: pd.DataFrame, costs: Mapping[str, float]) -> pd.DataFrame:
    """Months of costs before the first deal put before it, their deals unknown (NaN)."""
    if not len(months) or not costs:
        return months
    first, last = (month_number(str(m)) for m in (min(costs), months.index[0]))
    before = [year_month(m) for m in range(first, last)]
    return months.reindex([*before, *months.index])


def _cohorts(
    deals: pd.DataFrame, day: pd.Timestamp, cycle: tuple[float, float] | None
) -> dict[str, tuple[float, float]]:
    """By month of creation: deals won by now, and how many have had the time to be."""
    begun = deals[deals["created"] <= day]
    ages = ((day - begun["created"]).dt.total_seconds() / 86_400 / CALENDAR_DAYS_A_MONTH).to_numpy()
    time = np.ones(len(begun)) if cycle is None else gamma_share(ages, *cycle)
    won = ((begun["state"] == "won") & ~(begun["closed"] > day)).to_numpy(np.float64)
    sums = pd.DataFrame({"won": won, "time": time}).groupby(_month(begun["created"]).to_numpy())
    return {str(month): (row.won, row.time) for month, row in sums.sum().iterrows()}


def _costs(entries: pd.DataFrame | None) -> dict[str, float]:
    if entries is None or not len(entries):
        return {}
    counted = entries[entries["selling"].astype(bool)]
    sums = (counted["amount"] * counted["share"]).groupby(counted["month"].astype(str)).sum()
    return {str(month): float(amount) for month, amount in sums.items()}


def _kpi(value: float | None, reason: str) -> dict[str, float | str | None]:
    return {"value": value, "reason": reason if value is None else None}


def _ratio(cost: float | None, count: float | None, reason: str) -> dict[str, float | str | None]:
    if cost is None:
        return _kpi(None, "no_costs")
    return _kpi(cost / count if count else None, _without(count, reason))


def _without(count: float | None, reason: str) -> str:
    """Why there is no figure: there was none to count, or nothing is known of the month."""
    return "no_deals_known" if count is None else reason
