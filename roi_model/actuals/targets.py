"""SMART targets: a metric, a value and a month, against the plan and what is now expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from roi_model.actuals.outlook.open_worth import Goal
from roi_model.actuals.reforecast import Reforecast
from roi_model.actuals.variance import month_number

_NEEDS = {
    "customers": {"deals"},
    "won_business": {"deals"},
    "revenue": {"deals"},
    "gross_profit": {"deals"},
    "investment": {"costs"},
    "cumulative_cash": {"costs", "deals"},
    "roi": {"costs", "deals"},
    "conversion": {"deals"},
    "cac": {"costs", "deals"},
    "cpl": {"costs", "deals"},
    "cost_per_lead": {"costs", "leads"},
    "cost_per_qualified": {"costs", "qualified"},
    "qualified_per_lead": {"leads", "qualified"},
    "meetings_per_call": {"contacts", "meetings"},
    "contact_to_customer": {"contacts", "customers"},
}
"""The metrics a target may have, and what must be known for them to be actual: files of costs and
deals, or the series that lists of calls, leads and customers count."""
METRICS = tuple(_NEEDS)
LOWER_IS_BETTER = frozenset({"investment", "cac", "cpl", "cost_per_lead", "cost_per_qualified"})


COUNTED = frozenset({"customers", "won_business"})
"""The metrics that deals count: what is signed already and the open ones cover a part of them."""


@dataclass(frozen=True)
class Target:
    """A metric is to reach `value` by a month: `by` as YYYY-MM, or a month of the plan.

    Metrics are of all months up to then: customers, won_business (first orders), revenue,
    gross_profit, investment, cumulative_cash, roi, conversion (customers over deals created), cac
    and cpl (investment over customers, over deals created); cost_per_lead and cost_per_qualified
    (investment over leads, over qualified ones), qualified_per_lead, meetings_per_call (a call is a
    contact) and contact_to_customer. Raises ValueError for another one.
    """

    metric: str
    value: float
    by: int | str

    def __post_init__(self) -> None:
        """Refuse an unknown metric."""
        if self.metric not in METRICS:
            raise ValueError(f"metric: {self.metric!r}; allowed: {', '.join(METRICS)}")


def judge(target: Target, found: Reforecast) -> dict[str, Any]:
    """{metric, value, by, month, plan, actual, expected, covered, status, reason} of one target.

    status: "met" or "missed" where the month is actual; "on_track" or "at_risk" by what is expected
    where it is still to come (or the metric's files were not given); "unknown" with a reason where
    it lies outside the plan or the metric is undefined. `actual` is the value at the last actual
    month, None without one; `covered` is the share of a target of customers or won business that
    has happened or is expected of the deals now open.

    >>> from roi_model.actuals.reforecast import reforecast
    >>> from roi_model.declaration.scenario import Channel, Scenario
    >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> judge(Target("customers", 10, 12), reforecast(plan))["status"]
    'on_track'
    """
    month = _month(target.by, found.start)
    told = _NEEDS[target.metric] <= found.known and found.actual_months >= 1
    spent, whole = _spent(found)
    if target.metric == "investment":
        actual: float | None = spent
    else:  # with costs of the plan in it, it would be no actual figure
        told = told and (whole or "costs" not in _NEEDS[target.metric])
        actual = target_value(target.metric, found.expected, found.actual_months)
    result: dict[str, Any] = {
        "metric": target.metric,
        "value": target.value,
        "by": target.by,
        "month": month,
        "plan": None,
        "actual": actual if told else None,
        "expected": None,
        "covered": None,
        "status": "unknown",
        "reason": None,
    }
    if not 1 <= month < len(found.expected):
        return result | {"reason": "beyond_horizon" if month >= 1 else "before_start"}
    expected = target_value(target.metric, found.expected, month)
    result |= {"plan": target_value(target.metric, found.plan, month), "expected": expected}
    if target.metric in COUNTED and found.outlook is not None and target.value > 0:
        result["covered"] = found.outlook.secured(target.metric, month) / target.value
    if expected is None:
        return result | {"reason": _REASON.get(target.metric)}
    lower = target.metric in LOWER_IS_BETTER
    reached = expected <= target.value if lower else expected >= target.value
    happened = told and month <= found.actual_months
    status = ("met" if reached else "missed") if happened else "on_track" if reached else "at_risk"
    return result | {"status": status}


def goal_of(target: Target, found: Reforecast) -> Goal | None:
    """A target of customers or won business beside what is signed and what the open deals bring.

    None where the deals tell nothing of it: another metric, a month that is over or beyond the
    horizon, no deals in the plan's months.
    """
    if target.metric not in COUNTED or found.open_worth is None:
        return None
    return found.open_worth.goal(target.metric, target.value, _month(target.by, found.start))


def _spent(found: Reforecast) -> tuple[float, bool]:
    """What the files say was spent to date, and whether they cover all that was planned."""
    to_date = found.costs[found.costs["plan_month"] <= found.actual_months]
    happened = to_date["source"] == "actual"
    return float(to_date["amount"][happened].sum()), not to_date["amount"][~happened].any()


_REASON = {
    "roi": "no_investment", "conversion": "no_deals_created",
    "cac": "no_customers", "cpl": "no_deals_created",
    "cost_per_lead": "no_leads", "cost_per_qualified": "no_qualified",
    "qualified_per_lead": "no_leads", "meetings_per_call": "no_contacts",
    "contact_to_customer": "no_contacts",
}  # fmt: skip


def target_value(metric: str, course: pd.DataFrame, month: int) -> float | None:
    """A metric of all months up to `month`, from the plan or what is expected; None if undefined.

    Money is positive; `course` is `Reforecast.plan` or `.expected`.
    """
    to_date = course.iloc[: month + 1]
    if metric == "cumulative_cash":
        return float(to_date["cumulative_cash"].iloc[-1])
    total = to_date.drop(columns="month").sum()
    gross_profit = total["revenue"] - total["direct_costs"]
    parts = {
        "gross_profit": (gross_profit, 1.0),
        "roi": (gross_profit - total["investment"], total["investment"]),
        "conversion": (total["customers"], total["deals"]),
        "cac": (total["investment"], total["customers"]),
        "cpl": (total["investment"], total["deals"]),
        "cost_per_lead": (total["investment"], total["leads"]),
        "cost_per_qualified": (total["investment"], total["qualified"]),
        "qualified_per_lead": (total["qualified"], total["leads"]),
        "meetings_per_call": (total["meetings"], total["contacts"]),
        "contact_to_customer": (total["customers"], total["contacts"]),
    }
    above, below = parts.get(metric) or (total[metric], 1.0)
    return float(above / below) if below > 1e-9 else None


def _month(by: int | str, start: str) -> int:
    return by if isinstance(by, int) else month_number(by) - month_number(start) + 1
