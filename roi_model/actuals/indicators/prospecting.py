"""From contact to customer month by month: what lists count beside the plan, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.coverage import Coverage
from roi_model.actuals.indicators.activity import COUNTED
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.variance import month_number
from roi_model.projection import Projection

INDICATORS: dict[str, tuple[str, str, str]] = {
    "cost_per_lead": ("cost", "leads", "no_leads"),
    "cost_per_qualified": ("cost", "qualified", "no_qualified"),
    "contact_to_lead": ("leads", "contacts", "no_contacts"),
    "qualified_per_lead": ("qualified", "leads", "no_leads"),
    "meetings_per_call": ("meetings", "contacts", "no_contacts"),
    "contact_to_customer": ("customers", "contacts", "no_contacts"),
}
"""Indicator → what is above and below the line, and why there is none where nothing is below.

All of one month, but contact → customer: customers come months after their contacts, so both are
counted from the first month on.
"""
MONEY = ("cost_per_lead", "cost_per_qualified")
TO_DATE = ("contact_to_customer",)
_UNTOLD = {
    "contacts": "no_calls_known", "leads": "no_leads_known", "qualified": "no_status_known",
    "meetings": "no_outcomes_known", "customers": "no_customers_known", "cost": "no_costs",
}  # fmt: skip


def prospecting(
    plan: Projection, counts: pd.DataFrame, start: str, costs: dict[str, float] | None = None,
    won: dict[str, float] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """One dict a calendar month: counts and indicators as {actual, plan, reason}.

    `counts` are those of `monthly_events`, `costs` selling costs by month where they are known
    whole, `won` deals won by month: they stand for customers where no list has them. `start` is
    month 1. The plan's side is made of its own series in the same way, None outside its months.
    A side that is None has its reason in `reason` where it is the actual one.
    """
    if not len(counts):
        return []
    actual = counts.copy()
    actual["cost"] = pd.Series(costs or {}, dtype=np.float64).reindex(actual.index)
    if won and actual["customers"].isna().all():
        actual["customers"] = pd.Series(won, dtype=np.float64).reindex(actual.index)
    planned = _planned(plan, actual.index, start)
    sums = (_to_date(actual), _to_date(planned))
    history = []
    for month in actual.index:
        line: dict[str, Any] = {"month": month}
        for series in COUNTED:
            value = _known(actual.at[month, series])
            line[series] = _told(value, _known(planned.at[month, series]), _UNTOLD[series])
        line["cost"] = _told(
            _known(actual.at[month, "cost"]), _known(planned.at[month, "cost"]), "no_costs"
        )
        for name in INDICATORS:
            tables = sums if name in TO_DATE else (actual, planned)
            (value, reason), (planned_value, _) = (indicator(name, t.loc[month]) for t in tables)
            line[name] = _told(value, planned_value, reason)
        history.append(line)
    return history


def selling_costs(entries: pd.DataFrame, coverage: Coverage) -> dict[str, float]:
    """Selling costs by calendar month, of the months whose costs are covered."""
    counted = entries[entries["selling"].astype(bool)]
    sums = (counted["amount"] * counted["share"]).groupby(counted["month"].astype(str)).sum()
    return {str(m): float(amount) for m, amount in sums.items() if m in coverage.months}


def won_by_month(deals: pd.DataFrame, coverage: Coverage) -> dict[str, float]:
    """Deals won by calendar month, of the months whose deals are covered."""
    if not len(deals):
        return {}
    won = deals[deals["state"] == "won"]["closed"].dropna().dt.strftime("%Y-%m").value_counts()
    return {month: float(won.get(month, 0)) for month in coverage.deal_months}


def with_activity(found: Reforecast, counts: pd.DataFrame) -> Reforecast:
    """The re-forecast with what lists counted in the months that are over, so that targets see it.

    `counts` are those of `monthly_events`. Where neither costs nor deals were known, the lists say
    how many months are over. A series is known where its lists cover all of these.
    """
    if not len(counts):
        return found
    by_number = {month_number(str(m)) - month_number(found.start) + 1: m for m in counts.index}
    most = len(found.expected) - 1
    months = found.actual_months if found.known else min(max([*by_number, 0]), most)
    expected, known = found.expected.copy(), set(found.known)
    for series in COUNTED:
        if series == "customers" and "deals" in found.known:
            known.add(series)
            continue
        told = {n: counts.at[m, series] for n, m in by_number.items() if 1 <= n <= months}
        told = {n: float(value) for n, value in told.items() if not np.isnan(value)}
        for number, value in told.items():
            expected.loc[number, series] = value
        if months and len(told) == months:
            known.add(series)
    return replace(found, expected=expected, known=frozenset(known), actual_months=max(months, 0))


def indicator(name: str, figures: pd.Series) -> tuple[float | None, str]:
    """An indicator from counts and cost of one period, or None and why.

    >>> indicator("cost_per_qualified", pd.Series({"cost": 900.0, "qualified": 6.0}))
    (150.0, '')
    >>> indicator("cost_per_qualified", pd.Series({"cost": 900.0, "qualified": 0.0}))
    (None, 'no_qualified')
    """
    above, below, reason = INDICATORS[name]
    for part in (above, below):
        if np.isnan(figures[part]):
            return None, _UNTOLD[part]
    if not figures[below] > 1e-9:
        return None, reason
    return float(figures[above] / figures[below]), ""


def _planned(plan: Projection, months: pd.Index, start: str) -> pd.DataFrame:
    """The plan's own series by calendar month, NaN outside it; month 0 is paid within month 1."""
    numbers = [month_number(str(month)) - month_number(start) + 1 for month in months]
    series = {name: np.array(plan.monthly[name], np.float64) for name in COUNTED}
    series["cost"] = np.array(plan.monthly["investment"], np.float64)
    series["cost"][1] += series["cost"][0]
    inside = [number if 1 <= number < len(series["cost"]) else None for number in numbers]
    return pd.DataFrame(
        {
            name: [np.nan if number is None else values[number] for number in inside]
            for name, values in series.items()
        },
        index=months,
    )


def _to_date(table: pd.DataFrame) -> pd.DataFrame:
    """Sums from the first month on in which both contacts and customers are known."""
    both = table[["contacts", "customers"]].notna().all(axis=1)
    sums = table.copy()
    sums.loc[~both, ["contacts", "customers"]] = np.nan
    sums[["contacts", "customers"]] = sums[["contacts", "customers"]].cumsum()
    return sums


def _known(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)


def _told(actual: float | None, plan: float | None, reason: str) -> dict[str, Any]:
    return {"actual": actual, "plan": plan, "reason": reason if actual is None else None}
