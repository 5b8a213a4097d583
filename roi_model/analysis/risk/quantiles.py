"""Quantiles of many rows of draws at once, as NumPy's `quantile` gives them, one row at a time.

Rows are sorted whole: with what processors do on four numbers at a time, that takes less than
finding six places in each, and one call of it less than one a row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from roi_model.engine.arrays import Floats

_TOGETHER = 1 << 17
"""Numbers sorted together: a megabyte, whatever there is of rows."""


def quantiles(rows: Sequence[Floats] | Floats, shares: Sequence[float]) -> Floats:
    """The quantiles of every row, shape (shares, rows), linear between the numbers around.

    `rows` has shape (rows, draws). NaN is no number: it is left out, and a row of nothing else
    has NaN for all of its quantiles.

    >>> quantiles(np.array([[3.0, 1.0, 2.0], [np.nan, 5.0, 7.0]]), [0.5, 1.0]).tolist()
    [[2.0, 6.0], [3.0, 7.0]]
    """
    found = np.full((len(shares), len(rows)), np.nan)
    if not len(rows):
        return found
    step = max(1, _TOGETHER // max(1, len(rows[0])))
    for at in range(0, len(rows), step):
        found[:, at : at + step] = _of_a_few(np.array(rows[at : at + step]), np.array(shares))
    return found


def _of_a_few(rows: Floats, shares: Floats) -> Floats:
    rows.sort(axis=1)  # NaN comes last
    known = np.full(len(rows), rows.shape[1])
    some = np.isnan(rows[:, -1])
    known[some] = np.count_nonzero(~np.isnan(rows[some]), axis=1)
    place = np.maximum(known - 1, 0) * shares[:, None]
    before = place.astype(np.intp)
    each = np.arange(len(rows))
    low, high = rows[each, before], rows[each, np.minimum(before + 1, np.maximum(known - 1, 0))]
    part, apart = place - before, high - low
    # from the nearer of the two, as NumPy does: the ends are met to the last digit
    return np.asarray(np.where(part < 0.5, low + part * apart, high - (1.0 - part) * apart))
