"""Rows of a list that repeat other rows of it: its total, a whole period, a line beside its parts.

A name alone does not tell them, for a supplier may be called Total: they must add up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.dates import Days, date_format, parse_dates, take_apart_dates

_MAX_ROWS = 200_000  # nobody adds a longer list up by hand, and it is read in no more time
_MAX_PARTS = 60
_MAX_PARENTS = 2000
Mask = NDArray[np.bool_]


def repeated_rows(
    table: Table, words: Sequence[int], maybe_totals: Mask, units: NDArray[np.int64], days: Days
) -> Mask:
    """Which rows repeat others. `words` are the columns of labels and categories, most telling
    first; `maybe_totals` marks dated rows that begin like a total."""
    found = np.zeros(len(table), bool)
    if not 3 <= len(table) <= _MAX_ROWS:
        return found
    order = np.argsort(table.lines, kind="stable")
    place = units[order]
    found[order] = _totals(maybe_totals[order], place)
    found |= _whole_period(table, words, units, days, ~found)
    found[order] |= _parents(table, words, order, place, days, found[order])
    return found


def _totals(maybe: Mask, units: NDArray[np.int64]) -> Mask:
    """Rows that are the sum of those above them, since the last total or from the first on."""
    found = np.zeros(len(units), bool)
    since = 0
    for row in np.flatnonzero(maybe)[:_MAX_PARENTS]:
        for first in {since, 0}:
            above = units[first:row][~found[first:row]]
            sums = {
                abs(int(above.sum())),
                int(above[above > 0].sum()),
                -int(above[above < 0].sum()),
            }
            if len(above) >= 2 and abs(int(units[row])) in sums:
                found[row] = True
        since = row + 1 if found[row] else since
    return found


def _whole_period(
    table: Table, words: Sequence[int], units: NDArray[np.int64], days: Days, live: Mask
) -> Mask:
    """The row of a report that names nothing and holds the whole of it, or its whole period."""
    found = np.zeros(len(table), bool)
    if not words:
        return found
    named = np.zeros(len(table), bool)
    for column in words:
        named |= filled(table.columns[column])
    blank = np.flatnonzero(live & ~named)
    if not 1 <= len(blank) <= 3 or int(named.sum()) < 2:
        return found
    spans = _spans(table, days)
    rest = int(units[live & named].sum())
    for row in blank:
        whole = bool(units[row]) and int(units[row]) == rest
        if spans is not None and not whole:
            begin, end = spans
            longest = int((end - begin)[named].max())
            whole = (begin[row] <= begin[named].min() and end[row] >= end[named].max()
                     and int(end[row] - begin[row]) > longest)  # fmt: skip
        found[row] = whole
    return found


def _spans(
    table: Table, days: Days
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:  # fmt: skip
    """First and last day of what each row covers, where two columns say so."""
    ends = [c for c, name in enumerate(table.names) if fold(name) in words_of("ends")]
    begins = [c for c, name in enumerate(table.names) if fold(name) in words_of("begins")]
    if len(ends) != 1 or not begins:
        return None
    cells = take_apart_dates(table.columns[ends[0]])
    if cells is None:
        return None
    seen = date_format(cells)
    last = parse_dates(cells, seen.format or next(iter(seen.candidates), None))
    if (last.status != 0).any():
        return None
    return _ordinal(days), _ordinal(last)


def _ordinal(days: Days) -> NDArray[np.int64]:
    return np.asarray(days.month.astype(np.int64) * 31 + days.day)


def _parents(
    table: Table, words: Sequence[int], order: NDArray[np.intp], units: NDArray[np.int64],
    days: Days, gone: Mask,
) -> Mask:  # fmt: skip
    """Rows that say they are split, or have no category, beside parts of the same day adding up."""
    found = np.zeros(len(units), bool)
    said, part = (mask[order] for mask in _said_split(table))
    bare = np.zeros(len(units), bool)
    if len(words) >= 2:
        filled_in = filled(table.columns[words[1]])[order]
        bare = ~filled_in if 2 * int(filled_in.sum()) > len(units) else bare
    who = None if not words else table.columns[words[0]].to_pylist()
    day = _ordinal(days)[order]
    for row in np.flatnonzero((said | bare) & ~part & ~gone)[:_MAX_PARENTS]:
        for step in (1, -1):
            total = 0
            for at in range(row + step, row + step * (_MAX_PARTS + 1), step):
                if not 0 <= at < len(units) or day[at] != day[row] or found[at]:
                    break
                if said[at]:  # another line that has parts of its own
                    break
                if not said[row] and (bare[at] or (who and who[order[at]] != who[order[row]])):
                    break
                total += int(units[at])
                if abs(at - row) >= 2 and total == units[row] and total:
                    found[row] = True
                    break
            if found[row]:
                break
    return found


def _said_split(table: Table) -> tuple[Mask, Mask]:
    """Rows with a cell that says it is split, and those that say which part they are ("1 of 2")."""
    pattern = r"(?i)\b(?:" + "|".join(sorted(words_of("split"))) + ")"
    said, part = np.zeros(len(table), bool), np.zeros(len(table), bool)
    for column in table.columns:
        here = matching(column, pattern)
        if here.any():
            part |= here & matching(column, r"(?i)\d\s*(?:/|of|sur|von|de|di|van)\s*\d")
            said |= here
    return said & ~part, part
