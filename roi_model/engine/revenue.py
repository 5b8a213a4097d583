"""Revenue of customers as they age, and the cash it becomes, by month."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from roi_model.engine.arrays import FEW, Floats, Number, row
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
    share = streams["incrementality"]
    return share * (streams["deal_value"] - orders), share * (orders + streams["monthly_fee"])


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
