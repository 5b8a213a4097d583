"""Internal rate of return that knows when there is none, and when there are several.

The window is −0.9 < i ≤ 10 a period. Present value is a polynomial in v = 1/(1+i) for i ≥ 0, and
in u = 1+i (the flows reversed) below. On an interval the sign changes of its Bernstein
coefficients bound the number of roots: none means no root, one means exactly one, more means
halve and look again. All coefficients are positive mixtures of the flows, so nothing cancels.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from roi_model.draws import Floats

LOWEST, HIGHEST = -0.9, 10.0
FOUND, NO_SIGN_CHANGE, NO_ROOT, MULTIPLE_ROOTS = 0, 1, 2, 3
_HALVINGS = 40
_NEAR = 1e-13
"""Bernstein coefficients this small beside the flows are 0: a root touched, not crossed."""


def irr_with_reason(flows: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """The rate per period of each row of `flows` (n, periods), and why there is none.

    The rate is NaN where the second array is not FOUND: NO_SIGN_CHANGE, NO_ROOT (none in the
    window) or MULTIPLE_ROOTS. Period 0 comes first.
    """
    flows = flows / np.maximum(np.abs(flows).max(axis=-1, keepdims=True), 1e-300)
    reasons = np.full(len(flows), NO_SIGN_CHANGE, dtype=np.int8)
    rates = np.full(len(flows), np.nan)
    mixed = np.flatnonzero((flows > 0).any(axis=-1) & (flows < 0).any(axis=-1))
    if not mixed.size:
        return rates, reasons
    chosen = flows[mixed]
    counts, low, high = _isolate(chosen)
    reasons[mixed] = np.where(counts == 1, FOUND, np.where(counts == 0, NO_ROOT, MULTIPLE_ROOTS))
    single = counts == 1
    if single.any():
        rates[mixed[single]] = _bisect(chosen[single], low[single], high[single])
    return rates, reasons


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


def _isolate(flows: Floats) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Distinct roots in the window by row, and a bracket of i for the rows with just one."""
    count = len(flows)
    degree = flows.shape[1] - 1
    roots = np.zeros(count, dtype=np.intp)
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    size = np.abs(flows).max(axis=1)
    at_zero = flows.sum(axis=1)
    touches = np.abs(at_zero) <= _NEAR * size
    roots[touches] += 1
    low[touches] = high[touches] = 0.0
    for reverse in (False, True):
        # v = 1/(1+i) from 1/11 to 1, or u = 1+i from 0.1 to 1
        a = 1.0 + LOWEST if reverse else 1.0 / (1.0 + HIGHEST)
        side = flows[:, ::-1] if reverse else flows
        table = side @ _bernstein(degree, a, 1.0)
        table[touches, -1] = 0.0  # the root at i = 0 is counted already
        rows = np.arange(count)
        left, right = np.full(count, a), np.ones(count)
        for halving in range(_HALVINGS + 1):
            scale = np.abs(table).max(axis=1, keepdims=True)
            signs = np.sign(np.where(np.abs(table) <= _NEAR * scale, 0.0, table))
            changes = _sign_changes(signs)
            one = changes == 1
            at = rows[one]
            np.add.at(roots, at, 1)
            ends = np.sort(_rate(np.stack((left[one], right[one])), reverse), axis=0)
            low[at], high[at] = ends
            more = changes > 1
            if halving == _HALVINGS:  # closer than 1e-12: one root met several times
                np.add.at(roots, rows[more], 1)
                ends = np.sort(_rate(np.stack((left[more], right[more])), reverse), axis=0)
                low[rows[more]], high[rows[more]] = ends
                break
            more &= roots[rows] < 2
            if not more.any():
                break
            rows, left, right = rows[more], left[more], right[more]
            table, halves = _halve(table[more])
            middle = (left + right) / 2
            # A root exactly at the middle belongs to neither half: count it here.
            mid = np.abs(halves[:, 0]) <= _NEAR * np.abs(table).max(axis=1)
            np.add.at(roots, rows[mid], 1)
            low[rows[mid]] = high[rows[mid]] = _rate(middle[mid], reverse)
            table[mid, -1] = 0.0
            halves[mid, 0] = 0.0
            rows, table = np.concatenate((rows, rows)), np.concatenate((table, halves))
            left, right = np.concatenate((left, middle)), np.concatenate((middle, right))
    return roots, low, high


def _sign_changes(signs: Floats) -> NDArray[np.intp]:
    """Sign changes along each row, zeros passed over."""
    filled = signs.copy()
    for column in range(1, filled.shape[1]):
        empty = filled[:, column] == 0
        filled[empty, column] = filled[empty, column - 1]
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


def present_values(rates: Floats, flows: Floats) -> Floats:
    """Σ flow_t (1+i)^−t by row, one rate a row."""
    periods = np.arange(flows.shape[-1])
    return np.asarray(np.einsum("...t,...t->...", flows, (1.0 + rates)[..., None] ** -periods))


def _bisect(flows: Floats, low: Floats, high: Floats) -> Floats:
    """The root between `low` and `high`: Newton steps kept inside a shrinking bracket."""
    periods = np.arange(flows.shape[1])
    low, high = low.copy(), high.copy()
    at_low = np.sign(present_values(low, flows))
    rate = 0.5 * (low + high)
    for _ in range(200):
        powers = (1.0 + rate)[:, None] ** -periods
        value = (flows * powers).sum(axis=1)
        slope = -(flows * powers * periods).sum(axis=1) / (1.0 + rate)
        same = np.sign(value) == at_low
        low = np.where(same, rate, low)
        high = np.where(same, high, rate)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = rate - value / slope
        inside = (newton > low) & (newton < high)
        following = np.where(inside, newton, 0.5 * (low + high))
        done = np.abs(following - rate) <= 1e-15 * (1.0 + np.abs(rate))
        rate = following
        if done.all():
            break
    return rate
