"""The seats of a role as people leave and are replaced, by the month the role is in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from roi_model.declaration.spending import Role
from roi_model.engine.arrays import Floats, Number, row
from roi_model.engine.draws import Draws


@dataclass(frozen=True)
class Seats:
    """Shares of a role's seats by month 0..H, shape (H+1, 1) or (H+1, n); 0 before its start.

    `filled` are paid, `joiners` start in the month as replacements, `skilled` work at the skill
    of their own months in the role. Whether the role has ended is not looked at.
    """

    filled: Floats
    joiners: Floats
    skilled: Floats


def seats(draws: Draws, role: Role, start: Number) -> Seats | None:
    """The seats of a role from its `start`; None where nobody leaves. Source: MODEL 8.2."""
    path = f"team/{role.title}/"
    attrition = row(draws.at(path + "attrition", role.attrition))
    if not attrition.any():
        return None
    vacant = row(draws.at(path + "replacement_months", role.replacement_months))
    ramp = row(draws.at(path + "ramp_months", role.ramp_months))
    kept = (1.0 - attrition) ** (1.0 / 12.0)
    size = max(len(kept), len(vacant), len(ramp))
    filled = np.zeros((draws.months, size))
    starters = np.zeros((draws.months, size))
    filled[0] = starters[0] = 1.0
    each = np.arange(size)
    for month in range(1, draws.months):
        left = month - 1 - vacant.astype(np.intp)  # the month at whose end they left, who join now
        joining = (1.0 - kept) * np.where(left >= 0, filled[np.maximum(left, 0), each], 0.0)
        starters[month] = joining
        filled[month] = kept * filled[month - 1] + joining
    skilled = filled.copy()
    for age in range(min(draws.months, math.ceil(ramp.max()))):  # what newcomers cannot do yet
        with np.errstate(divide="ignore"):
            missing = kept**age * np.maximum(0.0, 1.0 - (age + 0.5) / ramp)
        skilled[age:] -= missing * starters[: draws.months - age]
    starters[0] = 0.0
    return Seats(*(_from_start(table, start) for table in (filled, starters, skilled)))


def _from_start(by_age: Floats, start: Number) -> Floats:
    """A table by month of the role as one by month 0..H of the plan."""
    months = len(by_age)
    first = row(start)
    at = np.arange(months + 1)[:, None] - first.astype(np.intp)
    size = max(len(first), by_age.shape[1])
    at = np.broadcast_to(at, (months + 1, size))
    table = np.broadcast_to(by_age, (months, size))
    return np.where(at < 0, 0.0, np.take_along_axis(table, np.maximum(at, 0), axis=0))
