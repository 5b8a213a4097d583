"""Conversion and sales cycle together, from won, lost and open deals: neither is known alone.

Young deals still open may be slow or may be lost: a longer cycle and a higher conversion explain
them alike. So both are estimated jointly, and the doubt about the one widens the other's interval.

The model of one deal: won with probability c, after a gamma time (mean, cv); else lost, and a
share q of the losses is written down, after a gamma time of its own; the others stay open for
ever. What a deal tells is then
    won at t     c·f(t)                       known only by age a:  c·F(a)
    lost at t    (1 − c)·q·l(t)                                     (1 − c)·q·L(a)
    open at a    c·(1 − F(a)) + (1 − c)·(1 − q·L(a))
Without a loss in the file q is 0, and an open deal tells 1 − c·F(a), as in MODEL 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from roi_model.actuals.estimates.conversion import gamma_share
from roi_model.actuals.estimates.law import Law, age_nodes, open_share
from roi_model.actuals.estimates.pipeline import CALENDAR_DAYS_A_MONTH, Pipeline
from roi_model.actuals.estimates.posterior import DRAWS, Posterior
from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

# Weak beliefs about a business cycle, the same whatever the plan says: logarithms, mean and sd.
# 95 % of it: a mean between 0.4 and 21 months, a cv between 0.2 and 1.6.
_MEAN = (np.log(3.0), 1.0)
_CV = (np.log(0.6), 0.5)
_GROUPS = 32
_FREEDOM = 5.0
_WIDER = 2.0
_PILOTS = 2
_STEP = 1e-3
_HALVINGS = 50
FEWEST = 10
"""Closed deals below which the plan's rate and cycle keep their place in a re-forecast."""
_LAWS = 500
"""Laws of the posterior over which a chance is the mean."""


@dataclass(frozen=True)
class Fit:
    """What the deals tell: conversion (a fraction), mean cycle (months) and its cv.

    And of the losses, where any is written down: time (months), its cv, and the share ever told.
    """

    conversion: Posterior
    cycle_months: Posterior
    cycle_cv: Posterior
    losses: tuple[Posterior, Posterior, Posterior] | None = None

    @cached_property
    def likely(self) -> Law:
        """The middle of each figure, as one law."""
        rate, mean, cv = (
            np.array([one.quantile(0.5)])
            for one in (self.conversion, self.cycle_months, self.cycle_cv)
        )
        losses = [np.array([one.quantile(0.5)]) for one in self.losses or ()]
        return Law(rate, mean, cv, (losses[0], losses[1], losses[2]) if losses else None)

    def laws(self, rows: NDArray[np.intp]) -> Law:
        """The laws of these rows of the joint posterior."""
        losses = [one.values[rows] for one in self.losses or ()]
        return Law(
            self.conversion.values[rows],
            self.cycle_months.values[rows],
            self.cycle_cv.values[rows],
            (losses[0], losses[1], losses[2]) if losses else None,
        )

    def signing(self, ages: Floats, until: Floats) -> Floats:
        """Chance that a deal open at each age signs between each two neighbours of `until`.

        In months from now on; the mean over the posterior, shape (ages, len(until) − 1).
        """
        nodes, which = age_nodes(ages)
        laws = self.laws(self.conversion.rows(_LAWS))
        return np.asarray(laws.signing(nodes, until).mean(axis=0)[which])

    def chance(self, ages: Floats) -> Floats:
        """Chance that a deal open at each age still signs, whenever."""
        return self.signing(ages, np.array([0.0, np.inf]))[:, 0]

    def share(self, deals: Pipeline) -> float:
        """Share of `deals` won in the end: those won, and each open one's chance by its age.

        The chance of an open deal is that of the mixture, at the share itself: the most likely
        share, time and losses being as fitted. Closed deals alone are counted plainly.
        """
        count = len(deals)
        to_win, untold = self.likely.still(deals.open)
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            share = (low + high) / 2
            open_won = share * to_win / open_share(share, to_win, untold)
            expected = deals.won_count + float(open_won.sum())
            low, high = (share, high) if expected > share * count else (low, share)
        return (low + high) / 2


