"""Internal rate of return that knows when there is none, and when there are several.

The window is −0.9 < i ≤ 10 a period. Flows that change sign once have one root by Descartes' rule,
and present value at the ends of the window tells whether it holds it. For other flows present
value is a polynomial in v = 1/(1+i) for i ≥ 0, and in u = 1+i (the flows reversed) below. On an
interval the sign changes of its Bernstein coefficients bound the number of roots: none means no
root, one means exactly one, more means halve and look again. All coefficients are positive
mixtures of the flows, so nothing cancels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats, product
from roi_model.engine.long_irr import LONG, roots_of_long

LOWEST, HIGHEST = -0.9, 10.0
FOUND, NO_SIGN_CHANGE, NO_ROOT, MULTIPLE_ROOTS = 0, 1, 2, 3
_NEAR = 1e-14
"""A present value this small beside the flows it sums is 0."""
_APART = 1e-6
"""Rates closer than this are the same root."""
_SETTLED = 1e-10
"""A Newton step this small: the one after it would be lost in rounding."""
_FORESEEN = 1e-16
"""A step to come this small is not looked for. The next is this one's cube over the square of the
one before: each is as the square of the one before it.
"""

Brackets = tuple[NDArray[np.intp], Floats, Floats, Floats, NDArray[np.bool_]]
"""Row, lowest and highest rate of every root, where to begin, and whether present value rises from
the lowest to the highest.
"""


def irr_with_reason(flows: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """The rate per period of each row of `flows` (n, periods), and why there is none.

    The rate is NaN where the second array is not FOUND: NO_SIGN_CHANGE, NO_ROOT (none in the
    window) or MULTIPLE_ROOTS. Period 0 comes first. Roots closer than 1e-6 count as one.
    """
    alone = _of_one(flows[0]) if len(flows) == 1 and flows.size else None
    if alone is not None:
        return np.array([alone[0]]), np.array([alone[1]], dtype=np.int8)
    reasons = np.full(len(flows), NO_SIGN_CHANGE, dtype=np.int8)
    rates = np.full(len(flows), np.nan)
    largest = np.maximum(flows.max(axis=-1), -flows.min(axis=-1))
    by_period = flows.T / np.maximum(largest, 1e-300)
    comes, goes = _first_and_last(by_period > 0), _first_and_last(by_period < 0)
    mixed = np.flatnonzero((comes[1] > 0) & (goes[1] > 0))
    if not mixed.size:
        return rates, reasons
    if len(by_period) > LONG:
        rows, found = roots_of_long(by_period.T[mixed], LOWEST, HIGHEST)
    else:
        once = ((comes[1] < goes[0]) | (goes[1] < comes[0]))[mixed]
        rows, found = _roots(_chosen(by_period, mixed), once)
    if not (rows[1:] > rows[:-1]).all():  # else one each, in order
        order = np.lexsort((found, rows))
        rows, found = rows[order], found[order]
        again = (np.diff(rows, prepend=-1) == 0) & (np.diff(found, prepend=-np.inf) < _APART)
        rows, found = rows[~again], found[~again]
    counts = np.bincount(rows, minlength=len(mixed))
    reasons[mixed] = np.where(counts == 1, FOUND, np.where(counts == 0, NO_ROOT, MULTIPLE_ROOTS))
    single = counts[rows] == 1
    rates[mixed[rows[single]]] = found[single]
    return rates, reasons


def _roots(by_period: Floats, once: NDArray[np.bool_]) -> tuple[NDArray[np.intp], Floats]:
    """The row and the rate of every root in the window, some perhaps twice.

    Flows have shape (periods, rows); those of `once` change sign a single time.
    """
    sides = []
    if once.any():
        sides.append(_locate(by_period, np.flatnonzero(once)))
    if not once.all():
        sides.append(_isolate(by_period.T, np.flatnonzero(~once)))
    rows, low, high, start, rising = (np.concatenate(parts) for parts in zip(*sides, strict=True))
    return rows, _solve(_chosen(by_period, rows), low, high, start, rising)


def _of_one(row: Floats) -> tuple[float, int] | None:
    """The rate of a single row of at most one sign change, and its reason; None for others.

    The same steps as below in plain numbers: calls for arrays of one would take ten times as long.
    """
    largest = float(np.abs(row).max())
    if len(row) > LONG or not 0.0 < largest < math.inf:
        return None
    row = row / largest
    flows: list[float] = row.tolist()
    signs = [flow > 0 for flow in flows if flow]
    changes = sum(one != next_one for one, next_one in pairwise(signs))
    if changes != 1:
        return None if changes else (math.nan, NO_SIGN_CHANGE)
    weights, both = _weights_at_the_ends(len(flows)), np.maximum((row, -row), 0.0)
    inflows, outflows = both @ weights.T
    if not (inflows[:3].all() and outflows[:3].all()):
        return None
    low, zero, high = _sign(inflows[:3], outflows[:3]).tolist()
    if not zero or not high:
        return (HIGHEST if zero else 0.0), FOUND
    if not low or low == high:
        return math.nan, NO_ROOT
    left, right, side = (LOWEST, 0.0, low) if low != zero else (0.0, HIGHEST, zero)
    rate, before = float(_step_from_0(inflows, outflows)), 0.0
    if not left < rate < right:
        rate = 0.5 * (left + right)
    backwards = both.T[::-1].tolist()
    for _ in range(200):
        comes, goes, wait = _value_and_wait(backwards, rate)
        left, right = (rate, right) if (comes > goes) == (side > 0) else (left, rate)
        step = math.log(comes / goes) / wait if comes != goes else 0.0
        newton = rate + (1.0 + rate) * math.expm1(step)
        inside = abs(step) <= _SETTLED or left < newton < right
        rate = newton if inside else 0.5 * (left + right)
        if abs(step) <= _SETTLED or (inside and abs(step) ** 3 <= _FORESEEN * before**2):
            break
        before = step if inside else 0.0
    return rate, FOUND


def _value_and_wait(backwards: list[list[float]], rate: float) -> tuple[float, float, float]:
    """`_present_values` of one row, its last period first."""
    v = 1.0 / (1.0 + rate)
    comes = goes = comes_slope = goes_slope = 0.0
    for come, go in backwards:
        comes_slope, goes_slope = comes_slope * v + comes, goes_slope * v + goes
        comes, goes = comes * v + come, goes * v + go
    if not (comes and goes):  # lost below what a float64 holds
        return comes, goes, math.nan
    return comes, goes, v * (comes_slope / comes - goes_slope / goes)


def _first_and_last(found: NDArray[np.bool_]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """The first and the last period, counted from 1, of every column; past the end and 0 if none.

    Numbers beside flags, period by period: a tenth of what `argmax` from both ends takes.
    """
    periods = np.arange(1, len(found) + 1, dtype=np.int16)[:, None]
    first = len(found) + 1 - (found * periods[::-1]).max(axis=0)
    return first, (found * periods).max(axis=0)


def _chosen(by_period: Floats, columns: NDArray[np.intp]) -> Floats:
    """Some columns; all of them, as they mostly are, are no copy."""
    alike = len(columns) == by_period.shape[1] and (np.diff(columns) == 1).all()
    return by_period if alike else by_period[:, columns]


def _locate(by_period: Floats, rows: NDArray[np.intp]) -> Brackets:
    """The side of 0 on which rows of one sign change have their root, if it is in the window."""
    flows = _chosen(by_period, rows)
    comes = np.maximum(flows, 0.0)
    weights = _weights_at_the_ends(len(flows))
    inflows, outflows = product(weights, comes), product(weights, comes - flows)
    low, zero, high = _sign(inflows[:3], outflows[:3])
    # a root at 0 or at the highest rate is known; one at the lowest is out of the window
    known, below = (zero == 0) | (high == 0), low * zero < 0
    left = np.where(known, np.where(zero == 0, 0.0, HIGHEST), np.where(below, LOWEST, 0.0))
    right = np.where(known, left, np.where(below, 0.0, HIGHEST))
    rising = np.where(below, zero > low, high > zero)
    start = _step_from_0(inflows, outflows)  # where that leads out of the bracket, from the middle
    start = np.where((left < start) & (start < right), start, 0.5 * (left + right))
    inside = known | (low * high < 0)
    return rows[inside], left[inside], right[inside], start[inside], rising[inside]


def _step_from_0(inflows: Floats, outflows: Floats) -> Floats:
    """The rate one step away from 0, for which all is known: how much later money comes than it
    goes, and how much more it is spread.
    """
    (later, squares), (sooner, other_squares) = inflows[3:] / inflows[1], outflows[3:] / outflows[1]
    wait = later - sooner
    step = np.log(inflows[1] / outflows[1]) / wait
    bend = 0.5 * step * ((squares - later**2) - (other_squares - sooner**2)) / wait
    return np.asarray(np.exp(step / (1.0 - np.minimum(np.maximum(bend, -1.0), 0.5))) - 1.0)


@lru_cache(maxsize=8)
def _weights_at_the_ends(periods: int) -> Floats:
    """What a flow of each period weighs at the lowest rate, at 0 and at the highest; its period,
    and the square of it.
    """
    times = np.arange(float(periods))
    rates = np.array([LOWEST, 0.0, HIGHEST])[:, None]
    return np.concatenate(((1.0 + rates) ** -times, times[None], times[None] ** 2))


@lru_cache(maxsize=64)
def _bernstein(degree: int, low: float, high: float) -> Floats:
    """Matrix from power coefficients to Bernstein coefficients on [low, high] within [0, 1].

    Entry (i, j) is the j-th Bernstein coefficient of xⁱ: the blossom of xⁱ at high (j times) and
    low (degree − j times), the mean of all products of i of these arguments. Built by multiplying
    out (1 + low·t)^(degree−j)·(1 + high·t)^j: all terms are positive.
    """
    made = np.empty((degree + 1, degree + 1))
    # log-gamma free binomials: exact enough in float64 up to the 120 months a plan may have
    choose = np.ones(degree + 1)
    for k in range(1, degree + 1):
        choose[k] = choose[k - 1] * (degree - k + 1) / k
    for j in range(degree + 1):
        product = np.ones(1)
        for root in [low] * (degree - j) + [high] * j:
            product = np.convolve(product, [1.0, root])
        made[:, j] = product / choose
    return made


def _isolate(flows: Floats, everyone: NDArray[np.intp]) -> Brackets:
    """The roots of rows of any signs in the window, some perhaps twice."""
    all_flows, flows = flows, flows[everyone]
    size = np.abs(flows).sum(axis=1)
    at_zero = np.abs(flows.sum(axis=1)) <= _NEAR * size
    found = [(everyone[at_zero], np.zeros(at_zero.sum()), np.zeros(at_zero.sum()))]
    for reverse in (False, True):
        # v = 1/(1+i) from 1/11 to 1, or u = 1+i from 0.1 to 1; i = 0 was looked at above
        side = flows[:, ::-1] if reverse else flows
        start = 1.0 + LOWEST if reverse else 1.0 / (1.0 + HIGHEST)
        table = product(_bernstein(side.shape[1] - 1, start, 1.0).T, side.T).T
        table[at_zero, -1] = 0.0
        if not reverse:  # the window holds i = 10 itself
            top = np.abs(table[:, 0]) <= _NEAR * (np.abs(side) @ start ** np.arange(side.shape[1]))
            found.append((everyone[top], np.full(top.sum(), HIGHEST), np.full(top.sum(), HIGHEST)))
        for rows, left, right in _bracket(table, np.abs(side), start):
            ends = _rate(np.stack((left, right)), reverse)
            found.append((everyone[rows], ends.min(axis=0), ends.max(axis=0)))
    rows, low, high = (np.concatenate(parts) for parts in zip(*found, strict=True))
    sides = _sides(all_flows[rows].T)
    rising = _sign_at(sides, high) > _sign_at(sides, low)
    return rows, low, high, 0.5 * (low + high), rising


def _bracket(
    table: Floats, sizes: Floats, start: float
) -> Iterator[tuple[NDArray[np.intp], Floats, Floats]]:
    """Rows and intervals that hold one root each, by halving until the sign changes tell.

    An interval that still has several changes when it is narrow holds a root met without
    crossing: it counts as one.
    """
    rows = np.arange(len(table))
    left, right = np.full(len(table), start), np.ones(len(table))
    powers = np.arange(table.shape[1])
    while len(rows):
        noise = _NEAR * (sizes[rows] * left[:, None] ** powers).sum(axis=1, keepdims=True)
        changes = _sign_changes(np.sign(np.where(np.abs(table) <= noise, 0.0, table)))
        narrow = right - left < _APART / 100
        one = (changes == 1) | ((changes > 1) & narrow)
        yield rows[one], left[one], right[one]
        more = (changes > 1) & ~narrow
        rows, left, right, noise = rows[more], left[more], right[more], noise[more, 0]
        first, second = _halve(table[more])
        middle = (left + right) / 2
        # A root at the very middle would belong to neither half.
        hit = np.abs(second[:, 0]) <= noise
        yield rows[hit], middle[hit], middle[hit]
        rows, table = np.concatenate((rows, rows)), np.concatenate((first, second))
        left, right = np.concatenate((left, middle)), np.concatenate((middle, right))


def _sign_changes(signs: Floats) -> NDArray[np.intp]:
    """Sign changes along each row, zeros passed over."""
    last_known = np.where(signs != 0, np.arange(signs.shape[1]), 0)
    np.maximum.accumulate(last_known, axis=1, out=last_known)
    filled = signs[np.arange(len(signs))[:, None], last_known]
    return np.asarray((filled[:, 1:] * filled[:, :-1] < 0).sum(axis=1))


def _halve(table: Floats) -> tuple[Floats, Floats]:
    """De Casteljau at the middle: Bernstein coefficients of the two halves."""
    left, right = np.empty_like(table), np.empty_like(table)
    current = table
    for step in range(table.shape[1]):
        left[:, step] = current[:, 0]
        right[:, -1 - step] = current[:, -1]
        current = 0.5 * (current[:, 1:] + current[:, :-1])
    return left, right


def _rate(place: Floats, reverse: bool) -> Floats:
    return place - 1.0 if reverse else 1.0 / place - 1.0


def _solve(
    by_period: Floats, low: Floats, high: Floats, start: Floats, rising: NDArray[np.bool_]
) -> Floats:
    """The root between `low` and `high`: Newton steps kept inside a shrinking bracket.

    Steps are taken on log(inflows/outflows) against log(1 + i), which is all but a straight line.
    """
    rates = 0.5 * (low + high)
    rows = np.flatnonzero(high - low > _APART)
    sides = _sides(_chosen(by_period, rows))
    low, high, place = (np.log(1.0 + ends[rows]) for ends in (low, high, start))
    rising, moving, before = rising[rows], np.ones(len(rows), dtype=bool), np.zeros(len(rows))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for _ in range(200):
            left = np.count_nonzero(moving)
            if 4 * left <= len(rows):  # a few late ones go on alone
                rates[rows] = np.expm1(place)
                if not left:
                    break
                rows, sides = rows[moving], [side.part(moving) for side in sides]
                low, high, rising, place = low[moving], high[moving], rising[moving], place[moving]
                moving, before = moving[moving], before[moving]
            inflows, outflows, wait = _present_values(sides, np.exp(-place))
            below = (inflows < outflows) == rising
            low, high = np.where(below, place, low), np.where(below, high, place)
            step = np.where(inflows == outflows, 0.0, np.log(inflows / outflows) / wait)
            newton = place + step
            settled = np.abs(step) <= _SETTLED
            inside = settled | ((newton > low) & (newton < high))
            following = np.where(inside, newton, 0.5 * (low + high))
            place = np.where(moving, following, place)  # no other row changes a settled one
            settled |= inside & (np.abs(step) * step**2 <= _FORESEEN * before**2)
            moving &= ~settled
            before = np.where(inside, step, 0.0)
    return rates


class _Side(NamedTuple):
    """What comes in, or goes out, from the first period with any on: shape (periods, n)."""

    first: int
    flows: Floats

    def part(self, chosen: NDArray[np.bool_]) -> _Side:
        """The same in some of the rows."""
        return _Side(self.first, self.flows[:, chosen])

    def at(self, v: Floats) -> tuple[Floats, Floats]:
        """Present value, v being 1/(1+i) of each row, and the mean period of its parts.

        Horner's rule: all terms are positive, and no power is taken.
        """
        both = np.zeros((2, self.flows.shape[1]))
        value, slope = both  # the slope times v
        value += self.flows[-1]
        for flows in self.flows[-2::-1]:
            slope += value
            both *= v
            value += flows
        slope /= value
        for _ in range(self.first):
            value *= v
        return value, slope + self.first


def _sides(by_period: Floats) -> list[_Side]:
    """What comes in and what goes out in each period; both positive."""
    comes = np.maximum(by_period, 0.0)
    sides = []
    for flows in (comes, comes - by_period):
        used = np.flatnonzero(flows.max(axis=1, initial=0.0))
        first, last = (int(used[0]), int(used[-1])) if used.size else (0, 0)
        sides.append(_Side(first, flows[first : last + 1]))
    return sides


def _present_values(sides: Sequence[_Side], v: Floats) -> tuple[Floats, Floats, Floats]:
    """What comes in and what goes out, v being 1/(1+i), and how much later the one on average."""
    (inflows, later), (outflows, sooner) = (side.at(v) for side in sides)
    return inflows, outflows, later - sooner


def _sign_at(sides: Sequence[_Side], rates: Floats) -> Floats:
    """Sign of present value at a rate each."""
    comes, goes, _ = _present_values(sides, 1.0 / (1.0 + rates))
    return _sign(comes, goes)


def _sign(inflows: Floats, outflows: Floats) -> Floats:
    """Sign of present value, 0 where it is lost in rounding."""
    value = inflows - outflows
    return np.where(np.abs(value) <= _NEAR * (inflows + outflows), 0.0, np.sign(value))
