"""Actual to date, then the plan with calibrated inputs: revised payback, ROI and cash."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.coverage import Coverage, cover_of_costs, cover_of_deals
from roi_model.actuals.to_come import customers_to_come
from roi_model.actuals.variance import first_month, month_number, variance
from roi_model.actuals.won_business import first_orders, monthly_deals
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.engine.flows import PAYMENT_DAYS_A_MONTH
from roi_model.engine.revenue import delayed, monthly_survival
from roi_model.metrics import payback_month
from roi_model.projection import Projection, project
from roi_model.reading.values.dates import year_month

SERIES = ("quotes", "customers", "won_business", "investment", "revenue", "direct_costs",
          "receipts", "cash_flow", "cumulative_cash")  # fmt: skip


@dataclass(frozen=True)
class Reforecast:
    """Months 0..H: the plan, and what is now expected; actual in months 1..`actual_months`.

    `plan` and `expected` have a row a month and the columns of SERIES: counts, and money as in
    `project`; won_business is first orders as a CRM counts them. `costs` has month, plan_month,
    category, amount, source ("actual" or "plan"). `known` names what was actual: costs, deals.
    `coverage` is what the files cover: outside it the plan stands.
    """

    start: str
    actual_months: int
    known: frozenset[str]
    plan: pd.DataFrame
    expected: pd.DataFrame
    costs: pd.DataFrame
    discount_rate: float
    coverage: Coverage = field(default_factory=Coverage)

    @cached_property
    def metrics(self) -> dict[str, dict[str, float | str | None]]:
        """roi, net_gain, investment, revenue, npv, payback_month, cash_trough: value, reason, plan.

        As MODEL 3 defines them, on the plan with what happened put in; `plan` is the same metric
        of the plan as it stands.
        """
        now, before = (self._metrics(course) for course in (self.expected, self.plan))
        return {
            name: {"value": value, "reason": reason, "plan": before[name][0]}
            for name, (value, reason) in now.items()
        }

    def _metrics(self, course: pd.DataFrame) -> dict[str, tuple[float | None, str | None]]:
        spent, earned = float(course["investment"].sum()), float(course["revenue"].sum())
        net = earned - float(course["direct_costs"].sum()) - spent
        flows, cash = course["cash_flow"].to_numpy(float), course["cumulative_cash"]
        weights = (1.0 + self.discount_rate) ** (-np.arange(len(flows)) / 12.0)
        payback = float(payback_month(cash.to_numpy(float)))
        missing = np.isnan(payback)
        return {
            "roi": (net / spent, None) if spent else (None, "no_investment"),
            "net_gain": (net, None),
            "investment": (spent, None),
            "revenue": (earned, None),
            "npv": (float(flows @ weights), None),
            "payback_month": (None, "not_within_horizon") if missing else (payback, None),
            "cash_trough": (min(0.0, float(cash.min())), None),
        }

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        return {
            "start": self.start,
            "actual_months": self.actual_months,
            "known": sorted(self.known),
            "coverage": self.coverage.to_json(),
            "metrics": self.metrics,
            "monthly": {name: self.expected[name].tolist() for name in SERIES},
            "plan": {name: self.plan[name].tolist() for name in SERIES},
            "costs": self.costs.to_dict("records"),
        }


def reforecast(
    scenario: Scenario,
    calibrated: Scenario | None = None,
    *,
    entries: pd.DataFrame | None = None,
    deals: pd.DataFrame | None = None,
    as_of: pd.Timestamp | None = None,
    start: str | None = None,
    coverage: Coverage | None = None,
) -> Reforecast:
    """Put what happened into the plan: actual up to the last month known, then `calibrated`.

    Costs are actual by month and category (month 0's within month 1), revenue the won deals in the
    month they closed, at the plan's margin and payment delay; fees and reorders follow from the
    customers won. Only what `coverage` holds is actual (that of the tables by default). After it,
    customers come from the deals still open, by age, and from cohorts still to be made. Where both
    are given, actual ends with the earlier of the last months of costs and of deals; without one
    of them that side is `calibrated`'s, the scenario itself by default. `start` is month 1
    (YYYY-MM); without one anywhere, the first month of the costs, or of the deals. Source: MODEL 6.

    >>> from roi_model.declaration.scenario import Channel
    >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),))
    >>> same = reforecast(plan)
    >>> same.actual_months, same.metrics["roi"]["value"] == same.metrics["roi"]["plan"]
    (0, True)
    """
    after = calibrated or scenario
    begin = first_month(scenario, entries, deals, start)
    plan, now = project(scenario), project(after)
    costs = deal_months = None
    ends = []
    covered = coverage or _coverage(entries, deals, as_of)
    if entries is not None and len(entries):
        costs = variance(scenario, plan, entries, begin, coverage=covered)
        ends.append(0 if costs.last_month is None else _number(costs.last_month, begin))
    if deals is not None and len(deals):
        deal_months = monthly_deals(deals, as_of).reindex(covered.deal_months).fillna(0.0)
        ends.append(_number(str(deal_months.index.max()), begin) if len(deal_months) else 0)
    last = max(0, min([*ends, after.horizon_months])) if ends else 0
    length = after.horizon_months + 1
    spent, happened = _spent(None if costs is None else costs.frame, now, last)
    expected = _course(now)
    if deals is not None and deal_months is not None and last >= 1:
        _put_deals(expected, now, deals, deal_months, begin, last)
        _follow_customers(spent, happened, now, expected)
    expected["investment"] = sum(spent.values(), np.zeros(length))
    expected["receipts"] = delayed(
        expected["revenue"].to_numpy(float)[:, None], after.dso_days / PAYMENT_DAYS_A_MONTH
    )[:, 0]
    expected["cash_flow"] = expected["receipts"] - expected["direct_costs"] - expected["investment"]
    expected["cumulative_cash"] = expected["cash_flow"].cumsum()
    known = {"costs": costs, "deals": deal_months}
    return Reforecast(
        start=begin,
        actual_months=last,
        known=frozenset(name for name, found in known.items() if found is not None),
        plan=_course(plan),
        expected=expected,
        costs=_cost_rows(spent, happened, begin),
        discount_rate=after.discount_rate,
        coverage=covered,
    )


def _number(month: str, start: str) -> int:
    return month_number(month) - month_number(start) + 1


def _course(projection: Projection) -> pd.DataFrame:
    series = {name: projection.monthly[name] for name in SERIES if name != "won_business"}
    won = {"won_business": first_orders(projection.scenario)}
    frame = pd.DataFrame({**series, **won}).astype(np.float64)[list(SERIES)]
    frame.insert(0, "month", np.arange(len(frame)))
    return frame


Cells = set[tuple[int, str]]


def _spent(
    frame: pd.DataFrame | None, now: Projection, last: int
) -> tuple[dict[str, Floats], Cells]:
    """Investment by category, months 0..H: actual where covered up to `last`, else the plan's.

    And the cells (month, category) that are actual.
    """
    spent = {name: np.array(series, dtype=np.float64) for name, series in now.monthly_costs.items()}
    happened: Cells = set()
    if frame is None or last < 1:
        return spent, happened
    for row in frame[frame["plan_month"] <= last].itertuples():
        month, category = int(row.plan_month), str(row.category)
        series = spent.setdefault(category, np.zeros(len(now.monthly["investment"])))
        if month == 1:  # month 0 is paid within month 1
            series[0] = 0.0
        series[month] = float(row.actual)
        happened.add((month, category))
    return spent, happened


def _follow_customers(
    spent: dict[str, Floats], happened: Cells, now: Projection, course: pd.DataFrame
) -> None:
    """Commissions that are not actual are those of the customers expected, not of the plan's."""
    due = spent.get("commissions")
    planned = np.asarray(now.monthly["customers"], dtype=np.float64)
    if due is None or not planned.sum() > 0:
        return
    usual = float(now.monthly_costs["commissions"].sum()) / float(planned.sum())
    each = np.divide(
        now.monthly_costs["commissions"],
        planned,
        out=np.full(len(planned), usual),
        where=planned > 1e-9,
    )
    customers = course["customers"].to_numpy(float)
    for month in range(len(due)):
        if (month, "commissions") not in happened:
            due[month] = each[month] * customers[month]


