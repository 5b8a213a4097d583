"""Shapley's way to share a change: the mean, over all orders of making it, of what each part adds.

Which values are shared is the caller's affair: `Orders` says which coalitions of parts to work
out, and splits the values found for them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 12
"""Parts shared exactly, over all 2^n coalitions; more are shared over sampled orders."""
SAMPLED_ORDERS = 256
SEED = 20_260_101
Floats = NDArray[np.float64]
Coalitions = NDArray[np.bool_]


@dataclass(frozen=True)
class Split:
    """What each part brings, and the share of the orders that could not be followed.

    An order is left out where the value is undefined (NaN) on its way: `left_out` is their share,
    1 where none is left and `parts` are NaN.
    """

    parts: Floats
    left_out: float


class Orders:
    """The orders in which n parts can be put together: all of them, or a seeded sample.

    `coalitions` has one row a set of parts, shape (m, n): the first row is none of them, the last
    all of them. The sampled orders come in pairs, each with its reverse.
    """

    def __init__(self, count: int, seed: int = SEED) -> None:
        self.count = count
        self.exact = count <= EXACT_UP_TO
        if self.exact:
            bits = 1 << np.arange(count)
            self.coalitions: Coalitions = (np.arange(1 << count)[:, None] & bits) > 0
            return
        rng = np.random.default_rng(seed)
        drawn = [rng.permutation(count) for _ in range(SAMPLED_ORDERS // 2)]
        self._orders = np.array([way for order in drawn for way in (order, order[::-1])])
        place = np.argsort(self._orders, axis=1)
        # After k steps an order has put in the parts that stand before its place k.
        steps = place[:, None, :] < np.arange(count + 1)[:, None]
        rows, where = np.unique(steps.reshape(-1, count), axis=0, return_inverse=True)
        sizes = np.argsort(rows.sum(axis=1), kind="stable")
        rank = np.empty_like(sizes)
        rank[sizes] = np.arange(len(sizes))
        self.coalitions = rows[sizes]
        self._visited = rank[where].reshape(len(self._orders), count + 1)

    def split(self, values: Floats) -> Split:
        """Share out the last value less the first; `values` are those of the coalitions, (m,).

        The parts add up to that difference, but for rounding. Source: Shapley (1953); MODEL 4.

        >>> Orders(2).split(np.array([0.0, 10.0, 20.0, 50.0])).parts.tolist()
        [20.0, 30.0]
        """
        return self._over_all(values) if self.exact else self._over_sample(values)

    def _over_all(self, values: Floats) -> Split:
        """Every step weighs as many orders as pass through it by defined values alone."""
        known = np.isfinite(values)
        safe = np.where(known, values, 0.0)
        ways_to = self._ways(known)
        ways_from = self._ways(known[::-1])[::-1]  # the complement of set k is set 2^n − 1 − k
        number = np.arange(len(values))
        total = ways_to[-1]
        if total == 0:
            return Split(np.full(self.count, np.nan), 1.0)
        parts = np.empty(self.count)
        for part in range(self.count):
            without = number[~self.coalitions[:, part]]
            after = without + (1 << part)
            weight = ways_to[without] * ways_from[after] / total
            parts[part] = weight @ (safe[after] - safe[without])
        everything = float(np.prod(np.arange(1.0, self.count + 1)))
        return Split(parts, 1.0 - float(total) / everything)

    def _ways(self, known: NDArray[np.bool_]) -> Floats:
        """In how many orders each set can be put together through defined values."""
        ways = np.zeros(len(known))
        ways[0] = known[0]
        sizes = self.coalitions.sum(axis=1)
        for size in range(1, self.count + 1):
            sets = np.flatnonzero((sizes == size) & known)
            for part in range(self.count):
                holding = sets[self.coalitions[sets, part]]
                ways[holding] += ways[holding - (1 << part)]
        return ways

    def _over_sample(self, values: Floats) -> Split:
        walked = values[self._visited]
        followed = np.isfinite(walked).all(axis=1)
        if not followed.any():
            return Split(np.full(self.count, np.nan), 1.0)
        added = np.diff(walked[followed], axis=1)
        by_part = np.empty_like(added)
        np.put_along_axis(by_part, self._orders[followed], added, axis=1)
        return Split(by_part.mean(axis=0), 1.0 - float(followed.mean()))
