"""Rates of return of long series, up to thousands of months: in logarithms, where none overflows.

With x = log(1 + i) present value is g(x) = Σ flow·e^(−t·x). Around the middle of an interval g and
its slope are bounded by what they are there and by how much they can bend. Where that rules out a
root, or a second one, the interval is told; where it does not, it is halved.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats

LONG = 250
"""Periods beyond which powers of the lowest rate leave what a float64 holds."""
_NARROW = 1e-8
_HALVINGS = 64
_BATCH = 256

Rows = NDArray[np.intp]


def roots_of_long(flows: Floats, lowest: float, highest: float) -> tuple[Rows, Floats]:
    """The row and the rate per period of every root in lowest < i ≤ highest.

    `flows` is (rows, periods), period 0 first. A root met without crossing counts as one.

    >>> rows, rates = roots_of_long(np.array([[-100.0, 110.0] + [0.0] * 600]), -0.9, 10.0)
    >>> rows.tolist(), rates.round(9).tolist()
    ([0], [0.1])
    """
    with np.errstate(divide="ignore"):
        sizes = np.log(np.abs(flows))
    signs = np.sign(flows)
    rows = np.arange(len(flows))
    left = np.full(len(flows), np.log1p(lowest))
    right = np.full(len(flows), np.log1p(highest))
    found: list[tuple[Rows, Floats]] = []
    while len(rows):
        middle = 0.5 * (left + right)
        none, steady = _bounds(sizes, signs, rows, middle, 0.5 * (right - left))
        narrow = ~none & ~steady & (right - left < _NARROW)
        ends = np.flatnonzero(steady | narrow)
        starts = _side(sizes, signs, rows[ends], left[ends])
        stops = _side(sizes, signs, rows[ends], right[ends])
        crossed = ends[(starts * stops < 0) | ((stops == 0) & (starts != 0))]
        found.append((rows[crossed], _crossing(sizes, signs, rows[crossed], left[crossed],
                                               right[crossed])))  # fmt: skip
        touched = np.flatnonzero(narrow)
        touched = touched[_side(sizes, signs, rows[touched], middle[touched]) == 0]
        found.append((rows[touched], middle[touched]))
        more = ~none & ~steady & ~narrow
        rows, left, middle, right = rows[more], left[more], middle[more], right[more]
        rows = np.concatenate((rows, rows))
        left, right = np.concatenate((left, middle)), np.concatenate((middle, right))
    at, places = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return at, np.asarray(np.expm1(places))


def _bounds(
    sizes: Floats, signs: Floats, rows: Rows, middle: Floats, half: Floats
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which intervals hold no root, and in which others present value only rises or only falls."""
    times = np.arange(float(sizes.shape[1]))
    none, steady = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    for start in range(0, len(rows), _BATCH):
        part = slice(start, start + _BATCH)
        sign, reach = signs[rows[part]], half[part]
        weight = _weights(sizes, rows[part], middle[part])
        # seen from the mean period, where a common growth is taken out: it moves no root
        apart = times - (weight @ times)[:, None]
        value = np.abs((weight * sign).sum(axis=1))
        slope = np.abs((weight * sign * apart).sum(axis=1))
        with np.errstate(over="ignore", invalid="ignore"):
            growth = np.where(weight > 0, weight * np.exp(np.abs(apart) * reach[:, None]), 0.0)
            bend = (growth * apart**2).sum(axis=1)
        small = _noise(sizes, middle[part])
        none[part] = value > slope * reach + 0.5 * bend * reach**2 + small
        steady[part] = ~none[part] & (slope > bend * reach)
    return none, steady


def _weights(sizes: Floats, rows: Rows, places: Floats) -> Floats:
    """What each flow weighs at a place each; a row adds up to 1."""
    terms = sizes[rows] - np.arange(float(sizes.shape[1])) * places[:, None]
    weight = np.exp(terms - terms.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


def _value(sizes: Floats, signs: Floats, rows: Rows, places: Floats) -> Floats:
    """Present value at a place each, as a share of all that comes and goes."""
    value = np.empty(len(rows))
    for start in range(0, len(rows), _BATCH):
        part = slice(start, start + _BATCH)
        value[part] = (_weights(sizes, rows[part], places[part]) * signs[rows[part]]).sum(axis=1)
    return value


def _noise(sizes: Floats, places: Floats) -> Floats:
    """The share of present value that may be rounding: t·x is rounded, and so are the sums."""
    return np.asarray(2e-14 + 4e-16 * sizes.shape[1] * np.abs(places))


def _side(sizes: Floats, signs: Floats, rows: Rows, places: Floats) -> Floats:
    """Sign of present value at a place each, 0 where it is lost in rounding."""
    value = _value(sizes, signs, rows, places)
    return np.where(np.abs(value) <= _noise(sizes, places), 0.0, np.sign(value))


def _crossing(sizes: Floats, signs: Floats, rows: Rows, left: Floats, right: Floats) -> Floats:
    """The place between two ends where present value changes its sign, by halving."""
    begins = _side(sizes, signs, rows, left)
    for _ in range(_HALVINGS if len(rows) else 0):
        middle = 0.5 * (left + right)
        same = np.sign(_value(sizes, signs, rows, middle)) == begins
        left, right = np.where(same, middle, left), np.where(same, right, middle)
    return 0.5 * (left + right)