def fit(pipeline: Pipeline, *, seed: int = 0, draws: int = DRAWS) -> Fit:
    """Estimate conversion and cycle jointly; the intervals carry the doubt about all of it.

    Importance sampling around the most likely values with a fixed seed: the same deals give the
    same figures. Raises ValueError without a deal.

    >>> rng = np.random.default_rng(1)
    >>> time, age = rng.gamma(4, 0.75, 400), rng.uniform(0, 12, 400)
    >>> won = (rng.random(400) < 0.3) & (time < age)
    >>> found = fit(Pipeline(won=time[won], open=age[~won]))
    >>> round(found.conversion.mean, 1), round(found.cycle_months.quantile(0.5))
    (0.3, 3)
    """
    if not len(pipeline):
        raise ValueError("fit: no deal; needed: one or more")
    told = _Told(pipeline)
    centre, scale = _peak(told)
    rng = np.random.default_rng(seed)
    for _ in range(_PILOTS):  # a lopsided posterior: look again, from where its mass was found
        thetas, weights = _sample(told, centre, scale, rng, draws // 4)
        centre = weights @ thetas / weights.sum()
        apart = thetas - centre
        cover = (apart * weights[:, None]).T @ apart / weights.sum()
        scale = np.linalg.cholesky(cover + 1e-6 * np.eye(len(centre)))
    thetas, weights = _sample(told, centre, scale, rng, draws)
    rate, mean, cv, *losses = (
        Posterior(_rate(column) if at in (0, 5) else np.exp(column), weights)
        for at, column in enumerate(thetas.T)
    )
    return Fit(rate, mean, cv, (losses[0], losses[1], losses[2]) if losses else None)


class _Told:
    """The log posterior of many candidates at once: logit c, log mean, log cv, the losses' own."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.won = _Times(pipeline.won)
        self.lost = _Times(pipeline.lost)
        self.won_by = _grouped(pipeline.won_by)
        self.lost_by = _grouped(pipeline.lost_by)
        self.open = _grouped(pipeline.open)
        self.losses = self.lost.count + float(self.lost_by[1].sum()) > 0
        self.size = 6 if self.losses else 3

    def start(self) -> Floats:
        won = self.won.count + float(self.won_by[1].sum())
        rest = self.lost.count + float(self.lost_by[1].sum()) + float(self.open[1].sum())
        begin = [np.log((won + 1) / (rest + 1)), self.won.log_mean(), _CV[0]]
        if self.losses:
            begin += [self.lost.log_mean(), _CV[0], 0.0]
        return np.array(begin)

    def __call__(self, theta: Floats) -> Floats:
        """Log posterior density of candidates (n, size) in these coordinates, shape (n,)."""
        c, mean, cv = _rate(theta[:, 0]), np.exp(theta[:, 1]), np.exp(theta[:, 2])
        yes, no = _log_rate(theta[:, 0]), _log_rate(-theta[:, 0])
        won = self.won.count + float(self.won_by[1].sum())
        # The uniform prior of c in the coordinate logit c is c·(1 − c).
        total = (won + 1) * yes + no + self.won.log_density(mean, cv)
        total += _normal(theta[:, 1], *_MEAN) + _normal(theta[:, 2], *_CV)
        total += _log_sum(self.won_by, gamma_share(self.won_by[0][:, None], mean, cv))
        still = c * (1.0 - gamma_share(self.open[0][:, None], mean, cv))
        if not self.losses:
            return np.asarray(total + _log_sum(self.open, still + (1.0 - c)))
        slow, spread = np.exp(theta[:, 3]), np.exp(theta[:, 4])
        lost = self.lost.count + float(self.lost_by[1].sum())
        told, untold = _log_rate(theta[:, 5]), _log_rate(-theta[:, 5])
        total += lost * (no + told) + told + untold + self.lost.log_density(slow, spread)
        total += _normal(theta[:, 3], *_MEAN) + _normal(theta[:, 4], *_CV)
        total += _log_sum(self.lost_by, gamma_share(self.lost_by[0][:, None], slow, spread))
        known = np.exp(told) * gamma_share(self.open[0][:, None], slow, spread)
        return np.asarray(total + _log_sum(self.open, still + (1.0 - c) * (1.0 - known)))


class _Times:
    """Times of one gamma law, reduced to what its density needs: count, sum, sum of logarithms."""

    def __init__(self, times: Floats) -> None:
        times = _over_the_day(times)
        self.count = times.size
        self.sum = float(times.sum())
        self.logs = float(np.log(times).sum())

    def log_mean(self) -> float:
        return float(np.log(self.sum / self.count)) if self.count else float(_MEAN[0])

    def log_density(self, mean: Floats, cv: Floats) -> Floats:
        with LATE:
            from scipy.special import gammaln

        shape = cv**-2.0
        rate = shape / mean
        return np.asarray(
            (shape - 1.0) * self.logs
            - rate * self.sum
            + self.count * (shape * np.log(rate) - gammaln(shape))
        )


def _over_the_day(times: Floats) -> Floats:
    """Equal times spread evenly over their day: a file knows days only, and says nothing finer.

    Without it deals that all took the same number of days would be of one mind to the second.
    """
    ordered = np.sort(times)
    _, first, size = np.unique(ordered, return_index=True, return_counts=True)
    rank = np.arange(ordered.size) - np.repeat(first, size)
    within = (rank + 0.5) / np.repeat(size, size) - 0.5
    return np.asarray(
        np.maximum(ordered + within / CALENDAR_DAYS_A_MONTH, ordered / (2.0 * times.size))
    )


def _grouped(ages: Floats) -> tuple[Floats, Floats]:
    """Ages as at most 32 groups of neighbours: the mean age of each, and how many it holds."""
    parts = np.array_split(np.sort(ages), _GROUPS)
    filled = [part for part in parts if part.size]
    return (
        np.array([part.mean() for part in filled], dtype=np.float64),
        np.array([part.size for part in filled], dtype=np.float64),
    )


def _log_sum(group: tuple[Floats, Floats], chances: Floats) -> Floats:
    return np.asarray(group[1] @ np.log(np.maximum(chances, 1e-300)))


def _rate(logit: Floats) -> Floats:
    return np.asarray(np.exp(_log_rate(logit)))


def _log_rate(logit: Floats) -> Floats:
    return -np.logaddexp(0.0, -logit)


def _normal(value: Floats, mean: float, sd: float) -> Floats:
    return np.asarray(-0.5 * ((value - mean) / sd) ** 2)


def _peak(told: _Told) -> tuple[Floats, Floats]:
    """The most likely candidate and the Cholesky factor of the spread around it."""
    with LATE:
        from scipy.optimize import minimize

    steps = _STEP * np.eye(told.size)

    def climb(theta: Floats) -> tuple[float, Floats]:
        around = told(np.vstack([theta, theta + steps, theta - steps]))
        slope = (around[1 : told.size + 1] - around[told.size + 1 :]) / (2 * _STEP)
        return -float(around[0]), -slope

    best: Floats = minimize(climb, told.start(), jac=True, method="BFGS").x
    values, vectors = np.linalg.eigh(-_curvature(told, best, steps))
    # No direction is wider than the prior leaves it, nor of no width at all.
    spread = np.clip(values, 0.25, None) ** -0.5
    return best, np.asarray(vectors * spread)


def _curvature(told: _Told, at: Floats, steps: Floats) -> Floats:
    """Second derivatives by central differences, one call for all of them."""
    size = told.size
    sums = (steps[:, None, :] + steps[None, :, :]).reshape(-1, size)
    apart = (steps[:, None, :] - steps[None, :, :]).reshape(-1, size)
    found = told(at + np.vstack([sums, -sums, apart, -apart])).reshape(4, size, size)
    return np.asarray((found[0] + found[1] - found[2] - found[3]) / (4 * _STEP**2))


def _sample(
    told: _Told, centre: Floats, scale: Floats, rng: np.random.Generator, draws: int
) -> tuple[Floats, NDArray[np.float64]]:
    """Candidates from two Student laws around `centre`, weighted by how likely they are.

    The second, twice as wide, reaches the far end of a lopsided posterior.
    """
    size = told.size
    z = rng.standard_normal((draws, size))
    z /= np.sqrt(rng.chisquare(_FREEDOM, (draws, 1)) / _FREEDOM)
    z[1::2] *= _WIDER
    thetas = centre + z @ scale.T
    square = (z**2).sum(axis=1) / _FREEDOM
    power = -(_FREEDOM + size) / 2
    near = power * np.log1p(square)
    far = power * np.log1p(square / _WIDER**2) - size * np.log(_WIDER)
    log = told(thetas) - np.logaddexp(near, far)
    return thetas, np.exp(log - log.max())
