"""Won business against the plan: how many deals, how many won in the end, by when, how large."""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from roi_model.actuals.coverage import Coverage, cover_of_deals
from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import last_day, pipeline
from roi_model.actuals.estimates.posterior import known_too_badly
from roi_model.actuals.origin import Origin, usual
from roi_model.actuals.variance import month_number
from roi_model.actuals.won_business import first_orders, monthly_deals, starting
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.steps import mean_over
from roi_model.projection import Projection, project
from roi_model.reading.values.dates import year_month
from roi_model.shapley import Orders

FACTORS = ("volume", "rate", "before", "timing", "value", "without_amount")
PARTS = (*FACTORS, "earlier")
APART = ("before", "without_amount", "earlier")
"""Parts that are shown where there is something in them."""


@dataclass(frozen=True)
class Won:
    """One side, plan or actual: `deals` created, and what became of them by the last month.

    `rate` is the share of them won in the end, `signed` the share of those signed by the clock that
    starts with the deal, `value` the mean amount, `priced` the share of the signed that has one.
    `before` is the share of the signed that the plan's own clock has signed too: it counts a deal
    in the month of its contact, and what lies between is not over yet; for actual deals it is 1.
    Their product is what these deals brought. `earlier` is what deals created before brought in
    these months; `amount` is both together, `won` and `without_amount` count all deals signed. What
    is undefined is None.
    """

    deals: float
    rate: float | None
    before: float | None
    signed: float | None
    value: float | None
    priced: float | None
    earlier: float
    won: float
    amount: float
    without_amount: float = 0.0

    def filled(self, other: Won) -> tuple[float, ...]:
        """The factors; what is undefined does not differ from the other side's."""
        own, theirs = (astuple(side)[: len(FACTORS)] for side in (self, other))
        pairs = zip(own, theirs, (0.0, 0.0, 1.0, 1.0, 0.0, 1.0), strict=True)
        return tuple(next(v for v in pair if v is not None) for pair in pairs)


@dataclass(frozen=True)
class WonBusiness:
    """Won business, plan against actual, in the plan's months up to `last_month` of the deals.

    `parts` adds up to `difference`, actual − plan amount; None with `reason` where the plan has no
    deals to compare with. `rate_assumed` says that these deals tell too little of the share won in
    the end: the plan's stands in its place, and what differs is timing.
    """

    last_month: str | None
    plan: Won
    actual: Won
    difference: float
    parts: dict[str, float] | None
    reason: str | None = None
    rate_assumed: bool = False

    def to_json(self) -> dict[str, Any]:
        """What the command line prints."""
        return asdict(self)


def won_business(
    scenario: Scenario, projection: Projection, deals: pd.DataFrame, start: str,
    as_of: pd.Timestamp | None = None, coverage: Coverage | None = None,
    origin: Origin | None = None,
) -> WonBusiness:  # fmt: skip
    """Take the difference of won business apart: volume, rate, timing, value; the parts add up.

    Deals stand for the plan's of the stage that `origin` says (its quotes by default), which it
    counts in the month of their contacts; rate and timing are those from that stage on. Won deals
    stand for its customers, amounts for first orders; all of the plan's whole months that
    `coverage` holds, at most the horizon; by default those from the first deal to the last month
    that has ended by `as_of`. `start` is month 1 (YYYY-MM). Each part is the mean over all orders
    of putting the actual factor in the plan's place, so none of them is preferred; what deals
    created before these months brought stands apart. Source: MODEL 6.
    """
    covered = coverage or Coverage((cover_of_deals(deals, as_of),))
    first = month_number(start)
    numbers = (month_number(month) - first + 1 for month in covered.deal_months)
    span = np.array([n for n in numbers if 1 <= n <= scenario.horizon_months], int)
    plan = _planned(scenario, projection, span, origin or usual(scenario))
    actual, assumed = _happened(deals, as_of, first, span, plan.rate)
    difference = actual.amount - plan.amount
    name = year_month(first + int(span[-1]) - 1) if span.size else None
    if not plan.deals:
        return WonBusiness(name, plan, actual, difference, None, "no_plan_deals")
    shared = _shared(plan.filled(actual), actual.filled(plan))
    parts = dict(zip(PARTS, (*shared, actual.earlier - plan.earlier), strict=True))
    return WonBusiness(name, plan, actual, difference, parts, rate_assumed=assumed)


