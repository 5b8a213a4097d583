"""What series of cash are worth: NPV, rate of return, payback, for one case or many.

Per-period series come on the last axis, month 0 first, and broadcast over the axes before it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from roi_model.engine.arrays import Floats
from roi_model.engine.irr import irr_with_reason


def npv(rate_per_period: ArrayLike, cash_flows: ArrayLike) -> Floats:
    """Net present value: Σ flow_t / (1 + rate)^t, period 0 not discounted.

    `rate_per_period` broadcasts over the axes before the last of `cash_flows`; inflows are
    positive. Source: MODEL 3.

    >>> float(npv(0.10, [-100.0, 60.0, 60.0]).round(6))
    4.132231
    """
    flows = np.asarray(cash_flows, dtype=np.float64)
    rate = np.asarray(rate_per_period, dtype=np.float64)[..., None]
    return np.asarray((flows * (1.0 + rate) ** -np.arange(flows.shape[-1])).sum(axis=-1))


def irr(cash_flows: ArrayLike) -> Floats:
    """Internal rate of return per period, NaN without exactly one root in −0.9 < i ≤ 10.

    Inflows are positive, period 0 comes first. `irr_with_reason` tells the several kinds of NaN
    apart. Source: MODEL 3.

    >>> float(irr([-100.0, 60.0, 60.0]).round(9))
    0.130662386
    >>> float(irr([-100.0, 230.0, -132.0]))  # 10 % and 20 %: two answers are none
    nan
    """
    flows = np.asarray(cash_flows, dtype=np.float64)
    rates, _ = irr_with_reason(flows.reshape(-1, flows.shape[-1]))
    return rates.reshape(flows.shape[:-1])


def payback_month(cumulative_cash: ArrayLike) -> Floats:
    """Month at which cumulative cash reaches 0 for good, within its last month below 0.

    0 where it never goes below 0, NaN where it ends below 0 or a month is not known; linear within
    the month. Source: MODEL 3.

    >>> float(payback_month([-10.0, -5.0, 5.0]))
    1.5
    """
    return _crossing(np.asarray(cumulative_cash, dtype=np.float64), last=True)


def first_crossing_month(cumulative_cash: ArrayLike) -> Floats:
    """Month at which cumulative cash first comes up to 0, whatever it does later; see payback.

    >>> float(first_crossing_month([-10.0, 10.0, -10.0, 5.0]))
    0.5
    """
    return _crossing(np.asarray(cumulative_cash, dtype=np.float64), last=False)


def trough_month(cumulative_cash: ArrayLike) -> Floats:
    """First month within ε of the lowest; 0 where the series is never below 0.

    Months that rounding alone tells apart share the trough. Source: MODEL 3.

    >>> float(trough_month([0.0, -0.3, -0.1 - 0.2, 5.0]))  # the second is 5e-17 lower
    1.0
    """
    series = np.asarray(cumulative_cash, dtype=np.float64)
    lowest, small = series.min(axis=-1), tolerance(series)
    at_lowest = series <= (lowest + small)[..., None]
    month = series.shape[-1] - 1 - last_month(at_lowest[..., ::-1])
    return np.where(lowest < -small, month, 0).astype(np.float64)


def tolerance(series: Floats) -> Floats:
    """ε: below 0 means below −ε, so that rounding is no debt; shape without the last axis."""
    farthest = np.maximum(series.max(axis=-1), -series.min(axis=-1))
    return np.asarray(1e-9 * np.maximum(1.0, farthest))


def last_month(found: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The last month in which something is so, −1 where it never is; shape without the last axis.

    >>> last_month(np.array([[True, True, False], [False, False, False]])).tolist()
    [1, -1]
    """
    # numbers beside flags, month by month: a tenth of what `argmax` from behind takes
    months = np.arange(1, found.shape[-1] + 1, dtype=np.int16)
    return np.asarray((found * months).max(axis=-1).astype(np.intp) - 1)


def without_dust(cash_flows: Floats) -> Floats:
    """Cash flows, those within ε of 0 set to 0: rounding changes no sign."""
    return np.where(np.abs(cash_flows) < tolerance(cash_flows)[..., None], 0.0, cash_flows)


def _crossing(series: Floats, last: bool) -> Floats:
    rows = series.reshape(-1, series.shape[-1])
    below = rows < -tolerance(rows)[:, None]
    missing = below[:, -1] | np.isnan(rows).any(axis=1)
    if rows.shape[1] < 2:
        return np.where(missing, np.nan, 0.0).reshape(series.shape[:-1])
    rising = below[:, :-1] & ~below[:, 1:]
    at = last_month(rising) if last else rising.shape[1] - 1 - last_month(rising[:, ::-1])
    crossed = (at >= 0) & (at < rising.shape[1])
    if not last:
        missing = np.isnan(rows).any(axis=1) | (below.any(axis=1) & ~crossed)
    at = np.where(crossed, at, 0)
    each = np.arange(len(rows))
    here, there = rows[each, at], rows[each, at + 1]
    month = np.where(crossed, at - here / np.where(crossed, there - here, 1.0), 0.0)
    return np.where(missing, np.nan, month).reshape(series.shape[:-1])