def _put_deals(
    course: pd.DataFrame, now: Projection, deals: pd.DataFrame, deal_months: pd.DataFrame,
    start: str, last: int,
) -> None:  # fmt: skip
    """Deals created and won, customers to come, and the revenue they change.

    Where the deals are not covered the plan stands. Revenue is first orders, then fees and
    reorders.
    """
    length, scenario = len(course), now.scenario
    actual = {name: course[name].to_numpy(float).copy() for name in SERIES[:3]}
    for name, column in zip(SERIES[:3], ("created", "won", "amount"), strict=True):
        for month, value in deal_months[column].items():
            number = _number(str(month), start)
            if 1 <= number <= last:
                actual[name][number] = float(value)
    weights = np.array([line["customers_ultimate"] for line in now.channels])

    def mean(key: str) -> float:
        """An input of the average customer, over the channels."""
        own = (getattr(channel, key) for channel in scenario.channels)
        values = [float(getattr(scenario, key) if v is None else v) for v in own]
        return float(np.average(values, weights=weights if weights.any() else None))

    covered = {_number(str(month), start) for month in deal_months.index}
    known, later, orders_later = customers_to_come(scenario, deals, start, last, covered)
    actual["customers"][last + 1 :] = (known + later)[last + 1 :]
    signed = known * mean("deal_value") + orders_later
    actual["won_business"][last + 1 :] = signed[last + 1 :]
    more = actual["customers"] - course["customers"].to_numpy(float)
    kept = monthly_survival(np.array(mean("retention"))) ** np.arange(length)
    active = np.convolve(more, kept)[:length]
    orders = mean("deal_value") * mean("repeat_orders") / 12.0
    extra = actual["won_business"] - course["won_business"].to_numpy(float)
    extra += active * mean("monthly_fee") + (active - more) * orders
    extra *= mean("incrementality")
    course["revenue"] += extra
    course["direct_costs"] += extra * (1.0 - mean("gross_margin"))
    for name, series in actual.items():
        course[name] = series


def _cost_rows(spent: dict[str, Floats], happened: Cells, start: str) -> pd.DataFrame:
    rows = [
        (year_month(month_number(start) + max(month, 1) - 1), month, category, float(amount),
         "actual" if (month, category) in happened else "plan")
        for category, series in spent.items()
        for month, amount in enumerate(series)
        if amount
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["month", "plan_month", "category", "amount", "source"])


def _coverage(
    entries: pd.DataFrame | None, deals: pd.DataFrame | None, as_of: pd.Timestamp | None
) -> Coverage:
    """What the tables cover, each taken as one file."""
    covers = []
    if entries is not None and len(entries):
        covers.append(cover_of_costs(entries))
    if deals is not None and len(deals):
        covers.append(cover_of_deals(deals, as_of))
    return Coverage(tuple(covers))
