"""What is sold and when: streams that sell the same are counted together, month by month.

Revenue, cost and signatures are linear in the customers of a stream. Those of the same cycle,
price, margin and retention are added up before their lag is worked out, and each one's own totals
follow from what a contact of each month has given by the horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats, Number, convolve, running_sum
from roi_model.engine.funnel import Funnel
from roi_model.engine.lag import lag_weights
from roi_model.engine.revenue import active_customers, revenue_weights
from roi_model.engine.streams import Streams


@dataclass(frozen=True)
class Sales:
    """Customers by month of signature, shape (H+1, groups, n), of groups that sell the same.

    `first` is the first stream of every group, whose parameters are those of all; `group` the
    group of every stream. `counted` are the customers that count for revenue: all of them, or their
    incremental share alone, and `share` what their revenue is still to be multiplied by; `active`
    are those still there, None where nothing recurs.
    """

    streams: Streams
    funnel: Funnel
    group: NDArray[np.intp]
    first: NDArray[np.intp]
    weights: Floats
    signed: Floats
    counted: Floats
    share: Floats
    active: Floats | None
    horizon: Number

    @cached_property
    def signed_by_stream(self) -> Floats:
        """All customers of each stream that sign within the horizon, shape (streams, n)."""
        if len(self.first) == len(self.group):
            return np.asarray(self.signed.sum(axis=0))
        return self._by_the_horizon(self.weights)

    @cached_property
    def active_by_stream(self) -> Floats:
        """Months of activity of all customers of each stream within the horizon."""
        if self.active is None:
            return np.zeros((1, 1))
        if len(self.first) == len(self.group):
            return np.asarray(self.active.sum(axis=0))
        return self._by_the_horizon(
            active_customers(self.weights, self.streams["retention"][self.first])
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
        by_stream = total if total.shape[1] == 1 else total[:, self.group]
        return self.funnel.volumes.total(by_stream) * self.funnel.reach["customers"]


def build_sales(streams: Streams, funnel: Funnel, horizon: Number, within: Floats | None) -> Sales:
    """The customers of a funnel as they sign and stay; `within` is 1 up to each draw's horizon."""
    first, group = np.unique(streams.sale, return_inverse=True)
    months = len(funnel.hours_there) - 1
    volumes, each, share = funnel.volumes, funnel.reach["customers"], streams["incrementality"]
    weights = lags(streams, first, months)
    signed = convolve(volumes.by_group(each, group), weights)
    if len(first) == len(group) or (share == share[0]).all():
        counted, share = signed, share[first]
    else:
        counted, share = convolve(volumes.by_group(each * share, group), weights), np.ones((1, 1))
    if within is not None:
        alike = counted is signed
        signed = signed * within[:, None]
        counted = signed if alike else counted * within[:, None]
    active = None
    if revenue_weights(streams)[1].any():
        active = active_customers(counted, streams["retention"][first])
        active = active if within is None else active * within[:, None]
    return Sales(streams, funnel, group, first, weights, signed, counted, share, active, horizon)


def lags(streams: Streams, first: NDArray[np.intp], months: int) -> Floats:
    """Lag weights by group, worked out once for those that share a cycle."""
    distinct, position = np.unique(streams.lag[first], return_inverse=True)
    weights = lag_weights(streams["cycle_months"][distinct], streams["cycle_cv"][distinct], months)
    alike = len(distinct) in (1, len(position))  # one for all broadcasts
    return weights if alike else weights[:, position]
