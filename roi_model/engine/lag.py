"""From lead to signature: how the customers of one cohort spread over the months that follow.

X is the time from lead to signature, with mean μ and coefficient of variation cv; leads arrive
evenly within their month. A lead signed t = j + s months after it came (j whole, 0 ≤ s < 1)
counts 1 − s in the j-th month after its month of creation, and s in the next one. The share
signed j months later is therefore the mean of a triangle around j, which is the second
difference of G(x) = ∫₀ˣ F.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from roi_model.engine.arrays import ONE_THREAD, Floats
from roi_model.importing import LATE

_NEGLIGIBLE = 40.0
"""Minus the logarithm of the tail that counts as 0: e⁻⁴⁰ is 4e-18 of a customer."""

_AT_ONCE = 1e-200
"""A mean in months so small that months over it would overflow: everybody signs at once."""

_STEEPEST, _NARROWEST = 8.0, 100.0
"""Rate and shape up to which quadrature is exact to 1e-14; its error was mapped over both."""

_POINTS = 10
"""Gauss points a month."""

_MANY = 256
"""Laws of one shape from which on a polynomial in their means pays."""

_DEGREES = (24, 32)
"""Terms of such a polynomial, and how many where these do not follow the law."""

_FOLLOWED = 3e-13
"""Most that the last terms of one that follows it may have: of the logarithm, so of each share."""

_IN_CACHE = 1 << 16
"""Values worked on together: half a megabyte."""


def lag_weights(mean: Floats, cv: Floats, months: int) -> Floats:
    """Share of a cohort that signs 0..months months after its month of creation.

    `mean` in months and `cv` broadcast to one shape; the result has `months + 1` before it on a
    leading axis. The mean is kept exactly; what lies beyond is not squeezed back in, so the
    weights sum to 1 or less. cv = 0 splits linearly between ⌊μ⌋ and ⌈μ⌉; cv > 0 is a gamma law
    with shape 1/cv² and scale μ·cv²; μ = 0 signs at once whatever cv. Source: MODEL 2.2.

    >>> lag_weights(np.array(2.4), np.array(0.0), 4).round(12)
    array([0. , 0. , 0.6, 0.4, 0. ])
    """
    mean, cv = np.broadcast_arrays(np.asarray(mean, float), np.asarray(cv, float))
    size = (months + 1, *mean.shape)
    mean, cv = mean.ravel(), cv.ravel()
    spread = (cv > 0) & (mean > _AT_ONCE)
    shape = 1.0 / np.where(spread, cv, 1.0) ** 2
    smooth = spread & (shape <= _NARROWEST) & (shape <= _STEEPEST * mean)
    if smooth.all():
        return _smooth(mean, shape, months).reshape(size)
    # Without spread G is a ramp from μ on, and its second difference a triangle around μ.
    weights = np.maximum(1.0 - np.abs(np.arange(months + 1.0)[:, None] - mean), 0.0)
    if smooth.any():
        weights[:, smooth] = _smooth(mean[smooth], shape[smooth], months)
    narrow = spread & ~smooth
    if narrow.any():
        weights[:, narrow] = _narrow(mean[narrow], shape[narrow], months)
    return weights.reshape(size)


def _smooth(mean: Floats, shape: Floats, months: int) -> Floats:
    """The triangles' means by Gauss quadrature of the density from month to month, (…, laws).

    Every term is positive, so nothing cancels. The first month, where the density may start at
    infinity, comes from the law itself: ∫₀¹ f = P(k, λ) and ∫₀¹ t·f = μ·P(k+1, λ).
    """
    if mean.size >= _MANY and (shape == shape[0]).all():
        found = _by_mean(mean, float(shape[0]), months)
        if found is not None:
            return found
    with LATE:
        from scipy.special import gammainc, gammaln  # 0.35 s to import: only where it is needed

    rate = shape / mean
    weights = np.zeros((months + 1, mean.size))
    # constant of the density tᵏ⁻¹e^(−λt)·e^(−c), and P(k, λ) − P(k+1, λ)
    constant = gammaln(shape) - shape * np.log(rate)
    later = mean * gammainc(shape + 1.0, rate)
    weights[0] = np.maximum(later / mean + np.exp(-rate - constant) / shape - later, 0.0)
    weights[1] = later
    # P(X > μ + (√(2ku) + u)/λ) ≤ e⁻ᵘ (Laurent and Massart, 2000)
    end = mean + (np.sqrt(2.0 * _NEGLIGIBLE * shape) + _NEGLIGIBLE) / rate
    law = np.stack((shape - 1.0, rate, constant))
    terms, shares = _points(months)
    step = max(1, _IN_CACHE // (_POINTS * months))
    for at in range(0, mean.size, step):
        laws = slice(at, at + step)
        last = int(min(months, np.ceil(end[laws].max())))
        density = terms[:, :last].reshape(-1, 3) @ law[:, laws]
        np.exp(density, out=density)
        here, after = (shares @ density.reshape(_POINTS, -1)).reshape(2, last, -1)
        here[1:] += after[:-1]
        weights[1, laws] += here[0]
        weights[2 : last + 1, laws] = here[1:]
    return weights


def _by_mean(mean: Floats, shape: float, months: int) -> Floats | None:
    """The same for many laws of one shape; None where polynomials do not follow them.

    The logarithm of a share is smooth in that of the mean: its values at some two dozen means, from
    the lowest to the highest, give those at all others to 3e-13 of each, and to 1e-14 where it is
    more than a millionth.
    """
    logs = np.log(mean)
    low, high = float(logs.min()), float(logs.max())
    if not low < high:
        return None
    place = (2.0 * logs - (low + high)) / (high - low)
    for terms in _DEGREES:
        nodes, to_terms = _chebyshev(terms)
        few = np.exp(0.5 * ((low + high) + (high - low) * nodes))
        exact = _smooth(few, np.full(terms, shape), months)
        # past the longest law's end there is nothing; shares in reach are far from underflow
        last = int(np.count_nonzero(exact.any(axis=1)))
        with np.errstate(divide="ignore", invalid="ignore"):
            of_means = np.log(exact[:last]) @ to_terms
        if np.abs(of_means[:, -4:]).max() <= _FOLLOWED:  # NaN, where a share is 0, is not
            weights = np.zeros((months + 1, mean.size))
            step = max(1, ONE_THREAD // of_means.size)
            for at in range(0, mean.size, step):
                laws = slice(at, at + step)
                weights[:last, laws] = of_means @ _polynomials(place[laws], terms)
            np.exp(weights[:last], out=weights[:last])
            return weights
    return None


def _polynomials(place: Floats, terms: int) -> Floats:
    """Chebyshev's polynomials at places from −1 to 1, shape (terms, places)."""
    found = np.empty((terms, place.size))
    found[0], found[1] = 1.0, place
    twice = 2.0 * place
    for term in range(2, terms):
        np.multiply(twice, found[term - 1], out=found[term])
        found[term] -= found[term - 2]
    return found


