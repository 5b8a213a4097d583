"""What is sold and when, the revenue of customers as they age, and the cash it becomes, by month.

Revenue, cost and signatures are linear in the customers of a stream. Streams of the same cycle,
price, margin and retention are added up before their lag is worked out, and each one's own totals
follow from what a contact of each month has given by the horizon.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import (
    FEW,
    Floats,
    Number,
    anywhere,
    largest,
    over_streams,
    picked,
    row,
    running_sum,
    smallest,
)
from roi_model.engine.draws import Draws
from roi_model.engine.funnel import Funnel
from roi_model.engine.lag import lag_weights
from roi_model.engine.streams import Streams

PAYMENT_DAYS_A_MONTH = 30.0
"""Terms of payment count months of 30 days (MODEL 2.7); a calendar month has 30.4375 on average."""


def monthly_survival(retention: Floats) -> Floats:
    """Share of customers kept from one month to the next: retention^(1/12)."""
    return np.asarray(retention ** (1.0 / 12.0))


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
    whole, length = np.floor(months), len(monthly)
    part = months - whole
    total = np.zeros((length, max(monthly.shape[1], np.size(months))))
    first, last = smallest(whole), math.ceil(largest(months))
    for step in range(int(first), min(last, length - 1) + 1):
        share = (1.0 - part) * (whole == step) + part * (whole == step - 1)
        if anywhere(share):
            total[step:] += monthly[: length - step] * share
    return total


@dataclass(frozen=True)
class Groups:
    """Streams that sell the same, and how long it takes them: `weights` by month, (H+1, groups, n).

    `first` is the first stream of every group, whose parameters are those of all; `group` the
    group of every stream.
    """

    streams: Streams
    group: NDArray[np.intp]
    first: NDArray[np.intp]
    weights: Floats

    def part(self, chosen: NDArray[np.intp]) -> Groups:
        """The same in some of the draws."""
        weights = picked(self.weights, chosen)
        return Groups(self.streams.part(chosen), self.group, self.first, weights)


def build_groups(streams: Streams, months: int) -> Groups:
    """The streams by what they sell, with their lags."""
    first, group = streams.sale[:1], streams.sale
    if np.count_nonzero(group):  # not all sell what the first does
        first, group = np.unique(streams.sale, return_inverse=True)
    return Groups(streams, group, first, lags(streams, first, months))


@dataclass(frozen=True)
class Sales:
    """Customers by month of signature, shape (H+1, groups, n).

    `counted` are the customers that count for revenue: all of them, or their incremental share
    alone, and `share` what their revenue is still to be multiplied by; `active` are those still
    there, None where nothing recurs.
    """

    groups: Groups
    funnel: Funnel
    signed: Floats
    counted: Floats
    share: Floats
    active: Floats | None
    horizon: Number

    @property
    def streams(self) -> Streams:
        """Those that sell."""
        return self.groups.streams

    @cached_property
    def signed_by_stream(self) -> Floats:
        """All customers of each stream that sign within the horizon, shape (streams, n)."""
        if len(self.groups.first) == len(self.groups.group):
            return np.asarray(np.add.reduce(self.signed))
        return self._by_the_horizon(self.groups.weights)

    @cached_property
    def active_by_stream(self) -> Floats:
        """Months of activity of all customers of each stream within the horizon."""
        if self.active is None:
            return np.zeros((1, 1))
        groups = self.groups
        if len(groups.first) == len(groups.group):
            return np.asarray(np.add.reduce(self.active))
        return self._by_the_horizon(
            active_customers(groups.weights, self.streams["retention"][groups.first])
        )

    def _by_the_horizon(self, given: Floats) -> Floats:
        """What each stream has given by the horizon, of what a customer gives month by month."""
        total, months = running_sum(given), len(given) - 1
        if np.ndim(self.horizon):
            left = (self.horizon - np.arange(months + 1.0)[:, None]).astype(np.intp)[:, None]
            shape = np.broadcast_shapes(total.shape, left.shape)
            at = np.broadcast_to(np.maximum(left, 0), shape)
            total = np.take_along_axis(np.broadcast_to(total, shape), at, axis=0) * (left >= 0)
        else:
            total = total[::-1]
        by_stream = total if total.shape[1] == 1 else total[:, self.groups.group]
        return self.funnel.volumes.total(by_stream) * self.funnel.reach["customers"]


def build_sales(groups: Groups, funnel: Funnel, horizon: Number, within: Floats | None) -> Sales:
    """The customers of a funnel as they sign and stay; `within` is 1 up to each draw's horizon."""
    streams, first, group, weights = groups.streams, groups.first, groups.group, groups.weights
    volumes, each, share = funnel.volumes, funnel.reach["customers"], streams["incrementality"]
    signed = volumes.convolved(each, group, weights)
    if len(first) == len(group) or not np.count_nonzero(share != share[0]):
        counted, share = signed, share[first]
    else:
        counted, share = volumes.convolved(each * share, group, weights), np.ones((1, 1))
    if within is not None:
        alike = counted is signed
        signed = signed * within[:, None]
        counted = signed if alike else counted * within[:, None]
    active = None
    if np.count_nonzero(streams.revenue_weights[1]):
        active = active_customers(counted, streams["retention"][first])
        active = active if within is None else active * within[:, None]
    return Sales(groups, funnel, signed, counted, share, active, horizon)


