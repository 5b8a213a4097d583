"""Customers still to come: of the deals that are open, by age, and of cohorts still to be made."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from roi_model.actuals.variance import month_number
from roi_model.actuals.won_business import first_orders, starting
from roi_model.declaration.scenario import Scenario
from roi_model.engine.arrays import Floats
from roi_model.projection import project
from roi_model.reading.values.dates import year_month


def customers_to_come(
    after: Scenario, deals: pd.DataFrame, start: str, last: int, covered: Collection[int]
) -> tuple[Floats, Floats, Floats]:
    """Customers of cohorts up to `last`, of later ones, and these ones' first orders; months 0..H.

    Months up to `last` are 0. Cohorts of months that the deals do not cover (plan months `covered`
    are) stay the plan's. What became of the others up to then is known from the
    deals: those closed are closed, and an open one created j months ago signs i months later with
    chance g(i + j) / (1 − G(j)), g being the share of a cohort's quotes that signs by month of age
    in `after`, G its sum. Cohorts from month `last` + 1 on are those of `after`. `start` is
    month 1.
    """
    horizon = after.horizon_months
    cohorts, planned = _cohorts(after)
    known = np.zeros(horizon + 1)
    for month in range(1, last + 1):
        if month not in covered:
            known[last + 1 :] += planned[month - 1, last + 1 :]
    for created, count in _open_at(deals, start, last).items():
        # An older deal than the plan ages as those of its first cohort.
        share = cohorts[min(max(created, 1), horizon) - 1]
        age = last - created
        left = 1.0 - float(share[: age + 1].sum())
        ages = np.arange(last + 1, horizon + 1) - created
        due = np.where(ages < len(share), share[np.minimum(ages, len(share) - 1)], 0.0)
        known[last + 1 :] += count * due / left if left > 1e-9 else 0.0
    if last >= horizon:
        return known, np.zeros(horizon + 1), np.zeros(horizon + 1)
    starts = starting(after, np.array([last + 1]))
    later = np.asarray(project(after, starts).monthly["customers"])[0]
    return known, later, first_orders(after, starts)[0]


def _cohorts(after: Scenario) -> tuple[Floats, Floats]:
    """Of cohort k (row k − 1): share of its quotes that signs j months later, customers by month.

    A month without quotes takes the shares of the nearest month that has some.
    """
    horizon = after.horizon_months
    plan = project(after, starting(after, np.arange(1, horizon + 1)))
    signed = np.asarray(plan.monthly["customers"])
    quotes = np.asarray(plan.monthly["quotes"])
    own = signed - np.vstack([signed[1:], np.zeros(horizon + 1)])
    shares = np.zeros((horizon, horizon + 1))
    filled = np.array([quotes[k - 1, k] > 1e-9 for k in range(1, horizon + 1)])
    for k in np.flatnonzero(filled) + 1:
        shares[k - 1, : horizon + 1 - k] = np.maximum(own[k - 1, k:], 0.0) / quotes[k - 1, k]
    some = np.flatnonzero(filled)
    for k in np.flatnonzero(~filled) if some.size else ():
        shares[k] = shares[some[np.abs(some - k).argmin()]]
    return shares, own


def _open_at(deals: pd.DataFrame, start: str, last: int) -> dict[int, int]:
    """Deals open at the end of month `last`, by the plan month of their creation."""
    end = pd.Timestamp(year_month(month_number(start) + last)) - pd.Timedelta(1, "ns")
    created, closed = deals["created"], deals["closed"]
    still = (created <= end) & ((deals["state"] == "open") | (closed > end))
    months = created[still].dt.year * 12 + created[still].dt.month - 1
    counted = (months - month_number(start) + 1).value_counts()
    return {int(month): int(count) for month, count in counted.items()}
