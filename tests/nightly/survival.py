"""Calibration beside lifelines: another's likelihood, and curves that know no law at all.

lifelines brings the mixture cure model, its maximum and its curvature; the gamma law, which it has
not, is given to it in the way it documents, as hazards. It is at hand in `make nightly` alone.

What was expected before the first run, and is allowed:
- Posterior beside posterior: the same law and beliefs, so that a P5, P50 or P95 of ours has 5, 50
  or 95 % of theirs below it, within 4.5 standard errors of both samples.
- Our median beside their maximum: one step of Newton's away from it, as the beliefs pull. What is
  left is lopsidedness. In logarithms the curvature changes about as much as it is over one unit, so
  that, counted in standard errors, each of the three figures adds up to the largest of those.
  (3/√won was expected first: true of 127 in 135, not of cycles that 24 months show in part alone,
  of whose law the deals won tell less than their number says.)
- The law known: the belief is even, so that the peak is their maximum, within a point of the grid
  and a fiftieth of a standard error, where their search stops.
- Kaplan–Meier and Aalen–Johansen err more than a law that is true, and it lies within less than
  their own standard error of them: 4.5 of those, from ten deals won on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Any

import numpy as np

from roi_model.actuals.estimates.conversion import conversion, gamma_share
from roi_model.actuals.estimates.cycle import Fit, fit
from roi_model.actuals.estimates.pipeline import Pipeline
from tests.actuals.pipelines import simulated
from tests.nightly.row import Row

CONVERSIONS, MEANS, CVS = (0.05, 0.1, 0.2, 0.4, 0.6), (1.0, 3.0, 9.0), (0.3, 0.6, 1.0)
DEALS, MONTHS = (300, 1_000, 3_000), 24.0
LEVELS, ERRORS, DRAWS, BLOCK = (0.05, 0.5, 0.95), 4.5, 4_000, 250
BELIEFS = np.array([[np.log(3.0), 1.0], [np.log(0.6), 0.5]])
"""Of log mean and log cv, as MODEL 6 states them: mean and sd; of the conversion an even one."""
LOPSIDED, STOPS, LEAST = 3.0, 0.02, 10

Array = Any  # of NumPy


@dataclass(frozen=True)
class Maximum:
    """Most likely (logit c, log mean, log cv), their covariance, and the fit it comes from."""

    at: Array
    covariance: Array
    fitted: Any


def gamma_law(mean: float | None = None, cv: float | None = None) -> Any:
    """A gamma law as a fitter of lifelines; one without parameters where its figures are given."""
    import autograd.numpy as anp
    from autograd.scipy.special import gammaln
    from autograd_gamma import gammainccln
    from lifelines.fitters import ParametricUnivariateFitter

    class Gamma(ParametricUnivariateFitter):  # type: ignore[misc]
        _fitted_parameter_names = ["mean_", "cv_"] if mean is None else []
        _compare_to_values = anp.ones(len(_fitted_parameter_names))

        def _cumulative_hazard(self, params: Any, times: Any) -> Any:
            long, wide = params if mean is None else (mean, cv)
            return -gammainccln(wide**-2.0, times * wide**-2.0 / long)

        def _log_hazard(self, params: Any, times: Any) -> Any:
            long, wide = params if mean is None else (mean, cv)
            shape = wide**-2.0
            density = (shape - 1) * anp.log(times) - times * shape / long - gammaln(shape)
            return density + shape * anp.log(shape / long) + self._cumulative_hazard(params, times)

    return Gamma()


def times(pipeline: Pipeline) -> tuple[Array, Array]:
    """Months to the end or to today, and which of them are won."""
    won = len(pipeline.won)
    return np.concatenate([pipeline.won, pipeline.open]), np.arange(len(pipeline)) < won


def maximum(pipeline: Pipeline) -> Maximum:
    """Of lifelines' mixture cure model. Raises its ConvergenceError where there is none."""
    from lifelines import MixtureCureFitter

    fitted = MixtureCureFitter(gamma_law()).fit(*times(pipeline))
    cured, mean, cv = fitted.params_
    turn = np.diag([-1 / (cured * (1 - cured)), 1 / mean, 1 / cv])
    at = np.array([np.log((1 - cured) / cured), np.log(mean), np.log(cv)])
    return Maximum(at, turn @ fitted.variance_matrix_.to_numpy() @ turn, fitted)


