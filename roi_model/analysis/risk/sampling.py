"""Points to draw from: scrambled Sobol' points, turned so that the first one counts most."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from roi_model.analysis.risk.ends import Ends
from roi_model.analysis.risk.points import BITS, first_points
from roi_model.analysis.risk.tabulated import EDGE
from roi_model.analysis.search.inputs import BLOCK
from roi_model.engine.arrays import Floats
from roi_model.importing import LATE

KEPT = 4096
"""Points that are kept, where a run needs no more: with 20 doubts 0.6 MB."""


def normal_points(dimensions: int, count: int, seed: int) -> Iterator[Floats]:
    """Scrambled Sobol' points as standard normal numbers, in blocks of (dimensions, ≤ BLOCK)."""
    block = min(BLOCK, 1 << (count - 1).bit_length())  # whole powers of 2 are balanced
    if dimensions == 0:
        for at in range(0, count, block):
            yield np.empty((0, min(block, count - at)))
        return
    if count <= KEPT:
        yield _one_block(dimensions, block, seed)[:, :count]
        return
    engine = _engine(dimensions, seed)
    for at in range(0, count, block):
        yield _as_normal(engine.random(block)[: count - at])


def even_points(dimensions: int, count: int, seed: int, bits: int = BITS) -> Floats:
    """Scrambled Sobol' points between 0 and 1, shape (count, dimensions), of so many bits each."""
    try:
        return first_points(dimensions, count, seed, bits)
    except (OSError, KeyError):  # a SciPy that keeps its direction numbers elsewhere
        return np.asarray(_engine(dimensions, seed, bits).random(count))


def _engine(dimensions: int, seed: int, bits: int = BITS) -> Any:
    with LATE:
        from scipy.stats import qmc

    return qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed), bits=bits)


def _as_normal(points: Floats) -> Floats:
    with LATE:
        from scipy.special import ndtri

    # the numbers of one doubt side by side: it is drawn from all of them at once
    return np.array(ndtri(np.clip(points, EDGE, 1.0 - EDGE)).T, order="C")


@lru_cache(maxsize=8)
def _one_block(dimensions: int, block: int, seed: int) -> Floats:
    """The same for every case with as many doubts: while a slider moves they are not made anew."""
    points = _as_normal(even_points(dimensions, block, seed))
    points.flags.writeable = False
    return points


def direction(found: Ends) -> Floats:
    """In which direction of all inputs together the plan's worth changes most, of length 1.

    One number by doubt: how npv moves from its P10 to its P90. All 0 where nothing moves it.
    """
    _, sides = found.figure("npv")
    moved = sides[:, 1] - sides[:, 0]
    length = float(np.linalg.norm(moved))
    return moved / length if length > 0 else np.zeros(len(moved))


def turned(normal: Floats, towards: Floats) -> Floats:
    """The same points, still even and independent, their first axis turned into a direction.

    As standard normal numbers, shape (dimensions, n), they may be turned without becoming any less
    random; after the turn the first Sobol' coordinate, the most even of all, runs from the worst to
    the best of the plan. That halves what another seed moves in the quantiles. Source: Imai and
    Tan, "A general dimension reduction technique for derivative pricing", Journal of Computational
    Finance 2006.
    """
    mirror = towards.copy()
    mirror[:1] -= 1.0  # the reflection that takes the first axis to `towards`
    size = float(mirror @ mirror)
    if not towards.any() or size < 1e-24:
        return normal
    along = np.zeros(normal.shape[1])
    for numbers, share in zip(normal, mirror, strict=True):  # a point's sum knows no other point
        along += numbers * share
    return normal - (2.0 / size * mirror)[:, None] * along
