"""Figures of a sum, rounded so that what is written adds up to what is written below it."""

from __future__ import annotations

import math
from collections.abc import Sequence

EXACT = 15
"""Digits that no rounding for the headline takes from a figure of a sum."""


def adding_up(parts: Sequence[float], decimals: int) -> list[float]:
    """The parts rounded to `decimals`, their sum being the rounded sum of the exact ones.

    What plain rounding would leave over goes to the parts that are nearest to the next step; no
    part moves by a whole step of the last decimal.

    >>> adding_up([1.4, 1.4, 1.4], 0)
    [2.0, 1.0, 1.0]
    """
    step = 10.0**-decimals
    scaled = [part / step for part in parts]
    floors = [math.floor(value) for value in scaled]
    missing = round(math.fsum(scaled)) - sum(floors)
    nearest = sorted(range(len(scaled)), key=lambda at: floors[at] - scaled[at])
    up = set(nearest[:missing])
    return [round((floor + (at in up)) * step, decimals) for at, floor in enumerate(floors)]