@lru_cache(maxsize=4)
def _chebyshev(terms: int) -> tuple[Floats, Floats]:
    """Chebyshev's nodes, and what makes a polynomial's terms of its values there."""
    nodes = np.cos(np.pi * (np.arange(terms) + 0.5) / terms)
    to_terms = _polynomials(nodes, terms).T * (2.0 / terms)
    to_terms[:, 0] /= 2.0
    return nodes, to_terms


@lru_cache(maxsize=8)
def _points(months: int) -> tuple[Floats, Floats]:
    """Gauss points of the months 1..months, and what a density there gives to two months.

    Terms (points, months, 3) make the density's logarithm from a law's k − 1, λ and constant;
    shares (2, points) are those of the month itself and of the next.
    """
    points, masses = np.polynomial.legendre.leggauss(_POINTS)
    points, masses = (points + 1.0) / 2.0, masses / 2.0
    ages = points[:, None] + np.arange(1.0, months + 1.0)
    terms = np.stack((np.log(ages), -ages, np.full_like(ages, -1.0)), axis=-1)
    return terms, np.stack((masses * (1.0 - points), masses * points))


def _narrow(mean: Floats, shape: Floats, months: int) -> Floats:
    """The triangles' means as second difference of E(x) = E[max(X − x, 0)] at x = −1 … months + 1.

    E(x) = μ − x + G(x) falls to an exact 0 in the tail, where G would leave rounding noise.
    """
    with LATE:
        from scipy.special import gammaincc, gammaln

    x = np.arange(1.0, months + 2.0)[:, None]
    ratio = x / mean
    # log of yᵏe⁻ʸ/Γ(k+1) at y = kx/μ, split so that a huge k (cv near 0) loses no digits
    decay = shape * (np.log(ratio) + 1.0 - ratio)
    large = shape > 50.0
    k = np.where(large, shape, 50.0)
    stirling = -0.5 * np.log(2 * np.pi * k) - 1 / (12 * k) + 1 / (360 * k**3) - 1 / (1260 * k**5)
    exact = shape * (np.log(shape) - 1.0) - gammaln(shape + 1.0)
    scale = np.where(large, stirling, exact)
    live = decay > -_NEGLIGIBLE
    law = np.nonzero(live)[1]
    m, at = mean[law], np.broadcast_to(x, live.shape)[live]
    above = gammaincc(shape[law], (shape * ratio)[live])
    density = np.exp(decay[live] + scale[law])
    excess = np.empty((months + 3, mean.size))
    excess[0], excess[1] = mean + 1.0, mean
    excess[2:] = np.maximum(mean - x, 0.0)
    excess[2:][live] = np.maximum((m - at) * above + m * density, 0.0)
    # Differences of numbers near μ leave noise of that size; a share is never negative.
    return np.maximum(np.diff(excess, n=2, axis=0), 0.0)
