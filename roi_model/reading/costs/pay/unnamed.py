"""What the figures of a payroll's columns say where no heading does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CENT = 0.015
_ROWS = 2
_PARTS = 2
_WIDEST = 60
_HALF = 0.5
_WEEKS = 53


@dataclass(frozen=True)
class Unnamed:
    """Columns of a payroll that no heading tells: `aside` are parts of gross pay or what is left of
    it, `left` are in neither and may come on top; `total` is the one that adds these to gross pay.
    """

    left: list[int]
    aside: list[int]
    total: int | None = None


def unnamed(value: Mapping[int, NDArray[np.float64]], gross: int) -> Unnamed | None:
    """What the figures of a payroll's columns say where headings do not; None where nothing is
    proved: some column must be gross pay less another, or less several side by side.

    What may come on top is paid beside most gross pay, and is no more than half of it.

    >>> pay = {0: [1000., 1500.], 1: [100., 200.], 2: [50., 60.], 3: [850., 1240.], 4: [80., 120.]}
    >>> unnamed({column: np.array(one) for column, one in pay.items()}, 0)
    Unnamed(left=[4], aside=[1, 2, 3], total=None)
    """
    others = [c for c in sorted(value) if c != gross]
    if len(value[gross]) < _ROWS or not _ROWS <= len(others) <= _WIDEST:
        return None
    pay = value[gross]
    for net in others:
        taken, free = pay - value[net], [c for c in others if c != net]
        off = _side_by_side(value, free, taken) if (taken >= -CENT).all() else []
        if not off or not (taken > CENT).any():
            continue
        rest = [c for c in free if c not in off]
        parts = {net, *off, *_side_by_side(value, rest, pay)}
        for whole in (net, *off):
            free = [c for c in rest if c not in parts]
            parts |= {*_side_by_side(value, free, value[whole], least=_PARTS)}
        left = [c for c in rest if c not in parts]
        there = pay > 0
        beside = [c for c in left if (value[c] >= 0).all() and (value[c] <= pay / 2)[there].all()
                  and (value[c] > 0)[there].mean() > _HALF and not _counts(value[c])]  # fmt: skip
        for total in left:
            above = _side_by_side(value, [c for c in beside if c != total], value[total] - pay)
            if above:
                return Unnamed(above, sorted(parts), total)
        return Unnamed(beside, sorted(parts))
    return None


def _counts(figures: NDArray[np.float64]) -> bool:
    """Whether figures may number weeks or months: whole, and no more than a year has."""
    return bool((figures == np.rint(figures)).all() and (figures <= _WEEKS).all())


def _side_by_side(
    value: Mapping[int, NDArray[np.float64]], columns: Sequence[int], whole: NDArray[np.float64],
    least: int = 1,
) -> list[int]:  # fmt: skip
    """The columns next to each other among some, at `least` so many, that add up to `whole` in
    every row; none where it is nothing."""
    if not columns or not (np.abs(whole) > CENT).any():
        return []
    sums = np.array([value[c].sum() for c in columns])
    upto, target = np.concatenate([[0.0], np.cumsum(sums)]), float(whole.sum())
    spans = upto[None, :] - upto[:, None] - target
    for first, end in np.argwhere(np.triu(np.abs(spans) < CENT * len(whole), least)):
        some = list(columns[first:end])
        if np.allclose(sum(value[c] for c in some), whole, atol=CENT):
            return some
    return []
