"""Revenue of customers as they age, and the cash it becomes, by month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from roi_model.engine.arrays import FEW, Floats, Number, row
from roi_model.engine.draws import Draws
from roi_model.engine.streams import Streams


def monthly_survival(retention: Floats) -> Floats:
    """Share of customers kept from one month to the next: retention^(1/12)."""
    return np.asarray(retention ** (1.0 / 12.0))


def revenue_weights(streams: Streams) -> tuple[Floats, Floats]:
    """What one signature and one active customer bring in revenue in a month, by stream.

    A customer of age a brings [a=0]·V + [a≥1]·V·repeat/12·S(a) + fee·S(a). Counted over active
    customers (age 0 included) the orders that age 0 does not have are taken off the signature.
    """
    orders = streams["deal_value"] * streams["repeat_orders"] / 12.0
    return streams["deal_value"] - orders, orders + streams["monthly_fee"]


def active_customers(signed: Floats, retention: Floats) -> Floats:
    """Customers still there in each month, those who just signed included.

    S(a) = retention^(a/12) is a constant share a month, so the base follows from the month
    before: base_m = signed_m + S(1)·base_{m−1}. A retention of 0 keeps nobody past the first.
    """
    kept = monthly_survival(retention)
    base = np.array(np.broadcast_to(signed, np.broadcast_shapes(signed.shape, kept.shape)))
    if base[0].size < FEW:  # twice as many months at each step
        step = 1
        while step < len(base):
            base[step:] += base[:-step] * kept**step
            step *= 2
        return base
    carried = np.empty(base.shape[1:])
    for before, here in pairwise(base):
        here += np.multiply(before, kept, out=carried)
    return base


def delayed(monthly: Floats, months: Number) -> Floats:
    """A series of shape (H+1, n) that arrives `months` later, split over the two months around.

    What arrives after the horizon is left out: it is the receivables at the horizon.
    """
    months = row(months)
    whole = np.floor(months)
    part = months - whole
    total = np.zeros(np.broadcast_shapes(monthly.shape, months.shape))
    length = len(monthly)
    first, last = int(whole.min()), int(np.ceil(months.max()))
    for step in range(first, min(last, length - 1) + 1):
        share = (1.0 - part) * (whole == step) + part * (whole == step - 1)
        if share.any():
            total[step:] += monthly[: length - step] * share
    return total


@dataclass(frozen=True)
class LifetimeMargin:
    """Margin of a plan's incremental customers by age, streams weighted by their customers.

    `first` at signature, `orders` and `fee` a month of an active customer, `kept` from one month
    to the next: arrays of shape (streams, n); `cap` in months.
    """

    first: Floats
    orders: Floats
    fee: Floats
    kept: Floats
    cap: Floats

    def by_stream(self, age: Floats) -> Floats:
        """Margin earned before integer age `age`, shape (…, streams, n) for age (…, 1, n)."""
        whole, divisor = self._rates
        months = np.where(self.kept < 1.0, np.expm1(age * whole) * divisor, age)
        active = self.fee * months + self.orders * (months - 1.0)
        return np.asarray(self.first + np.where(age > 0, active, 0.0))

    @cached_property
    def _rates(self) -> tuple[Floats, Floats]:
        """Logarithm of `kept` and 1/(kept − 1): Σ_{i<a} keptⁱ = expm1(a·log kept)/(kept − 1)."""
        logs = np.log(np.maximum(self.kept, 1e-300))  # a retention of 0: nobody after age 0
        return logs, 1.0 / np.where(self.kept < 1.0, np.expm1(logs), 1.0)

    def at(self, age: Floats) -> Floats:
        """The same over all streams, shape (n,)."""
        return np.asarray(self.by_stream(age).sum(axis=-2))

    def age_at(self, target: Floats) -> Floats:
        """Age at which the margin reaches `target`, linear within the month; NaN beyond cap."""
        shape = np.broadcast_shapes(target.shape, self.cap.shape, self.first.shape[1:])
        low, high = np.zeros(shape), np.broadcast_to(self.cap, shape).astype(np.float64)
        at_start, at_cap = self.first.sum(axis=0), self.at(self.cap)
        if (at_start >= target).all():
            return low
        while np.count_nonzero(wide := high - low > 1):
            middle = np.floor((low + high) / 2)
            reached = self.at(middle) >= target
            high = np.where(wide & reached, middle, high)
            low = np.where(wide & ~reached, middle, low)
        below, above = self.at(low), self.at(high)
        step = np.where(above > below, above - below, 1.0)
        age = low + np.clip((target - below) / step, 0.0, 1.0)
        return np.where(at_start >= target, 0.0, np.where(at_cap < target, np.nan, age))


def lifetime_margin(draws: Draws, streams: Streams, ultimate: Floats) -> LifetimeMargin:
    """The margin of a plan's incremental customers, of `ultimate` ones by stream."""
    weight = ultimate * streams["incrementality"] * streams["gross_margin"]
    value, survival = streams["deal_value"], monthly_survival(streams["retention"])
    return LifetimeMargin(
        first=weight * value,
        orders=weight * (value * streams["repeat_orders"] / 12.0),
        fee=weight * streams["monthly_fee"],
        kept=np.broadcast_to(survival, np.broadcast_shapes(survival.shape, weight.shape)),
        cap=row(draws.at("ltv_cap_months", float(draws.scenario.ltv_cap_months))),
    )
