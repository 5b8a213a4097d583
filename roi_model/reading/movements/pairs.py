"""Money that leaves one account of a file and arrives on another of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAYS = 5
"""Days that money may be on its way."""


@dataclass(frozen=True)
class Moved:
    """A movement of an account: its day as a number, its amount without a sign, in whole units."""

    account: object
    day: int
    units: int
    currency: str = ""


def days_of(month: NDArray[np.int64], day: NDArray[np.int64]) -> NDArray[np.int64]:
    """Days as numbers, of months since year 0 and days of the month.

    >>> np.diff(days_of(np.array([24301, 24302]), np.array([28, 1]))).tolist()
    [1]
    """
    first = (month - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(first + np.maximum(day, 1) - 1, np.int64)


def paired(left: Sequence[Moved], arrived: Sequence[Moved]) -> dict[int, int]:
    """Place in `left` → place in `arrived` of the same amount on another account within some days.

    Each is paired once, with the nearest in days.

    >>> out = [Moved("a", 1, 500), Moved("a", 9, 500)]
    >>> paired(out, [Moved("b", 10, 500), Moved("a", 1, 500)])
    {1: 0}
    """
    by_units: dict[tuple[int, str], list[int]] = defaultdict(list)
    for place, one in enumerate(arrived):
        by_units[one.units, one.currency].append(place)
    near = sorted(
        (abs(one.day - arrived[other].day), place, other)
        for place, one in enumerate(left)
        for other in by_units.get((one.units, one.currency), ())
        if one.units > 0
        and one.account != arrived[other].account
        and abs(one.day - arrived[other].day) <= DAYS
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, other in near:
        if place not in found and other not in taken:
            found[place] = other
            taken.add(other)
    return found
