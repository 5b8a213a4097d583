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
    rates, _ = irr_with_reason(_end_to_end(flows))
    return rates.reshape(flows.shape[:-1])


def payback_month(cumulative_cash: ArrayLike) -> Floats:
    """Month at which cumulative cash reaches 0 for good, within its last month below 0.

    0 where it never goes below 0, NaN where it ends below 0 or a month is not known; linear within
    the month. Source: MODEL 3.

    >>> float(payback_month([-10.0, -5.0, 5.0]))
    1.5
    """
    series = np.asarray(cumulative_cash, dtype=np.float64)
    return Curve.of(series).back_for_good.reshape(series.shape[:-1])


def first_crossing_month(cumulative_cash: ArrayLike) -> Floats:
    """Month at which cumulative cash first comes up to 0, whatever it does later; see payback.

    >>> float(first_crossing_month([-10.0, 10.0, -10.0, 5.0]))
    0.5
    """
    series = np.asarray(cumulative_cash, dtype=np.float64)
    return Curve.of(series).back.reshape(series.shape[:-1])


def run_out_month(balance: Floats, floor: ArrayLike) -> Floats:
    """Month at which a balance first goes below a floor by more than ε, linear within the month.

    0 where it starts below, NaN where it never goes; `floor` has the shape without the last axis.
    Source: MODEL 8.1.

    >>> account = np.array([20000.0, 12000.0, 5000.0, -4000.0, 10000.0])
    >>> round(float(run_out_month(account, 0.0)), 3)
    2.556
    """
    least = np.broadcast_to(np.asarray(floor, dtype=np.float64), balance.shape[:-1])[..., None]
    below = balance < least - tolerance(balance)[..., None]
    never = ~below.any(axis=-1)
    first = np.where(never, 0, _first_month(below))
    here, there = (
        np.take_along_axis(balance, np.maximum(at, 0)[..., None], axis=-1)
        for at in (first - 1, first)
    )
    fallen = np.where(here > there, here - there, 1.0)
    month = first - 1 + ((here - least) / fallen)[..., 0]
    return np.where(never, np.nan, np.where(first == 0, 0.0, month))


class Curve:
    """Rows of cumulative cash, (n, H+1), and what is read off them, (n,) each.

    `lowest` is the lowest month of each, NaN where a month is not known; `small` is ε, `below` are
    the months below 0, (n, H+1).
    """

    def __init__(self, rows: Floats) -> None:
        self.rows = rows
        self.lowest: Floats = np.minimum.reduce(rows, axis=1)
        self.small = tolerance(rows, self.lowest)
        self.below: NDArray[np.bool_] = rows < -self.small[:, None]
        self._rising = self.below[:, :-1] > self.below[:, 1:]  # below 0, and not a month later

    @classmethod
    def of(cls, series: Floats) -> Curve:
        """Curves of any number of axes, end to end."""
        return cls(_end_to_end(series))

    @property
    def trough_month(self) -> Floats:
        """First month within ε of the lowest; 0 where a row is never below 0.

        Months that rounding alone tells apart share the trough. Source: MODEL 3.

        >>> Curve(np.array([[0.0, -0.3, -0.1 - 0.2, 5.0]])).trough_month  # the second: 5e-17 lower
        array([1.])
        """
        return np.where(self.lowest < -self.small, self.low_month, 0.0)

    @property
    def low_month(self) -> Floats:
        """First month within ε of the lowest, whatever its sign."""
        at_lowest = self.rows <= (self.lowest + self.small)[:, None]
        return _first_month(at_lowest).astype(np.float64)

    @property
    def back(self) -> Floats:
        """`first_crossing_month`."""
        at = _first_month(self._rising)
        never = at == self._rising.shape[1]
        missing = np.isnan(self.lowest) | ((self.lowest < -self.small) & never)
        return self._crossing(at, never, missing)

    @property
    def back_for_good(self) -> Floats:
        """`payback_month`."""
        at = last_month(self._rising)
        return self._crossing(at, at < 0, np.isnan(self.lowest) | self.below[:, -1])

    def _crossing(
        self, at: NDArray[np.intp], never: NDArray[np.bool_], missing: NDArray[np.bool_]
    ) -> Floats:
        """Where the line from month `at` to the next one meets 0; 0 where it `never` does."""
        if not self._rising.shape[1]:
            return np.where(missing, np.nan, 0.0)
        some = np.count_nonzero(never)
        at = np.where(never, 0, at) if some else at
        here, there = self.rows[np.arange(len(self.rows)), at + _HERE_AND_THERE]
        if some:
            month = np.where(never, 0.0, at - here / np.where(never, 1.0, there - here))
        else:
            month = at - here / (there - here)
        return np.where(missing, np.nan, month) if np.count_nonzero(missing) else month


def _end_to_end(series: Floats) -> Floats:
    """Series of any number of axes as rows. Raises ValueError where they hold no month."""
    if not series.shape or not series.shape[-1]:
        raise ValueError("a series of cash with no month: it has month 0 at least")
    return series.reshape(-1, series.shape[-1])


_HERE_AND_THERE = np.array([[0], [1]])


def tolerance(series: Floats, lowest: Floats | None = None) -> Floats:
    """ε: below 0 means below −ε, so that rounding is no debt; shape without the last axis."""
    if lowest is None:
        lowest = np.minimum.reduce(series, axis=-1)
    farthest = np.maximum(np.maximum.reduce(series, axis=-1), -lowest)
    return np.asarray(1e-9 * np.maximum(1.0, farthest))


def last_month(found: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The last month in which something is so, −1 where it never is; shape without the last axis.

    >>> last_month(np.array([[True, True, False], [False, False, False]])).tolist()
    [1, -1]
    """
    # numbers beside flags, month by month: a tenth of what `argmax` from behind takes
    months = np.arange(1, found.shape[-1] + 1, dtype=np.int16)
    return np.asarray(np.maximum.reduce(found * months, axis=-1, initial=0).astype(np.intp) - 1)


def _first_month(found: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The first month in which something is so, as many as there are where it never is."""
    return np.asarray(found.shape[-1] - 1 - last_month(found[..., ::-1]))


def without_dust(cash_flows: Floats) -> Floats:
    """Cash flows, those within ε of 0 set to 0: rounding changes no sign."""
    return np.where(np.abs(cash_flows) < tolerance(cash_flows)[..., None], 0.0, cash_flows)