def build_money(draws: Draws, sales: Sales, within: Floats | None) -> dict[str, Floats]:
    """Customers signed, revenue, direct costs and receipts by month, shape (H+1, n)."""
    first, streams = sales.groups.first, sales.streams
    at_signature, when_active = (weight[first] * sales.share for weight in streams.revenue_weights)
    margin = streams["gross_margin"][first]

    def earned(signature: Floats, active: Floats) -> Floats:
        """The revenue of all groups, of what each brings at a signature and by active customer."""
        found = over_streams(sales.counted, signature)
        return found if sales.active is None else found + over_streams(sales.active, active)

    sold = earned(at_signature, when_active)
    receipts = delayed(sold, draws.at("dso_days", draws.scenario.dso_days) / PAYMENT_DAYS_A_MONTH)
    return {
        "customers": sales.signed.sum(axis=1) if len(first) > 1 else sales.signed[:, 0],
        "revenue": sold,
        "direct_costs": (
            sold * (1.0 - margin[0])
            if len(first) == 1
            else earned(at_signature * (1.0 - margin), when_active * (1.0 - margin))
        ),
        "receipts": receipts if within is None else receipts * within,
    }


def lags(streams: Streams, first: NDArray[np.intp], months: int) -> Floats:
    """Lag weights by group, worked out once for those that share a cycle."""
    if not np.count_nonzero(streams.lag):
        return lag_weights(streams["cycle_months"][:1], streams["cycle_cv"][:1], months)
    distinct, position = np.unique(streams.lag[first], return_inverse=True)
    weights = lag_weights(streams["cycle_months"][distinct], streams["cycle_cv"][distinct], months)
    alike = len(distinct) in (1, len(position))  # one for all broadcasts
    return weights if alike else weights[:, position]


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

    @cached_property
    def at_cap(self) -> Floats:
        """Margin earned before the cap, by stream."""
        return self.by_stream(self.cap)

    def at(self, age: Floats) -> Floats:
        """The same over all streams, shape (n,)."""
        return np.asarray(self.by_stream(age).sum(axis=-2))

    def age_at(self, target: Floats) -> Floats:
        """Age at which the margin reaches `target`, linear within the month; NaN beyond cap."""
        at_start, at_cap = np.add.reduce(self.first), np.add.reduce(self.at_cap)
        low = np.zeros(np.broadcast_shapes(target.shape, at_cap.shape))
        if (at_start >= target).all():
            return low
        high = low + self.cap
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
        kept=survival,
        cap=row(draws.at("ltv_cap_months", float(draws.scenario.ltv_cap_months))),
    )
