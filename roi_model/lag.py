"""From lead to signature: how the customers of one cohort spread over the months that follow.

X is the time from lead to signature, with mean μ and coefficient of variation cv; leads arrive
evenly within their month. The share signed j months later is the second difference of
G(x) = ∫₀ˣ F. We work with E(x) = E[max(X − x, 0)] = μ − x + G(x), which has the same second
difference and falls to an exact 0 in the tail, where G would leave rounding noise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NEGLIGIBLE = -40.0
"""Logarithm of the tail below which a weight counts as 0: e⁻⁴⁰ is 4e-18 of a customer."""

_AT_ONCE = 1e-200
"""A mean in months so small that months over it would overflow: everybody signs at once."""


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
    lag = np.arange(months + 1.0).reshape(-1, *(1,) * mean.ndim)
    # Without spread G is a ramp from μ on, and its second difference a triangle around μ.
    weights = np.maximum(1.0 - np.abs(lag - mean), 0.0)
    spread = (cv > 0) & (mean > _AT_ONCE)
    if spread.any():
        weights[:, spread] = _gamma_weights(mean[spread], cv[spread], months)
    return weights


def _gamma_weights(mean: Floats, cv: Floats, months: int) -> Floats:
    """The second difference of E(x) at x = −1, 0, … months + 1, shape (months + 1, laws)."""
    from scipy.special import gammaincc, gammaln  # 0.35 s to import: only where it is needed

    shape = 1.0 / cv**2
    x = np.arange(1.0, months + 2.0)[:, None]
    ratio = x / mean
    # log of yᵏe⁻ʸ/Γ(k+1) at y = kx/μ, split so that a huge k (cv near 0) loses no digits
    decay = shape * (np.log(ratio) + 1.0 - ratio)
    large = shape > 50.0
    k = np.where(large, shape, 50.0)
    stirling = -0.5 * np.log(2 * np.pi * k) - 1 / (12 * k) + 1 / (360 * k**3) - 1 / (1260 * k**5)
    exact = shape * (np.log(shape) - 1.0) - gammaln(shape + 1.0)
    scale = np.where(large, stirling, exact)
    live = decay > _NEGLIGIBLE
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
