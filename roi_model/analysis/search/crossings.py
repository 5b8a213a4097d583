"""Where a figure crosses a level as one input moves over its range: first seen, then closed in on.

All inputs are searched at once: a run holds the same step of every search.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.engine.arrays import Floats

STEPS = 24
_EVEN = np.arange(1, 8) / 8.0
_ROUNDS = 60
Gaps = Callable[[NDArray[np.intp], Floats], Floats]
"""From positions of searches and values of their inputs, how far the figure is above the level."""


@dataclass(frozen=True)
class Bracket:
    """Two neighbouring values between which a figure changes sides, and its distance at both."""

    search: int
    low: float
    high: float
    gap_low: float
    gap_high: float


def grid(value: float, low: float, high: float, step: float, *, whole: bool = False) -> Floats:
    """Values to try from `low` to `high`, the closer together the nearer to `value`, itself one.

    Every whole number for a whole input; else steps that grow in a constant ratio.

    >>> grid(2.0, 1.0, 4.0, 1.0, whole=True).tolist()
    [1.0, 2.0, 3.0, 4.0]
    """
    if whole:
        return np.arange(low, high + 1.0)
    first = max(abs(value) * 0.02, step * 0.1)
    offsets = [
        _growing(min(first, room / STEPS), room) if room > 0 else np.empty(0)
        for room in (value - low, high - value)
    ]
    inside = np.concatenate([value - offsets[0][::-1], [value], value + offsets[1]])
    made = np.clip(inside, low, high)
    if value > low:
        made[0] = low
    if value < high:
        made[-1] = high
    return np.asarray(made)


def _growing(first: float, room: float) -> Floats:
    return np.asarray(first * (room / first) ** np.linspace(0.0, 1.0, STEPS))


def sides(gaps: Floats, *, missing: int) -> NDArray[np.int8]:
    """1 at or above the level, −1 below, `missing` where the figure is undefined (0: unknown)."""
    known = np.where(gaps >= 0, 1, -1)
    return np.where(np.isnan(gaps), missing, known).astype(np.int8)


def brackets(search: int, values: Floats, gaps: Floats, *, missing: int) -> list[Bracket]:
    """Every pair of neighbours on known and different sides of the level, in order of value."""
    side = sides(gaps, missing=missing)
    found = np.flatnonzero(side[:-1] * side[1:] == -1)
    return [
        Bracket(search, *(float(v) for v in (values[i], values[i + 1], gaps[i], gaps[i + 1])))
        for i in found
    ]


def close_in(found: list[Bracket], gaps: Gaps, *, missing: int) -> list[Bracket]:
    """The same brackets, as narrow as floating point resolves.

    Each round tries in each bracket seven even steps, which alone would do, and where a straight
    line crosses with a little on both sides, which does it in a few rounds for a smooth figure.
    """
    search = np.array([b.search for b in found], dtype=np.intp)
    low, high, at_low, at_high = (
        np.array([getattr(b, name) for b in found])
        for name in ("low", "high", "gap_low", "gap_high")
    )
    span = high - low
    for _ in range(_ROUNDS):
        width = high - low
        resolved = 4e-16 * np.maximum(np.abs(low), np.abs(high)) + 1e-17 * span
        live = np.flatnonzero(width > 2 * resolved)
        if not live.size:
            break
        tried = np.sort(_points(low[live], high[live], at_low[live], at_high[live]), axis=1)
        reached = gaps(np.repeat(search[live], tried.shape[1]), tried.reshape(-1))
        tried = np.column_stack([low[live], tried, high[live]])
        heights = np.column_stack([at_low[live], reached.reshape(len(live), -1), at_high[live]])
        # The first neighbours on different sides; an unknown side counts as that of the low end.
        side = sides(heights, missing=missing)
        side = np.where(side == 0, side[:, :1], side)
        last = (side[:, 1:] != side[:, :1]).argmax(axis=1)
        rows = np.arange(len(live))
        low[live], high[live] = tried[rows, last], tried[rows, last + 1]
        at_low[live], at_high[live] = heights[rows, last], heights[rows, last + 1]
        if (high[live] - low[live] >= width[live]).all():
            break
    return [
        Bracket(int(s), *(float(v) for v in ends))
        for s, *ends in zip(search, low, high, at_low, at_high, strict=True)
    ]


def _points(low: Floats, high: Floats, at_low: Floats, at_high: Floats) -> Floats:
    width = (high - low)[:, None]
    even = low[:, None] + width * _EVEN
    with np.errstate(divide="ignore", invalid="ignore"):
        share = at_low / (at_low - at_high)
    share = np.where((share >= 0) & (share <= 1), share, 0.5)[:, None]
    near = np.clip(share + np.array([-1e-4, -1e-8, 0.0, 1e-8, 1e-4]), 0.0, 1.0)
    return np.concatenate([even, low[:, None] + width * near], axis=1)


def best_end(bracket: Bracket) -> float:
    """The end of a closed bracket at which the figure is nearest to the level."""
    gaps = [abs(g) if np.isfinite(g) else np.inf for g in (bracket.gap_low, bracket.gap_high)]
    return bracket.low if gaps[0] <= gaps[1] else bracket.high
