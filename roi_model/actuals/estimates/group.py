"""The deals of some channels together, and what they tell of those that are still open."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from roi_model.actuals.estimates.cycle import FEWEST, Fit
from roi_model.actuals.estimates.stages import StageLaw
from roi_model.engine.arrays import Floats


@dataclass(frozen=True)
class Group:
    """Deals of `channels` (None: of all sources): `closed` of them, and the `fit` where any is.

    `amounts` are those known of the deals won, in order of size; `stages` is the law of stages
    where the file says when deals entered them.
    """

    channels: tuple[str, ...] | None
    closed: int = 0
    fit: Fit | None = None
    amounts: Floats = field(default_factory=lambda: np.zeros(0))
    stages: StageLaw | None = None

    @property
    def law(self) -> Fit | None:
        """The fit where enough deals are closed to take the plan's place."""
        return self.fit if self.closed >= FEWEST else None
