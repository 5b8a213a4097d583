"""Costs of a quarter, half of a year or a year, spread evenly over its months."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines, copies


def spread(lines: Lines, months: NDArray[np.int64]) -> Lines:
    """Every line once a month over as many `months` as it is of, from its own month on.

    What does not divide evenly goes to the first months, a unit each: the sum stays exact.

    >>> import pyarrow as pa
    >>> year, none = np.array([2025 * 12]), np.array([1])
    >>> label = pa.array(["Ads"])
    >>> quarter = spread(Lines(year, np.array([1000]), 2, none, label, none), np.array([3]))
    >>> quarter.units.tolist(), (quarter.month - 2025 * 12).tolist()
    ([334, 333, 333], [0, 1, 2])
    """
    if (months == 1).all():
        return lines
    row, step = copies(months)
    share, left = np.divmod(np.abs(lines.units), months)
    units = np.sign(lines.units)[row] * (share[row] + (step < left[row]))
    return replace(lines.taken(row), month=lines.month[row] + step, units=units)
