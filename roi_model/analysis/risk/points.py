"""The first of scrambled Sobol' points, as SciPy makes them, without the second its import takes.

`scipy.stats` comes whole or not at all: 0.7 s of processor before a fresh server's first band. The
direction numbers are SciPy's own file (Joe and Kuo, "Constructing Sobol sequences with better
two-dimensional projections", SIAM J. Sci. Comput. 2008); a test holds every point against its.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

Ints = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]
BITS = 30


def first_points(dimensions: int, count: int, seed: int, bits: int = BITS) -> Floats:
    """The first points of `scipy.stats.qmc.Sobol`, scrambled, shape (count, dimensions).

    Each has 30 or 64 `bits`. Raises OSError or KeyError where SciPy keeps its direction numbers
    elsewhere.

    >>> first_points(2, 4, seed=1).round(3).tolist()
    [[0.286, 0.163], [0.582, 0.938], [0.838, 0.323], [0.044, 0.543]]
    """
    down = _down(bits)
    directions = _directions(dimensions, bits)
    (random,) = np.random.default_rng(seed).spawn(1)  # as SciPy does with a generator it is given
    kind: Any = np.uint32 if bits <= 32 else np.uint64
    drawn = random.integers(0, 2, size=(dimensions, bits), dtype=kind).astype(np.uint64)
    found = np.repeat((drawn << down[::-1]).sum(axis=1)[None], count, axis=0)
    below = np.tril(random.integers(0, 2, size=(dimensions, bits, bits), dtype=kind))
    below = below.astype(np.uint64)
    below[:, range(bits), range(bits)] = 1
    matrices = (below << down).sum(axis=2)
    odd = np.bitwise_count(matrices[:, :, None] & directions[:, None, :]) & 1
    scrambled = (odd.astype(np.uint64) << down[:, None]).sum(axis=1)
    number = np.arange(count)
    gray = number ^ (number >> 1)
    for bit in range((count - 1).bit_length()):
        found[(gray >> bit) & 1 == 1] ^= scrambled[:, bit]
    return np.asarray(found * (1.0 / 2**bits))


def _down(bits: int) -> Ints:
    """By how much to shift each bit of a number, the highest first."""
    return np.arange(bits - 1, -1, -1).astype(np.uint64)


@lru_cache(maxsize=8)
def _directions(dimensions: int, bits: int) -> Ints:
    """The direction numbers of the first dimensions, shape (dimensions, bits), 20 kB for 40."""
    with LATE:
        import scipy

    with np.load(Path(scipy.__file__).parent / "stats" / "_sobol_direction_numbers.npz") as file:
        polynomials, starts = file["poly"][:dimensions], file["vinit"][:dimensions]
    found = np.ones((dimensions, bits), dtype=np.uint64)
    for at in range(1, dimensions):
        polynomial = int(polynomials[at])
        degree = polynomial.bit_length() - 1
        row = [int(start) for start in starts[at, :degree]]
        for j in range(degree, bits):
            new = row[j - degree]
            for k in range(degree):
                if (polynomial >> (degree - 1 - k)) & 1:
                    new ^= row[j - k - 1] << (k + 1)
            row.append(new)
        found[at] = row
    found <<= _down(bits)
    found.flags.writeable = False
    return found
