"""How often something happens, from counts by month beside what was expected of each month."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from roi_model.actuals.estimates.posterior import DRAWS, Posterior
from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

_LEAST = 3
"""Months from which on they tell how evenly something happens, and where it goes."""
_STEEPEST = 1.0


def intensity(counts: ArrayLike, expected: ArrayLike) -> Posterior:
    """What the counts are times the `expected` ones (1: as many): a Gamma posterior.

    Poisson counts with Jeffreys' prior; counts that scatter more than Poisson's tell as much less
    (quasi-Poisson: divided by Pearson's dispersion, from three months on). Raises ValueError where
    nothing is expected. Source: MODEL 6.

    >>> found = intensity([5, 3, 4, 3, 3], [7.5] * 5)
    >>> round(found.mean, 2), [round(end, 2) for end in found.interval()]
    (0.49, [0.29, 0.74])
    """
    with LATE:
        from scipy.special import gammaincinv

    number, usual = _pairs(counts, expected)
    loose = _dispersion(number, usual, 1)
    shape, exposure = number.sum() / loose + 0.5, usual.sum() / loose
    shares = (np.arange(DRAWS) + 0.5) / DRAWS
    return Posterior(gammaincinv(shape, shares) / exposure, np.ones(DRAWS))


def trend(counts: ArrayLike, expected: ArrayLike) -> Posterior | None:
    """Growth a month beside the expected counts, as a fraction; None with too few months.

    The counts being expected · e^(a + b·month), e^b − 1 on a grid of b, given their sum; how much
    they scatter is told around the best b.

    >>> round(trend([10, 20, 40, 80], [10] * 4).quantile(0.5), 1)
    1.0
    """
    number, usual = _pairs(counts, expected)
    if number.size < _LEAST or not number.sum() > 0:
        return None
    slope = np.linspace(-_STEEPEST, _STEEPEST, DRAWS + 1)
    month = np.arange(number.size) - (number.size - 1) / 2
    weights = usual * np.exp(slope[:, None] * month)
    log = slope * (number @ month) - number.sum() * np.log(weights.sum(axis=1))
    log /= _dispersion(number, weights[np.argmax(log)], 2)
    return Posterior(np.expm1(slope), np.exp(log - log.max()))


def _pairs(counts: ArrayLike, expected: ArrayLike) -> tuple[Floats, Floats]:
    number, usual = (np.asarray(v, dtype=np.float64) for v in (counts, expected))
    known = usual > 0
    if not known.any():
        raise ValueError("counts: nothing is expected in any month; needed: in one or more")
    return number[known], usual[known]


def _dispersion(number: Floats, usual: Floats, fitted: int) -> float:
    """Pearson's, with so many figures `fitted`: 1 for Poisson counts and for what scatters less."""
    if number.size < _LEAST or not number.sum() > 0:
        return 1.0
    due = usual * number.sum() / usual.sum()
    return max(1.0, float(((number - due) ** 2 / due).sum() / (number.size - fitted)))