def _shared(before: tuple[float, ...], after: tuple[float, ...]) -> list[float]:
    """What each factor of a product adds, the mean over all orders of changing them (Shapley)."""
    orders = Orders(len(before))
    products = np.where(orders.coalitions, after, before).prod(axis=1)
    return [float(part) for part in orders.split(products).parts]


def _planned(
    scenario: Scenario, projection: Projection, span: np.ndarray[Any, Any], origin: Origin
) -> Won:
    """The plan's side; its share won in the end is that of the same plan without a sales cycle."""
    at_once = replace(
        scenario,
        cycle_months=0.0,
        channels=tuple(replace(channel, cycle_months=0.0) for channel in scenario.channels),
    )
    # Without the deals of months before; without a month there is nothing to leave out.
    begin = starting(scenario, np.array([span.min(initial=scenario.horizon_months + 1)]))
    begun = float(origin.deals(projection)[span].sum())
    in_the_end = float(project(at_once).monthly["customers"][span].sum())
    won, from_deal = (
        float(project(course, begin).monthly["customers"][0][span].sum())
        for course in (scenario, origin.rest(scenario))
    )
    amount = float(first_orders(scenario, begin)[0][span].sum())
    total = float(first_orders(scenario)[span].sum())
    return Won(
        deals=begun,
        rate=in_the_end / begun if begun > 0 else None,
        before=won / from_deal if from_deal > 0 else None,
        signed=from_deal / in_the_end if in_the_end > 0 else None,
        # Nothing signs that early: what its deals will be worth.
        value=amount / won if won > 0 else _mean_value(projection),
        priced=1.0,
        earlier=total - amount,
        won=float(projection.monthly["customers"][span].sum()),
        amount=total,
    )


def _happened(
    deals: pd.DataFrame, as_of: pd.Timestamp | None, first: int, span: np.ndarray[Any, Any],
    planned_rate: float | None,
) -> tuple[Won, bool]:  # fmt: skip
    """The deals' side, and whether the plan's rate stands in it for one known too badly."""
    day = last_day(deals) if as_of is None else as_of
    months = monthly_deals(deals, day)
    inside = months.reindex([year_month(first + number - 1) for number in span]).fillna(0.0)
    all_won, amount, nameless = inside[["won", "amount", "without_amount"]].sum()
    created, closed = (_numbers(deals[at], day) - first + 1 for at in ("created", "closed"))
    own = created.isin(span)
    signed = deals[own & closed.isin(span) & (deals["state"] == "won")]
    known = signed["amount"][signed["amount"] > 0]
    count, won = int(own.sum()), len(signed)
    rate, assumed = _rate(deals, deals[own], day, planned_rate)
    return Won(
        deals=float(count),
        rate=rate,
        before=1.0,
        signed=won / (count * rate) if rate else None,
        value=float(known.mean()) if len(known) else None,
        priced=len(known) / won if won else None,
        earlier=float(amount - known.sum()),
        won=float(all_won),
        amount=float(amount),
        without_amount=float(nameless),
    ), assumed


def _rate(
    deals: pd.DataFrame, own: pd.DataFrame, day: pd.Timestamp, planned: float | None
) -> tuple[float | None, bool]:
    """The share of `own` won in the end, by the cycle that all deals tell; else the plan's."""
    if not len(own):
        return None, False
    told = fit(pipeline(deals, day))
    share = told.share(pipeline(own, day))
    low, high = told.conversion.interval()
    if planned and known_too_badly(low, high, share, rate=True):
        return planned, True
    return share, False


def _numbers(dates: pd.Series, day: pd.Timestamp) -> pd.Series:
    """Calendar months counted from year 0; NaN for a date unknown or after `day`."""
    return (dates.dt.year * 12 + dates.dt.month - 1).where(dates <= day)


def _mean_value(projection: Projection) -> float:
    """The first order of the plan's average customer, whenever it signs.

    Where the value varies by month, its mean over the campaign.
    """
    scenario = projection.scenario
    weights = np.array([line["customers_ultimate"] for line in projection.channels])
    own = [channel.deal_value for channel in scenario.channels]
    stated = [scenario.deal_value if value is None else value for value in own]
    values = [mean_over(value, scenario.campaign) for value in stated]
    return float(np.average(values, weights=weights if weights.any() else None))
