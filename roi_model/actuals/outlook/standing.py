"""Where the deals stand on the day they were exported: signed, open, or still to be made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from roi_model.actuals.estimates.pipeline import CALENDAR_DAYS_A_MONTH, last_day
from roi_model.actuals.variance import month_number
from roi_model.engine.arrays import Floats
from roi_model.reading.deals.history import ENTERED
from roi_model.reading.values.dates import year_month


@dataclass(frozen=True)
class Standing:
    """The deals on `day`; series by month of the plan, 0..H, are of months after `last`, actual.

    `first` is the first month that is not over on that day, of which `elapsed` (0..1) is gone.
    `created`, `customers` and `orders` have happened already, `to_make` is the share of each
    month's deals that is not created yet (months that the files do not cover are the plan's).
    `open` has a row a deal: id, source, created, amount (NaN where unknown), age (months), month
    (of the plan, of its creation), and when it entered its stages where the file says; in an order
    that does not depend on the file's.
    """

    day: pd.Timestamp
    last: int
    first: int
    elapsed: float
    created: Floats
    customers: Floats
    orders: Floats
    to_make: Floats
    open: pd.DataFrame

    @property
    def until(self) -> Floats:
        """Months from `day` to the ends of months `first` to H, after a 0."""
        return np.array([0.0, *np.arange(len(self.created) - self.first) + 1.0 - self.elapsed])


def standing(
    deals: pd.DataFrame, start: str, last: int, covered: Collection[int],
    as_of: pd.Timestamp | None, horizon: int,
) -> Standing:  # fmt: skip
    """What the deals tell of the months after `last`, the last actual one.

    `covered` are the plan months whose deals are all in the file; `start` is month 1. A month that
    was still running on `as_of` is known up to that day; what lies further after the months
    covered is not looked at.
    """
    origin = month_number(start) - 1
    day = last_day(deals) if as_of is None else as_of
    whole = max(covered)
    end = pd.Timestamp(year_month(origin + whole + 1)) - pd.Timedelta(1, "ns")
    running = day.year * 12 + day.month - 1 - origin == whole + 1
    elapsed = day.day / day.days_in_month if running else 0.0
    day = day.normalize() + pd.Timedelta(1, "D") - pd.Timedelta(1, "ns") if running else end
    known = deals[deals["created"] <= day]
    closed = known["closed"] <= day
    won = known[closed & (known["state"] == "won")]
    to_make = np.ones(horizon + 1)
    to_make[[month for month in covered if 1 <= month <= horizon]] = 0.0
    if running and 1 <= whole + 1 <= horizon:
        to_make[whole + 1] = 1.0 - elapsed
    to_make[0] = to_make[1]

    def by_month(dates: pd.Series, weights: pd.Series | None = None) -> Floats:
        numbers = (dates.dt.year * 12 + dates.dt.month - 1 - origin).to_numpy(int)
        inside = (numbers > last) & (numbers <= horizon)
        values = None if weights is None else weights.fillna(0.0).to_numpy(float)[inside]
        return np.bincount(numbers[inside], values, horizon + 1).astype(np.float64)

    return Standing(
        day=day, last=last, first=whole + 1, elapsed=elapsed,
        created=by_month(known["created"]), customers=by_month(won["closed"]),
        orders=by_month(won["closed"], won["amount"]), to_make=to_make,
        open=_open(known[(known["state"] == "open") | ~closed & known["closed"].notna()],
                   day, origin),
    )  # fmt: skip


def _open(deals: pd.DataFrame, day: pd.Timestamp, origin: int) -> pd.DataFrame:
    known = deals["amount"].where(deals["amount"] > 0)
    rows = pd.DataFrame({"id": deals["id"], "source": deals["source"], "created": deals["created"],
                         "amount": known})  # fmt: skip
    for name in deals:
        if str(name).startswith(ENTERED):
            rows[name] = deals[name]
    rows = rows.sort_values(["created", "amount", "source", "id"], ignore_index=True)
    since = (day - rows["created"]).dt.total_seconds() / 86_400
    rows["age"] = since / CALENDAR_DAYS_A_MONTH
    rows["month"] = rows["created"].dt.year * 12 + rows["created"].dt.month - 1 - origin
    return rows
