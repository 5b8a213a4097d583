"""Conversion from deals of which some are still open: a mixture cure model.

A share c of the deals will be won, after a time with distribution F; the others never. A deal won
at t tells c·f(t), one still open at age a tells 1 − c·F(a), a lost one 1 − c. Won over all deals
is too low while deals are young, won over closed ones too high or too low as losses are written
down late or early.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from roi_model.actuals.estimates.posterior import Posterior
from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

PRIOR = (1.0, 1.0)
"""Beta(1, 1): before the data every conversion is as likely as any other."""
_POINTS = 4000
_NEGLIGIBLE = -40.0
_ZOOMS = 4


def gamma_share(age: ArrayLike, mean: ArrayLike, cv: ArrayLike) -> Floats:
    """Share of the deals to be won that is won by `age`: F, a gamma law; months, broadcasting.

    cv = 0: nobody before `mean`, everybody from it on. Source: MODEL 2.2.

    >>> gamma_share([0.0, 3.0, 30.0], 3.0, 1.0).round(4).tolist()
    [0.0, 0.6321, 1.0]
    """
    with LATE:
        from scipy.special import gammainc

    at, mean, cv = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (age, mean, cv)))
    spread = (cv > 0) & (mean > 0)
    shape = 1.0 / np.where(spread, cv, 1.0) ** 2
    scaled = np.maximum(at, 0.0) * shape / np.where(spread, mean, 1.0)
    return np.where(spread, gammainc(shape, scaled), (at >= mean).astype(np.float64))


def conversion(
    won: float,
    matured: ArrayLike = (),
    lost: float = 0.0,
    *,
    counts: ArrayLike | None = None,
    prior: tuple[float, float] = PRIOR,
) -> Posterior:
    """The posterior of the conversion c on a grid, the distribution F of the time being known.

    `matured` is F(age) of the deals still open, `counts` how many deals each stands for (1 by
    default). Without open deals it is the Beta posterior of a plain rate. Raises ValueError for
    shares outside 0..1 or negative counts. Source: MODEL 6.

    >>> rate = conversion(15, lost=35)
    >>> round(rate.mean, 3), [round(edge, 3) for edge in rate.interval()]
    (0.308, [0.191, 0.438])
    """
    shares = np.atleast_1d(np.asarray(matured, dtype=np.float64))
    numbers = np.ones(shares.size) if counts is None else np.asarray(counts, dtype=np.float64)
    if shares.size and not (shares.min() >= 0 and shares.max() <= 1):
        raise ValueError(f"matured: {shares.min():g} to {shares.max():g}; allowed: 0 to 1")
    if min(won, lost, numbers.min(initial=0.0)) < 0:
        raise ValueError("won, lost, counts: a number of deals is 0 or more")
    distinct, where = np.unique(shares, return_inverse=True)
    numbers = np.asarray(np.bincount(where, numbers, distinct.size), dtype=np.float64)
    low, high = 0.0, 1.0
    for _ in range(_ZOOMS):  # a million deals leave a peak far narrower than the first grid
        edges = np.linspace(low, high, _POINTS + 1)
        c = (edges[:-1] + edges[1:]) / 2
        log = (won + prior[0] - 1) * np.log(c) + (lost + prior[1] - 1) * np.log1p(-c)
        for share, number in zip(distinct, numbers, strict=True):
            log += number * np.log1p(-c * share)
        log -= log.max()
        live = np.flatnonzero(log > _NEGLIGIBLE)
        if live.size > _POINTS / 4:
            break
        low, high = float(edges[live[0]]), float(edges[live[-1] + 1])
    return Posterior(c, np.exp(log))


def corrected(won: float, matured: ArrayLike) -> float | None:
    """Won deals over those that could have been won by now: Σ F(age) of all deals, won or not.

    None where no deal has had any time.

    >>> corrected(26, [0.5] * 600)
    0.08666666666666667
    """
    time = float(np.sum(np.asarray(matured, dtype=np.float64)))
    return float(won) / time if time > 0 else None
