"""A slow inverse distribution as a table of polynomials, as exact as the function itself.

An inverse incomplete beta costs as much as all else that is done with a draw. Seen from the
standard normal number that belongs to a share, the logarithm of its value is smooth: some dozens of
polynomials follow it to the last digits, tails included, and cost a tenth.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.polynomial import chebyshev

from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

Law = Callable[[Floats], Floats]
SPAN, PIECES, DEGREE = 6.4, 96, 8
"""Normal numbers of ±SPAN, which all shares from 2⁻³³ on have, in equal pieces."""
EXACT = 2e-13
"""Most that a value may be off, as a share of it; a law that is not followed so has no table."""
PROBES = np.array([-0.97, 0.03, 0.9])
"""Where in each piece the table is compared with the law."""
WORTH = 1024
"""Values from which on a table pays, its making included."""
EDGE = 2.0**-33
"""Shares nearer to 0 or 1 have none."""


class Table:
    """The inverse of a distribution of positive values: `below` from shares, `above` from 1 − them.

    `fits` is false where polynomials do not follow it to `EXACT`.
    """

    def __init__(self, below: Law, above: Law) -> None:
        with LATE:
            from scipy.special import ndtr

        half = SPAN / PIECES
        middles = -SPAN + half * (2.0 * np.arange(PIECES) + 1.0)

        def exactly(normal: Floats) -> Floats:
            # Near a share of 1 only its rest is known to all digits.
            lower = normal <= 0
            rest = ndtr(-np.abs(normal))
            found = np.empty(normal.shape)
            found[lower], found[~lower] = below(rest[lower]), above(rest[~lower])
            return found

        with np.errstate(divide="ignore"):
            known = np.log(exactly(middles + half * chebyshev.chebpts1(DEGREE + 1)[:, None]))
        self.fits = bool(np.isfinite(known).all())
        if self.fits:
            # From the middle of each piece on: what is smaller is rounded less.
            middle = known[DEGREE // 2]
            self._terms = _from_nodes(DEGREE) @ (known - middle)
            self._terms[0] += middle
            probes = middles + half * PROBES[:, None]
            # Between two nodes a value may be smaller than any number: not followed, then.
            with np.errstate(divide="ignore", invalid="ignore"):
                apart = self(probes) / exactly(probes) - 1.0
            self.fits = bool(np.abs(apart).max() <= EXACT)

    def __call__(self, normal: Floats) -> Floats:
        """The values at these standard normal numbers, each within ±SPAN; any shape."""
        place = (normal + SPAN) * (PIECES / (2.0 * SPAN))
        piece = place.astype(np.intp)
        within = 2.0 * (place - piece) - 1.0
        value = self._terms[-1].take(piece)
        for term in self._terms[-2::-1]:
            value *= within
            value += term.take(piece)
        return np.asarray(np.exp(value, out=value))


def beta_inverse(a: float, b: float, share: Floats) -> Floats:
    """The values below which these shares of a beta distribution lie; few of them by the function
    itself, many by its table where it has one.
    """
    with LATE:
        from scipy.special import betaincinv, ndtri

    if share.size >= WORTH and share.min() >= EDGE and share.max() <= 1.0 - EDGE:
        table = _beta(a, b)
        if table.fits:
            return table(ndtri(share))
    return np.asarray(betaincinv(a, b, share))


def beta_of_normal(a: float, b: float, normal: Floats) -> Floats:
    """The same for the shares that lie below standard normal numbers."""
    with LATE:
        from scipy.special import ndtr

    if normal.size >= WORTH and np.abs(normal).max() <= SPAN:
        table = _beta(a, b)
        if table.fits:
            return table(normal)
    return beta_inverse(a, b, ndtr(normal))


@lru_cache(maxsize=128)
def _beta(a: float, b: float) -> Table:
    """The tables of the laws met last, 7 kB each: what a slider does not move is not made anew."""
    with LATE:
        from scipy.special import betainccinv, betaincinv

    return Table(lambda share: betaincinv(a, b, share), lambda rest: betainccinv(a, b, rest))


@lru_cache(maxsize=4)
def _from_nodes(degree: int) -> Floats:
    """What makes the terms 1, t, t², … of a polynomial from its values at the Chebyshev nodes."""
    nodes = chebyshev.chebpts1(degree + 1)
    of_values = chebyshev.chebvander(nodes, degree).T * (2.0 / (degree + 1))
    of_values[0] /= 2.0
    powers = np.zeros((degree + 1, degree + 1))
    for order in range(degree + 1):
        terms = chebyshev.cheb2poly(np.eye(degree + 1)[order])
        powers[: len(terms), order] = terms
    return np.asarray(powers @ of_values)
