"""What a better answer would be worth, and the return with a margin of safety.

Functions of plain arrays: draws on the one axis, money in the scenario's currency.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from roi_model.engine.arrays import Floats

KNOTS = (0.1, 0.3, 0.5, 0.7, 0.9)


def evpi(npv: ArrayLike) -> float:
    """Value of knowing everything before saying go or no: E[max(npv, 0)] − max(E[npv], 0).

    >>> evpi([50_000.0] * 6 + [-40_000.0] * 4)
    16000.0
    """
    worth = np.asarray(npv, dtype=np.float64)
    return float(np.maximum(worth, 0.0).mean() - max(float(worth.mean()), 0.0))


def evppi(value: ArrayLike, npv: ArrayLike) -> float:
    """Value of knowing one input before saying go or no, at most that of knowing everything.

    `value` holds the input's draws, `npv` what the plan was worth in each. E[npv | input] is
    fitted; its spread is what one would know. Source: Strong, Oakley and Brennan, "Estimating
    multiparameter partial expected value of perfect information", Medical Decision Making 2014.

    >>> value = np.linspace(-1, 3, 401)
    >>> round(evppi(value, 1000 * value), 1) == round(evpi(1000 * value), 1)
    True
    """
    worth = np.asarray(npv, dtype=np.float64)
    known = evpi(fitted(np.asarray(value, dtype=np.float64), worth))
    return min(max(known, 0.0), evpi(worth))


def fitted(value: Floats, outcome: Floats) -> Floats:
    """E[outcome | value]: a cubic spline with knots at quantiles, drawn in by what noise it fits.

    A spline also follows the noise a little; it is shrunk to its mean so that its variance is the
    adjusted R² of the regression, else inputs that matter nothing would seem to.
    """
    spread = float(value.std())
    if spread == 0.0:
        return np.full(outcome.shape, outcome.mean())
    x = (value - value.mean()) / spread
    knots = np.unique(np.quantile(x, KNOTS))
    columns = [x**power for power in range(4)]
    columns += [np.maximum(x - knot, 0.0) ** 3 for knot in knots]
    basis = np.stack(columns, axis=1)
    weights, rank = _least_squares(basis, outcome)
    fit = np.einsum("ij,j->i", basis, weights)
    total, left = float(outcome.var()), float((outcome - fit).var())
    spare = len(outcome) - rank
    if total == 0.0 or spare <= 0:
        return np.asarray(fit)
    explained = 1.0 - left / total
    adjusted = 1.0 - (left / total) * (len(outcome) - 1) / spare
    shrunk = np.sqrt(max(adjusted, 0.0) / explained) if explained > 0 else 0.0
    return np.asarray(outcome.mean() + shrunk * (fit - fit.mean()))


ROWS = 64
"""So many at a time: LAPACK wakes its threads for more, which on a busy machine wait for each other
longer than the sum takes (20 ms an input instead of one)."""


def _least_squares(basis: Floats, outcome: Floats) -> tuple[Floats, int]:
    """The weights of a basis, and its rank: as `np.linalg.lstsq`, a few rows at a time.

    The triangle of a block stands for all of its rows, and the triangles of blocks for them all.
    """
    both: Floats = np.column_stack((basis, outcome))
    width = both.shape[1]
    while len(both) > ROWS:
        blocks = np.zeros((-(-len(both) // ROWS), ROWS, width))
        blocks.reshape(-1, width)[: len(both)] = both
        both = np.asarray(np.linalg.qr(blocks, mode="r")).reshape(-1, width)
    smallest = float(np.finfo(np.float64).eps) * max(basis.shape)
    weights, _, rank, _ = np.linalg.lstsq(both[:, :-1], both[:, -1], rcond=smallest)
    return np.asarray(weights, dtype=np.float64), int(rank)


def adjusted_roi(
    gross_profit: float, investment: float, *, profit_cut: float, investment_rise: float
) -> float | None:
    """roi with gross profit cut and investment raised by these shares; None without investment.

    >>> round(adjusted_roi(120_000, 50_000, profit_cut=0.10, investment_rise=0.10), 3)
    0.964
    """
    spent = investment * (1.0 + investment_rise)
    return (gross_profit * (1.0 - profit_cut) - spent) / spent if spent else None