def pulled(found: Maximum) -> tuple[Array, Array]:
    """Where the beliefs pull a maximum, by one step of Newton's, and the covariance there."""
    c = 1 / (1 + np.exp(-found.at[0]))
    mean, sd = BELIEFS.T
    slope = np.array([1 - 2 * c, *((mean - found.at[1:]) / sd**2)])
    bend = np.diag([2 * c * (1 - c), *sd**-2.0])
    covariance = np.linalg.inv(np.linalg.inv(found.covariance) + bend)
    return found.at + covariance @ slope, covariance


def sample(found: Maximum, pipeline: Pipeline, seed: int) -> tuple[Array, Array]:
    """Draws (DRAWS, 3) of the posterior under lifelines' likelihood, with their weights."""
    rng = np.random.default_rng(seed)
    centre, covariance = pulled(found)
    draws, weights = np.empty((0, 3)), np.empty(0)
    for size in (DRAWS // 4, DRAWS):  # a lopsided one: again from where its mass was found
        wide = np.linalg.cholesky(1.2 * covariance)
        z = rng.standard_normal((size, 3)) / np.sqrt(rng.chisquare(5, (size, 1)) / 5)
        draws = centre + z @ wide.T
        log = posterior(found.fitted, draws, pipeline) + 4 * np.log1p((z**2).sum(axis=1) / 5)
        weights = np.exp(log - log.max())
        centre, covariance = np.average(draws, 0, weights), np.cov(draws.T, aweights=weights)
    return draws, weights


def posterior(fitted: Any, draws: Array, pipeline: Pipeline) -> Array:
    """Log density of each draw: log hazards of those won, less cumulative hazards of all."""
    until, won = times(pipeline)
    c = 1 / (1 + np.exp(-draws[:, 0]))
    mean, sd = BELIEFS.T
    total = np.log(c) + np.log1p(-c) - (((draws[:, 1:] - mean) / sd) ** 2).sum(axis=1) / 2
    params = np.stack([1 - c, *np.exp(draws[:, 1:].T)])[:, :, None]
    for begin in range(0, len(draws), BLOCK):
        some = params[:, begin : begin + BLOCK]
        total[begin : begin + BLOCK] += fitted._log_hazard(some, until[won]).sum(axis=1)
        total[begin : begin + BLOCK] -= fitted._cumulative_hazard(some, until).sum(axis=1)
    return total


def figures(found: Fit) -> tuple[Any, ...]:
    return found.conversion, found.cycle_months, found.cycle_cv


def shares_apart(found: Fit, draws: Array, weights: Array) -> float:
    """How far our quantiles lie from those of the weighted draws, in standard errors of a share."""
    theirs = [1 / (1 + np.exp(-draws[:, 0])), *np.exp(draws[:, 1:].T)]
    count = weights.sum() ** 2 / (weights**2).sum()
    apart = []
    for ours, values in zip(figures(found), theirs, strict=True):
        each = 1 / count + 1 / ours.effective_size
        for level in LEVELS:
            below = weights[values < ours.quantile(level)].sum() / weights.sum()
            apart.append(abs(below - level) / sqrt(level * (1 - level) * each))
    return max(apart)


def median_apart(found: Fit, best: Maximum) -> tuple[float, float]:
    """How far our medians lie from the pulled maximum; and allowed. Both in standard errors."""
    rate, mean, cv = (one.quantile(0.5) for one in figures(found))
    ours = np.array([np.log(rate / (1 - rate)), np.log(mean), np.log(cv)])
    centre, covariance = pulled(best)
    errors = np.sqrt(np.diag(covariance))
    return float(np.max(np.abs(ours - centre) / errors)), LOPSIDED * float(errors.max())


def peak_apart(pipeline: Pipeline, mean: float, cv: float) -> tuple[float, float]:
    """How far the peak of `conversion` lies from lifelines' maximum, the law known; and allowed.

    Both in standard errors.
    """
    from lifelines import MixtureCureFitter

    ours = conversion(len(pipeline.won), gamma_share(pipeline.open, mean, cv))
    theirs = MixtureCureFitter(gamma_law(mean, cv)).fit(*times(pipeline))
    error = float(theirs.summary["se(coef)"].iloc[0])
    peak = float(ours.values[np.argmax(ours.weights)])
    step = float(ours.values[1] - ours.values[0])
    return abs(peak - (1 - theirs.cured_fraction_)) / error, STOPS + step / error


def curve_apart(found: Fit, pipeline: Pipeline) -> float:
    """How far the share signed by some ages lies from their curves, in standard errors of those.

    Kaplan–Meier's where no loss is told, else Aalen–Johansen's with losses beside.
    """
    from lifelines import AalenJohansenFitter, KaplanMeierFitter

    won, lost, still = pipeline.won, pipeline.lost, pipeline.open
    until = np.concatenate([won, lost, still])
    what = np.repeat([1, 2, 0], [len(won), len(lost), len(still)])
    law = found.likely
    ages = np.quantile(won, (LEAST / len(won), 0.5, 0.9)) if len(won) >= LEAST else ()
    apart = [0.0]
    if len(lost):
        curve = AalenJohansenFitter().fit(until, what, event_of_interest=1)
        signed, errors = curve.cumulative_density_.iloc[:, 0], np.sqrt(curve.variance_)
    else:
        curve = KaplanMeierFitter().fit(until, what)
        signed, edges = 1 - curve.survival_function_.iloc[:, 0], curve.confidence_interval_
        loglog = np.log(-np.log(edges.to_numpy()))  # where its interval is even
        width = np.abs(loglog[:, 0] - loglog[:, 1]) / (2 * 1.959964)
        survival = 1 - signed
        errors = width * survival * np.abs(np.log(survival))
    for age in ages:
        at = int(np.searchsorted(signed.index.to_numpy(), age, side="right")) - 1
        mine = float(law.conversion[0] * gamma_share(age, law.cycle_months[0], law.cycle_cv[0]))
        apart.append(abs(mine - float(signed.iloc[at])) / float(np.asarray(errors)[at]))
    return max(apart)


def compared(share: float) -> Iterator[Row]:
    """Every truth and number of deals, or a share of them; a row a comparison."""
    truths = list(product(CONVERSIONS, MEANS, CVS))
    truths = truths[:: max(1, round(1 / share))]
    for deals in DEALS:
        notes: dict[str, list[tuple[float, float, str]]] = {}
        for seed, truth in enumerate(truths):
            for what, apart, allowed in case([deals, seed], deals, *truth):
                notes.setdefault(what, []).append((apart, allowed, f"{truth}, {deals:,} deals"))
        for what, found in notes.items():
            apart, allowed, _ = max(found, key=lambda one: one[0] / one[1])
            wrong = (f"{what}: {one}: {a:.2f}, allowed {b:.2f}" for a, b, one in found if not a < b)
            yield Row(
                f"{what}; {deals:,} deals",
                len(found),
                f"{apart:.2f} standard errors",
                f"{allowed:.2f} there",
                tuple(wrong),
            )


def case(
    seed: list[int], deals: int, rate: float, mean: float, cv: float
) -> Iterator[tuple[str, float, float]]:
    """What was compared on pipelines of one truth, how far apart, and what is allowed."""

    def made(told: float) -> Pipeline:
        return simulated(
            seed, count=deals, conversion=rate, mean=mean, cv=cv, months=MONTHS, told=told
        )

    from lifelines.exceptions import ConvergenceError

    pipeline = made(0.0)
    found = fit(pipeline)
    yield ("conversion(), the law known: peak beside a maximum", *peak_apart(pipeline, mean, cv))
    yield ("fit(): share signed by age beside Kaplan-Meier", curve_apart(found, pipeline), ERRORS)
    other = made(0.8)
    apart = curve_apart(fit(other), other)
    yield ("fit(): the same, losses told, beside Aalen-Johansen", apart, ERRORS)
    try:
        best = maximum(pipeline)
    except ConvergenceError:
        return
    yield ("fit(): medians beside a maximum", *median_apart(found, best))
    apart = shares_apart(found, *sample(best, pipeline, seed[1]))
    yield ("fit(): P5, P50, P95 beside another's likelihood", apart, ERRORS)
