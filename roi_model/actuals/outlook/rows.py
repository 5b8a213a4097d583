"""Rows of posteriors, drawn so that what was estimated together stays together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from roi_model.actuals.estimates.posterior import Posterior
from roi_model.engine.arrays import Floats


class Rows:
    """Rows of posteriors, drawn once for all that share their weights: they stay together."""

    def __init__(self, rng: np.random.Generator, draws: int) -> None:
        self.rng, self.draws = rng, draws
        self._drawn: list[tuple[Floats, NDArray[np.intp]]] = []

    def of(self, posterior: Posterior) -> NDArray[np.intp]:
        """The rows of one, as many as draws."""
        for weights, rows in self._drawn:
            if weights is posterior.weights:
                return rows
        rows = posterior.rows(self.draws, self.rng)
        self._drawn.append((posterior.weights, rows))
        return rows
