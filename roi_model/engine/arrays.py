"""Tools for arrays whose first axis is the months 0..H, then streams, then draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Number: TypeAlias = "float | Floats"
ONE_THREAD = 200_000
"""Multiplications of matrices up to which BLAS starts no threads."""
FEW = 50
"""Numbers a month up to which the calls themselves are what takes time."""


def row(value: Number) -> Floats:
    """A value as an array of shape (1,) or (n,); one that varies by month as it is."""
    if isinstance(value, np.ndarray) and value.ndim:
        return value
    return np.array([value], dtype=np.float64)


def column(values: Sequence[Number]) -> Floats:
    """Values of several things stacked to shape (things, 1), or (things, n) where some vary.

    With months in front, (H+1, things, n), where one is given by month, shape (H+1, n).
    """
    size, months, plain = 1, 0, True
    for value in values:
        if isinstance(value, np.ndarray) and value.ndim:
            plain = False
            size = max(size, value.shape[-1])
            months = max(months, len(value) if value.ndim > 1 else 0)
    if plain:
        return np.array(values, dtype=np.float64)[:, None]
    if not months:
        made = np.empty((len(values), size))
        for position, value in enumerate(values):
            made[position] = value
        return made
    by_month = np.empty((months, len(values), size))
    for position, value in enumerate(values):
        by_month[:, position] = value
    return by_month


def picked(values: Floats, chosen: NDArray[np.intp]) -> Floats:
    """Some of the draws on the last axis; what no draw moves is as it is."""
    return values if values.shape[-1] == 1 else values[..., chosen]


def columns(named: Mapping[str, Sequence[Number]]) -> dict[str, Floats]:
    """`column` of each; one table for all that vary by nothing, instead of a call for each."""
    plain = [name for name, values in named.items() if not any(map(_varies, values))]
    made = dict(zip(plain, np.array([named[name] for name in plain])[..., None], strict=True))
    return {name: made[name] if name in made else column(named[name]) for name in named}


def least(one: Number, other: Number) -> Number:
    """The smaller of two; of plain numbers without a call for arrays."""
    if _varies(one) or _varies(other):
        return np.minimum(one, other)
    return min(one, other)


def most(one: Number, other: Number) -> Number:
    """The larger of two."""
    if _varies(one) or _varies(other):
        return np.maximum(one, other)
    return max(one, other)


def anywhere(found: Any) -> bool:
    """Whether something is not 0 in any draw; of one thing, whether it is."""
    return bool(np.count_nonzero(found)) if _varies(found) else bool(found)


def smallest(value: Number) -> float:
    """The smallest of the draws; a plain number itself."""
    return float(np.minimum.reduce(value)) if _varies(value) else value  # type: ignore[return-value]


def largest(value: Number) -> float:
    """The largest of them."""
    return float(np.maximum.reduce(value)) if _varies(value) else value  # type: ignore[return-value]


def _varies(value: Any) -> bool:
    return isinstance(value, np.ndarray)


def convolve(volumes: Floats, weights: Floats) -> Floats:
    """Σ_s volumes_s · weights_{m−s} for every month m, shape (H+1, streams, n).

    Walks over the lags, over the cohorts, or over the months in which the volume changes
    (against cumulated weights), whichever are fewest: a steady campaign changes twice, a fixed
    cycle has two lags.
    """
    lags, cohorts = _used(weights), _used(volumes)
    changes = volumes.copy()
    changes[1:] -= volumes[:-1]
    turns = _used(changes)
    if len(turns) < min(len(lags), len(cohorts)):
        return _shifted_sum(running_sum(weights), changes, turns)
    add_up = _shifted_sum if 2 * min(len(lags), len(cohorts)) < len(volumes) else _sliding_sum
    if len(lags) <= len(cohorts):
        return add_up(volumes, weights, lags)
    return add_up(weights, volumes, cohorts)


def product(few: Floats, many: Floats) -> Floats:
    """few @ many, some columns at a time: for more BLAS starts threads, which wait for others'."""
    found = np.empty((len(few), many.shape[1]))
    step = max(1, ONE_THREAD // few.size)
    for at in range(0, many.shape[1], step):
        np.matmul(few, many[:, at : at + step], out=found[:, at : at + step])
    return found


def running_sum(monthly: Floats) -> Floats:
    """Sum over the months up to each."""
    return _running(np.add, monthly)


def running_product(monthly: Floats) -> Floats:
    """Product over the months up to each."""
    return _running(np.multiply, monthly)


def _running(of_two: np.ufunc, monthly: Floats) -> Floats:
    """Whole rows of draws at a time: ten times as fast as NumPy's own `accumulate`."""
    if monthly[0].size < FEW:
        return np.asarray(of_two.accumulate(monthly, axis=0))
    total = monthly.copy()
    for before, here in pairwise(total):
        of_two(here, before, out=here)
    return total


def _used(monthly: Floats) -> NDArray[np.intp]:
    """The months in which anything is not 0."""
    rows = monthly.reshape(len(monthly), -1)
    return np.flatnonzero(rows if rows.shape[1] == 1 else rows.any(axis=1))


def _shifted_sum(moving: Floats, fixed: Floats, steps: NDArray[np.intp]) -> Floats:
    """Σ over `steps` of `moving` shifted by the step, times `fixed` at that step."""
    months = len(moving)
    total = np.zeros((months, *np.broadcast_shapes(moving.shape[1:], fixed.shape[1:])))
    if not len(steps):
        return total
    first, *others = steps.tolist()
    np.multiply(moving[: months - first], fixed[first], out=total[first:])
    product = np.empty_like(total)
    for step in others:
        part = product[: months - step]
        np.multiply(moving[: months - step], fixed[step], out=part)
        total[step:] += part
    return total


def _sliding_sum(moving: Floats, fixed: Floats, steps: NDArray[np.intp]) -> Floats:
    """The same by month of the result: faster where the steps are most of the months."""
    months, first, last = len(moving), steps[0], steps[-1]
    total = np.zeros((months, *np.broadcast_shapes(moving.shape[1:], fixed.shape[1:])))
    for month in range(first, months):
        end = min(month, last) + 1
        shifted = moving[month - end + 1 : month - first + 1][::-1]
        np.einsum("msn,msn->sn", fixed[first:end], shifted, out=total[month])
    return total


def over_streams(monthly: Floats, weight: Floats) -> Floats:
    """Σ over streams of a monthly array times a weight per stream, shape (H+1, n)."""
    if monthly.shape[1] == 1:
        return np.asarray(monthly[:, 0] * weight[0])
    return np.asarray(np.einsum("msn,sn->mn", monthly, weight))
