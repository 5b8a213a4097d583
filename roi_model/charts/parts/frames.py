"""What the pictures read of a projection, and how a series becomes a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

Column = np.ndarray[Any, np.dtype[np.float64]]
Columns = Mapping[str, Any]
"""A picture's data as they travel: arrays or lists by column, of one length. To make a table of
pandas of them would take longer than all else of the picture."""


class Projected(Protocol):
    """A projection as the pictures see it: series by month, metrics as numbers, costs."""

    @property
    def monthly(self) -> Mapping[str, Any]: ...  # noqa: D102

    def value(self, name: str) -> float | None: ...  # noqa: D102

    @property
    def costs(self) -> Mapping[str, Any]: ...  # noqa: D102


def column(values: Any, length: int) -> Column:
    """A series (month 0 first) as float64, cut or filled with NaN to a length.

    >>> column([1, 2], 3).tolist()
    [1.0, 2.0, nan]
    """
    filled = np.full(length, np.nan)
    given = np.asarray(values, dtype=np.float64)[:length]
    filled[: len(given)] = given
    return filled


def rows_of(data: pd.DataFrame | Columns) -> int:
    """How many rows a picture's data have.

    >>> rows_of({"stage": ("leads", "quotes"), "count": [3.0, 1.0]})
    2
    """
    return len(next(iter(data.values()), ())) if isinstance(data, Mapping) else len(data)


def months_of(*projections: Projected | None) -> int:
    """The horizon that holds all the projections given, in months."""
    return max(len(p.monthly["cumulative_cash"]) - 1 for p in projections if p is not None)


def monthly(projection: Projected | None, name: str, length: int) -> Column:
    """A monthly series of a projection, NaN throughout where there is no projection."""
    return column([] if projection is None else projection.monthly[name], length)
