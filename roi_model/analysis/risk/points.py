"""The first of scrambled Sobol' points, as SciPy makes them, without the second its import takes.

`scipy.stats` comes whole or not at all: 0.7 s of processor before a fresh server's first band. The
direction numbers are SciPy's own file (Joe and Kuo, "Constructing Sobol sequences with better
two-dimensional projections", SIAM J. Sci. Comput. 2008); a test holds every point against its.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
BITS = 30
_DOWN = np.arange(BITS - 1, -1, -1)
"""By how much to shift each bit of a number, the highest first."""


def first_points(dimensions: int, count: int, seed: int) -> Floats:
    """The first points of `scipy.stats.qmc.Sobol`, scrambled, shape (count, dimensions).

    Raises OSError or KeyError where SciPy keeps its direction numbers elsewhere.

    >>> first_points(2, 4, seed=1).round(3).tolist()
    [[0.286, 0.163], [0.582, 0.938], [0.838, 0.323], [0.044, 0.543]]
    """
    directions = _directions(dimensions)
    (random,) = np.random.default_rng(seed).spawn(1)  # as SciPy does with a generator it is given
    shape = (dimensions, BITS)
    drawn = random.integers(0, 2, size=shape, dtype=np.uint32).astype(np.int64)
    found = np.repeat((drawn << np.arange(BITS)).sum(axis=1)[None], count, axis=0)
    below = np.tril(random.integers(0, 2, size=(*shape, BITS), dtype=np.uint32)).astype(np.int64)
    below[:, range(BITS), range(BITS)] = 1
    matrices = (below << _DOWN).sum(axis=2)
    odd = np.bitwise_count(matrices[:, :, None] & directions[:, None, :]) & 1
    scrambled = (odd.astype(np.int64) << _DOWN[:, None]).sum(axis=1)
    number = np.arange(count)
    gray = number ^ (number >> 1)
    for bit in range((count - 1).bit_length()):
        found[(gray >> bit) & 1 == 1] ^= scrambled[:, bit]
    return np.asarray(found * (1.0 / 2**BITS))


def _directions(dimensions: int) -> Ints:
    """The direction numbers of the first dimensions, shape (dimensions, BITS)."""
    with LATE:
        import scipy

    with np.load(Path(scipy.__file__).parent / "stats" / "_sobol_direction_numbers.npz") as file:
        polynomials, starts = file["poly"][:dimensions], file["vinit"][:dimensions]
    found = np.ones((dimensions, BITS), dtype=np.int64)
    for at in range(1, dimensions):
        polynomial = int(polynomials[at])
        degree = polynomial.bit_length() - 1
        row = [int(start) for start in starts[at, :degree]]
        for j in range(degree, BITS):
            new = row[j - degree]
            for k in range(degree):
                if (polynomial >> (degree - 1 - k)) & 1:
                    new ^= row[j - k - 1] << (k + 1)
            row.append(new)
        found[at] = row
    return found << _DOWN
