"""What is known of a figure after looking at the data: weighted values, a mean, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from roi_model.engine.arrays import Floats

HIGH = 0.30
"""Width of the 95 % interval over the mean up to which a figure is reliable: about ±15 %."""
MEDIUM = 1.00
"""The same for a figure to be used with care: about ±50 %."""
WIDEST_RATE = 0.60
"""Width of the 95 % interval of a rate from which on it is known too badly to enter a re-forecast.

Without any deal it is 0.95. Four deals closed make about 0.5, one won among many open ones 0.94.
"""
WIDEST = 2.00
"""The same for what is no rate: the width over the figure itself, about ±100 %."""
DRAWS = 4000
"""Draws behind every figure that has no closed form."""
_BLOCK = 1000
_ONE_BY_ONE = 10_000
"""Amounts that are weighed one by one; more of them by so many groups of neighbours as a block."""


@dataclass(frozen=True)
class Posterior:
    """A distribution as values with weights, in the unit of the figure; weights need not sum to 1.

    >>> Posterior(np.array([1.0, 3.0]), np.array([1.0, 1.0])).mean
    2.0
    """

    values: Floats
    weights: Floats

    @cached_property
    def mean(self) -> float:
        """The expected value."""
        return float(self.values @ self.weights / self.weights.sum())

    @cached_property
    def variance(self) -> float:
        """The variance around the mean."""
        return float((self.values - self.mean) ** 2 @ self.weights / self.weights.sum())

    def quantile(self, share: float) -> float:
        """The value below which `share` of the probability lies, linear between values."""
        order = np.argsort(self.values, kind="stable")
        weights = self.weights[order]
        below = np.cumsum(weights) - weights / 2
        return float(np.interp(share * weights.sum(), below, self.values[order]))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """The central interval that holds the figure with probability `level`."""
        tail = (1.0 - level) / 2
        return self.quantile(tail), self.quantile(1.0 - tail)

    def rows(self, count: int, rng: np.random.Generator | None = None) -> NDArray[np.intp]:
        """`count` rows, as often as they weigh: at random, or evenly spaced without `rng`.

        Posteriors that share their weights are drawn together by the same rows.
        """
        at = np.cumsum(self.weights)
        shares = (np.arange(count) + 0.5) / count if rng is None else rng.random(count)
        found = np.searchsorted(at, shares * at[-1], side="right")
        return np.asarray(np.minimum(found, len(at) - 1), dtype=np.intp)

    @property
    def effective_size(self) -> float:
        """How many equally weighted values would tell as much."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())


def reliability(low: float, high: float, observed: float) -> str:
    """How far to trust a figure by the width of its 95 % interval over itself, never by a count.

    "high" up to 0.30 (about ±15 %), "medium" up to 1.00 (about ±50 %), else "low".

    >>> reliability(0.191, 0.438, 0.308), reliability(0.28, 0.32, 0.30), reliability(1, 9, 4)
    ('medium', 'high', 'low')
    """
    width = (high - low) / abs(observed) if observed else np.inf
    return "high" if width <= HIGH else "medium" if width <= MEDIUM else "low"


def known_too_badly(low: float, high: float, observed: float, *, rate: bool) -> bool:
    """Whether a figure's 95 % interval is so wide that the plan's own figure stays in its place.

    By the width alone, never by a count: few events make it wide.

    >>> known_too_badly(0.03, 0.97, 0.49, rate=True), known_too_badly(0.01, 0.5, 0.16, rate=True)
    (True, False)
    """
    width = high - low
    return width > WIDEST_RATE if rate else width > WIDEST * abs(observed)


def mean_posterior(amounts: ArrayLike, *, seed: int = 0, draws: int = DRAWS) -> Posterior:
    """What the mean of positive amounts may be, from one amount or more; Bayesian bootstrap.

    Each draw weighs the amounts by Dirichlet(1, …, 1), together with one imagined further amount,
    log-normal around the mean with a coefficient of variation of 1; the doubt about the spread of
    few amounts widens it as Student's law does. Beyond ten thousand, neighbours are weighed
    together, which keeps mean and variance of every draw. Raises ValueError without an amount,
    for a negative one and where all are 0. Source: Rubin (1981), The Bayesian Bootstrap.

    >>> low, high = mean_posterior([4000.0, 6000.0] * 50).interval()
    >>> 4750 < low < 4850, 5150 < high < 5250
    (True, True)
    """
    given = np.sort(np.asarray(amounts, dtype=np.float64))  # the order of rows tells nothing
    if not given.size or given.min() < 0 or not given.max() > 0:
        raise ValueError(f"mean_posterior: {given.size} amounts; needed: one or more, not negative")
    rng = np.random.default_rng(seed)
    spread = np.sqrt(np.log(2.0))  # a log-normal with a coefficient of variation of 1
    imagined = given.mean() * np.exp(spread * rng.standard_normal(draws) - spread**2 / 2)
    weight = rng.standard_exponential(draws)
    total, weighted = weight.copy(), weight * imagined
    if given.size > _ONE_BY_ONE:
        sums = _weighed_together(given, draws, rng)
        total, weighted = total + sums[0], weighted + sums[1]
    else:
        for at in range(0, given.size, _BLOCK):  # in little memory
            part = given[at : at + _BLOCK]
            weight = rng.standard_exponential((draws, part.size))
            total += weight.sum(axis=1)
            weighted += weight @ part
    # A few amounts tell little of their own spread: wider, as Student's law is than the normal one.
    freedom = given.size + 2
    doubt = np.sqrt((freedom + 1) / rng.chisquare(freedom, draws))
    centre = given.mean()
    return Posterior(centre * (weighted / total / centre) ** doubt, np.ones(draws))


def _weighed_together(
    ordered: Floats, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Per draw, the sum of all amounts' weights and that of weight · amount, by groups.

    The weights of n neighbours add up to a Gamma(n), and share it as a Dirichlet(1, …, 1): around
    the group's mean, with its variance / (n + 1). Over all groups that is nearly normal.
    """
    parts = np.array_split(ordered, _BLOCK)
    size = np.array([part.size for part in parts], np.float64)
    mean = np.array([part.mean() for part in parts])
    spread = np.array([part.var() for part in parts]) / (size + 1)
    weight = rng.standard_gamma(size, (draws, len(parts)))
    within = np.sqrt(np.square(weight) @ spread) * rng.standard_normal(draws)
    return weight.sum(axis=1), weight @ mean + within
