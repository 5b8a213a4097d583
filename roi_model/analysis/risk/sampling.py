"""Points to draw from: scrambled Sobol' points, turned so that the first one counts most."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from roi_model.analysis.risk.ends import Ends
from roi_model.analysis.risk.tabulated import EDGE
from roi_model.analysis.search.inputs import BLOCK
from roi_model.engine.arrays import Floats
from roi_model.engine.importing import LATE

KEPT = 4096
"""Points that are kept, where a run needs no more: with 20 doubts 0.6 MB."""


def sobol_points(dimensions: int, count: int, seed: int) -> Iterator[Floats]:
    """Scrambled Sobol' points in blocks, shape (≤ BLOCK, dimensions), between 0 and 1."""
    block = min(BLOCK, 1 << (count - 1).bit_length())  # whole powers of 2 are balanced
    if dimensions == 0:
        for at in range(0, count, block):
            yield np.empty((min(block, count - at), 0))
        return
    if count <= KEPT:
        yield _one_block(dimensions, block, seed)[:count]
        return
    engine = _engine(dimensions, seed)
    for at in range(0, count, block):
        yield np.asarray(engine.random(block)[: count - at])


def _engine(dimensions: int, seed: int) -> Any:
    with LATE:
        from scipy.stats import qmc

    return qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))


@lru_cache(maxsize=8)
def _one_block(dimensions: int, block: int, seed: int) -> Floats:
    """The same for every case with as many doubts: while a slider moves they are not made anew."""
    points = np.asarray(_engine(dimensions, seed).random(block))
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


def turned(points: Floats, towards: Floats) -> Floats:
    """The same points, still even and independent, their first axis turned into a direction.

    As standard normal numbers they may be turned without becoming any less random; after the turn
    the first Sobol' coordinate, the most even of all, runs from the worst to the best of the plan.
    That halves what another seed moves in the quantiles. Source: Imai and Tan, "A general dimension
    reduction technique for derivative pricing", Journal of Computational Finance 2006.
    """
    mirror = towards.copy()
    mirror[:1] -= 1.0  # the reflection that takes the first axis to `towards`
    size = float(mirror @ mirror)
    if not towards.any() or size < 1e-24:
        return points
    with LATE:
        from scipy.special import ndtr, ndtri

    normal = ndtri(np.clip(points, EDGE, 1.0 - EDGE))
    # einsum: a row's sum must not depend on how many rows there are
    along = np.einsum("nd,d->n", normal, mirror)
    return np.asarray(ndtr(normal - along[:, None] * (2.0 / size * mirror)))
