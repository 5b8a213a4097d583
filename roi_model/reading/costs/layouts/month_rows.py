"""Months or days down a column, and what stands beneath them: their sums, and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.tables.month_headers import lacks_year, span_of
from roi_model.reading.tables.summed_rows import figures_of, mostly_figures
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, plain, trimmed
from roi_model.reading.text.wording import worded
from roi_model.reading.values.dates import take_apart_dates
from roi_model.reading.values.undated import coarse_for

_MOST = 5000
_ENOUGH = 2
_NUMBER = re.compile(r"0?[1-9]|1[0-2]")
Mask = NDArray[np.bool_]


def bare_months(column: pa.Array) -> Mask:
    """The cells that are months without a year: names, or 1 to 12.

    >>> bare_months(pa.array(["janvier", "1", "Total", "2026-01", ""])).tolist()
    [True, True, False, False, False]
    """
    values, index = coded(trimmed(column))
    bare = [bool(cell) and (lacks_year(cell) or bool(_NUMBER.fullmatch(cell)))
            for cell in values.to_pylist()]  # fmt: skip
    return np.array(bare, bool)[index]


def without_rows_beneath(table: Table) -> Table:
    """The table without rows that are the sum of the months or days above them, whatever they are
    called, and without lines of words below the last of these.

    A row is a sum where most of its figures are those of all dated rows above it, or of those since
    the last sum.
    """
    if not _ENOUGH < len(table) <= _MOST:
        return table
    order = np.argsort(table.lines, kind="stable")
    found = next(((c, mask[order]) for c in _maybe_dated(table)
                  if (mask := _dated(table, c)) is not None), None)  # fmt: skip
    if found is None:
        return table
    column, dated = found
    money = [c for c in range(len(table.names)) if c != column and mostly_figures(table.columns[c])]
    said = np.zeros(len(table), bool)
    told = np.zeros(len(table), bool)
    for c, cells in enumerate(table.columns):
        said |= worded(cells)
        told |= filled(cells) if c in money else False
    units = figures_of(table, money) if money else None
    named = worded(table.columns[column])
    sums = np.zeros(len(table), bool)
    if units is not None:
        sums[order] = _sums(units[order], dated, (named | ~said)[order])
    notes = np.zeros(len(table), bool)
    last = int(np.flatnonzero(dated)[-1])
    notes[order[last + 1 :]] = True
    notes &= said & ~told
    return table.leave_out(np.select([sums, notes], [1, 2], 0), ("", "total_line", "footer"))


def _maybe_dated(table: Table) -> Sequence[int]:
    return list(dict.fromkeys([*cost_roles(table.names).get("date", []), 0]))


def _dated(table: Table, column: int) -> Mask | None:
    """The rows that a column dates, where these are most of those in which it says something; among
    months, quarters and years date none."""
    cells = plain(table.columns[column])
    apart = take_apart_dates(cells, serials=False, coarse=coarse_for(table.names[column], cells))
    mask = bare_months(cells)
    if apart is not None:
        mask |= np.array([bool(one) for one in apart.readings], bool)[apart.index]
    if mask.sum() < max(_ENOUGH, filled(cells).sum() / 2):
        return None
    longer = np.array([bool(span_of(cell or "")) for cell in cells.to_pylist()], bool)
    return mask & ~longer if 2 * longer.sum() < mask.sum() else mask


def _sums(units: NDArray[np.int64], dated: Mask, maybe: Mask) -> Mask:
    """Which undated rows that `maybe` are sums add up the dated ones above them."""
    found = np.zeros(len(units), bool)
    added = np.where(dated[:, None], units, 0)
    above = np.cumsum(added, axis=0)
    since = 0
    for row in np.flatnonzero(~dated & maybe & units.any(axis=1)).tolist():
        there = units[row] != 0
        for first in dict.fromkeys((since, 0)):
            whole = above[row] - (above[first - 1] if first else 0)
            agree = int((there & (whole == units[row])).sum())
            if dated[first:row].sum() >= _ENOUGH and 2 * agree > int(there.sum()):
                found[row] = True
        since = row + 1 if found[row] else since
    return found
