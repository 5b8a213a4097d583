"""What becomes of a deal that is still open: the chance that it signs, and when, by its age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.actuals.estimates.conversion import gamma_share
from roi_model.engine.arrays import Floats

_NODES = 64


@dataclass(frozen=True)
class Law:
    """Laws of deals, n of them side by side: share won, mean time (months) and its cv, (n,) each.

    And of the losses, where any is written down: time, its cv, and the share ever told.
    """

    conversion: Floats
    cycle_months: Floats
    cycle_cv: Floats
    losses: tuple[Floats, Floats, Floats] | None = None

    def chance(self, ages: Floats) -> Floats:
        """Chance that a deal open at each age (months) still signs, shape (n, ages).

        Open at age a are those that will sign, c·(1 − F(a)), and those lost that nobody has
        written down, (1 − c)·(1 − q·L(a)).

        >>> law = Law(np.array([0.25]), np.array([3.0]), np.array([1.0]))
        >>> law.chance(np.array([0.0, 3.0])).round(3).tolist()   # 0.25·e⁻¹ / (0.25·e⁻¹ + 0.75)
        [[0.25, 0.109]]
        """
        return self.signing(ages, np.array([0.0, np.inf]))[:, :, 0]

    def signing(self, ages: Floats, until: Floats) -> Floats:
        """The same between each two neighbours of `until`, in months from now on.

        Shape (n, ages, len(until) − 1); `until` may end with infinity.
        """
        c, mean, cv = (one[:, None, None] for one in self._won)
        at = ages[:, None] + until
        signed = np.ones((len(self.conversion), *at.shape))
        finite = np.isfinite(until)
        signed[:, :, finite] = gamma_share(at[:, finite], mean, cv)
        left = open_share(self.conversion[:, None], *self.still(ages))
        return np.asarray(c * np.diff(signed, axis=2) / left[:, :, None])

    def still(self, ages: Floats) -> tuple[Floats, Floats]:
        """Of the deals to be won those not won by each age, of the others those not told lost."""
        _, mean, cv = (one[:, None] for one in self._won)
        to_win = 1.0 - gamma_share(ages, mean, cv)
        if self.losses is None:
            return to_win, np.ones_like(to_win)
        slow, spread, told = (one[:, None] for one in self.losses)
        return to_win, 1.0 - told * gamma_share(ages, slow, spread)

    @property
    def _won(self) -> tuple[Floats, Floats, Floats]:
        return self.conversion, self.cycle_months, self.cycle_cv


def open_share(c: Floats | float, to_win: Floats, untold: Floats) -> Floats:
    """Share of all deals that is still open, c of them being won in the end; never quite 0."""
    return np.asarray(np.maximum(c * to_win + (1.0 - c) * untold, 1e-300))


def age_nodes(ages: Floats, most: int = _NODES) -> tuple[Floats, NDArray[np.intp]]:
    """At most so many ages that stand for all of them, and which of them stands for each.

    Neighbours share one, whatever the order they come in; few ages stand for themselves.
    """
    distinct, where = np.unique(ages, return_inverse=True)
    parts = [part for part in np.array_split(distinct, most) if part.size]
    nodes = np.array([part.mean() for part in parts], dtype=np.float64)
    which = np.repeat(np.arange(len(parts)), [part.size for part in parts])
    return nodes, np.asarray(which[where.reshape(-1)], dtype=np.intp)
