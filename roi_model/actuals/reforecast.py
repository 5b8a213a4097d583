"""Actual to date, then the plan with calibrated inputs: revised payback, ROI and cash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.calibrate import Calibration
from roi_model.actuals.coverage import Coverage, cover_of_costs, cover_of_deals
from roi_model.actuals.origin import Origin, usual
from roi_model.actuals.outlook.band import Band, forecast_band
from roi_model.actuals.outlook.draws import Outlook
from roi_model.actuals.outlook.money import Cells, Money
from roi_model.actuals.outlook.open_deals import OpenDeals, open_deals
from roi_model.actuals.outlook.open_worth import OpenWorth
from roi_model.actuals.outlook.standing import Standing, standing
from roi_model.actuals.to_come import deals_to_make
from roi_model.actuals.variance import first_month, month_number, variance
from roi_model.actuals.won_business import first_orders, monthly_deals
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.metrics import payback_month
from roi_model.projection import Projection, project
from roi_model.reading.values.dates import year_month

SERIES = ("deals", "customers", "won_business", "investment", "revenue", "direct_costs",
          "receipts", "cash_flow", "cumulative_cash",
          "contacts", "leads", "qualified", "meetings")  # fmt: skip


@dataclass(frozen=True)
class Reforecast:
    """Months 0..H: the plan, and what is now expected; actual in months 1..`actual_months`.

    `plan` and `expected` have a row a month and the columns of SERIES: counts, and money as in
    `project`; deals are those created, won_business is first orders as a CRM counts them. `costs`
    has month, plan_month, category, amount, source ("actual" or "plan"). `known` names what was
    actual: costs, deals. `coverage` is what the files cover: outside it the plan stands.
    """

    start: str
    actual_months: int
    known: frozenset[str]
    plan: pd.DataFrame
    expected: pd.DataFrame
    costs: pd.DataFrame
    discount_rate: float
    coverage: Coverage = field(default_factory=Coverage)
    outlook: Outlook | None = None

    @property
    def open_deals(self) -> OpenDeals | None:
        """What the open deals are still worth; None where no deals are known in the plan."""
        return None if self.outlook is None else self.outlook.open

    @cached_property
    def band(self) -> Band | None:
        """How far the months to come may lie from what is expected; None without a calibration."""
        if self.outlook is None or not self.outlook.calibration.groups:
            return None
        return forecast_band(self.outlook)

    def cash_band(self, case: Projection, edges: Mapping[str, Floats]) -> pd.DataFrame:
        """P10 and P90 of cumulative cash in months 0..H: columns low and high, money.

        Where deals are calibrated, as they tell (`band`). Else they are those of the case on its
        own: `edges` (p10 and p90 by month, of `analysis.risk` over `case`, the plan after what
        happened), moved as its curve was moved. What has happened is as it was.

        >>> from roi_model.declaration.scenario import Channel
        >>> plan = Scenario(name="Demo", channels=(Channel(name="Calls"),))
        >>> own = project(plan)
        >>> cash = own.monthly["cumulative_cash"]
        >>> found = reforecast(plan).cash_band(own, {"p10": cash - 10, "p90": cash + 10})
        >>> (found["high"] - found["low"]).tolist()[:2]
        [0.0, 20.0]
        """
        expected = self.expected["cumulative_cash"].to_numpy(float)
        if self.band is not None:
            return self.band.monthly["cumulative_cash"][["low", "high"]]
        moved = expected - case.monthly["cumulative_cash"]
        ends = np.array([edges[name][: len(expected)] + moved for name in ("p10", "p90")])
        ends[:, : self.actual_months + 1] = expected[: self.actual_months + 1]
        return pd.DataFrame(ends.T, columns=["low", "high"])

    @cached_property
    def open_worth(self) -> OpenWorth | None:
        """The open deals month by month, beside the plan; None where `open_deals` is."""
        return None if self.outlook is None else OpenWorth(self.outlook, self.start)

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
            "open_deals": None if self.outlook is None else self.outlook.to_json(),
            "band": None if self.band is None else self.band.to_json(),
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
    calibration: Calibration | None = None,
    origin: Origin | None = None,
) -> Reforecast:
    """Put what happened into the plan: actual up to the last month known, then `calibrated`.

    `calibration` is what the deals tell (`calibrate`): the law of those that are open, and the
    doubt about what is to come; without it they follow the plan's law, and there is no band.
    `origin` is what a deal's creation stands for: the calibration's by default, or quotes.

    Costs are actual by month and category (month 0's within month 1), revenue the won deals in the
    month they closed, at the plan's margin and payment delay; fees and reorders follow from the
    customers won. Only what `coverage` holds is actual (that of the tables by default). After it,
    customers come from the deals still open, by age, and from deals still to be created, by the
    clock that starts with them. Where both
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
    spent, happened = _spent(None if costs is None else costs.frame, now, last)
    money = Money.of(now, spent, happened)
    told = calibration or Calibration(origin=usual(scenario))
    told = told if origin is None else replace(told, origin=origin)
    expected = _course(now, told.origin)
    outlook = None
    months = () if deal_months is None else deal_months.index
    numbers = {_number(str(month), begin): month for month in months}
    # Without a month of deals within the plan all of it stands.
    if deals is not None and last >= 1 and any(1 <= n < len(expected) for n in numbers):
        known = standing(deals, begin, last, numbers, as_of, after.horizon_months)
        margin = money.mean("gross_margin") * money.mean("incrementality")
        value = money.mean("deal_value")
        still_open = open_deals(known, after, told, value=value, margin=margin)
        later = deals_to_make(after, known.to_make, told.origin)
        _put_deals(expected, deal_months, numbers, known, still_open, later)
        planned = _planned(plan, now, told.origin)
        outlook = Outlook(scenario, money, known, still_open, told, expected, planned)
    customers, orders = (expected[name].to_numpy(float) for name in SERIES[1:3])
    for name, series in money.series(customers, orders).items():
        expected[name] = series
    if "commissions" in spent:
        spent["commissions"] = spent["commissions"] + money.commissions(customers)
    return Reforecast(
        start=begin,
        actual_months=last,
        known=frozenset(
            name for name, found in (("costs", costs), ("deals", deal_months)) if found is not None
        ),
        plan=_course(plan, told.origin),
        expected=expected,
        costs=_cost_rows(spent, happened, begin),
        discount_rate=after.discount_rate,
        coverage=covered,
        outlook=outlook,
    )


def _number(month: str, start: str) -> int:
    return month_number(month) - month_number(start) + 1


def _course(projection: Projection, origin: Origin) -> pd.DataFrame:
    made = {"deals": origin.deals(projection), "won_business": first_orders(projection.scenario)}
    series = {name: projection.monthly[name] for name in SERIES if name not in made}
    frame = pd.DataFrame({**series, **made}).astype(np.float64)[list(SERIES)]
    frame.insert(0, "month", np.arange(len(frame)))
    return frame


def _planned(plan: Projection, now: Projection, origin: Origin) -> pd.DataFrame:
    """The plan's course over the months of `now`; nothing after its own horizon."""
    course = _course(plan, origin).reindex(range(len(now.monthly["customers"]))).fillna(0.0)
    return course.assign(cumulative_cash=course["cash_flow"].cumsum())


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


def _put_deals(
    course: pd.DataFrame, deal_months: pd.DataFrame, numbers: Mapping[int, str],
    known: Standing, still_open: OpenDeals, later: Mapping[str, Floats],
) -> None:  # fmt: skip
    """Deals created and won: actual where covered up to `known.last`, then what is to come.

    Where the deals are not covered the plan stands.
    """
    last = known.last
    to_come = (
        known.created + later["deals"][0],
        known.customers + still_open.customers + later["customers"][0],
        known.orders + still_open.orders + later["revenue"][0],
    )
    for name, column, series in zip(SERIES, ("created", "won", "amount"), to_come, strict=False):
        values = course[name].to_numpy(float).copy()
        for number, month in numbers.items():
            if 1 <= number <= last:
                values[number] = deal_months.at[month, column]
        values[last + 1 :] = series[last + 1 :]
        course[name] = values


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
