"""Columns that add up the lines before them, or say what they leave of a budget: no amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.running_balance import is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import OK, convention, parse_amounts, take_apart

_SCALE = 4
_CENT = 10**_SCALE // 100
_ENOUGH = 3
"""Different amounts that must add up before figures alone make a running total."""
_MOSTLY = 0.8
_MOST_ROWS = 5000
"""Rows of the longest table whose figures are held against each other."""
Units = NDArray[np.int64]


def is_running(heading: str) -> bool:
    """Whether a heading is of a running total, or of what is left of a budget.

    >>> [is_running(name) for name in ("Cumul annuel", "YTD spend", "Budget restant", "Budget")]
    [True, True, True, False]
    """
    folded = fold(heading)
    spaced, words = f" {folded} ", set(folded.split())
    running = any(f" {word} " in spaced for word in words_of("running"))
    left = bool(words & words_of("left")) and words <= words_of("left") | words_of("left_of")
    return running or left


def without_running_totals(table: Table, inquiry: Inquiry) -> Table:
    """The table without columns whose figures are the amounts of another added up so far, or what
    is left of a budget after them; told by their headings or, from nothing on, by their figures.

    Raises RefusedError where no other column of figures is left.
    """
    said = {c for c, name in enumerate(table.names) if is_running(name)}
    if not len(table) or (not said and len(table) > _MOST_ROWS):
        return table
    figures = {c: found for c, column in enumerate(table.columns)
               if (found := _units(column.slice(0, _MOST_ROWS))) is not None}  # fmt: skip
    said &= figures.keys()
    others = [c for c in figures if c not in said]
    if said and not others:
        raise RefusedError("running_total", columns=_listed(table, sorted(said)))
    told = set[int]()
    if len(table) <= _MOST_ROWS:
        order = np.argsort(table.lines, kind="stable")
        told = {c for c in others if not is_balance(table.names[c])
                and any(c != one and _adds_up(figures[c][order], figures[one][order],
                                              filled(table.columns[c])[order])
                        for one in others)}  # fmt: skip
    gone = sorted(said | told)
    if not gone:
        return table
    inquiry.note("running_total", columns=_listed(table, gone))
    kept = [c for c in range(len(table.names)) if c not in gone]
    return replace(table, names=tuple(table.names[c] for c in kept),
                   columns=tuple(table.columns[c] for c in kept),
                   present={row: sum(c < n for c in kept)
                            for row, n in table.present.items()})  # fmt: skip


def _adds_up(sums: Units, amounts: Units, there: NDArray[np.bool_]) -> bool:
    """Whether sums are the amounts so far in every row that has one, from either end of the file,
    or what the amounts leave of a whole. The sums may begin anew, as they do every year.
    """
    sums, amounts = sums[there], amounts[there]
    if len(np.unique(amounts[amounts != 0])) < _ENOUGH:
        return False
    for one, other in ((sums, amounts), (sums[::-1], amounts[::-1])):
        anew = np.abs(one - other) <= _CENT
        on = np.abs(np.diff(one) - other[1:]) <= _CENT
        # A column that says the amounts again begins anew in every row.
        several = 2 * np.sum(on & ~anew[1:]) >= len(on)
        if anew[0] and several and (on | anew[1:]).all():
            return True
        if (np.abs(np.diff(one) + other[1:]) <= _CENT).all():
            return True
    return False


def _units(column: pa.Array) -> Units | None:
    """A column's amounts in units of 10**-4, 0 in empty cells; None where it holds others."""
    there = filled(column)
    if not there.any():
        return None
    cells = take_apart(column)
    amounts = parse_amounts(cells, convention(cells).decimal or ".", _SCALE)
    return amounts.units if (amounts.status[there] == OK).mean() >= _MOSTLY else None


def _listed(table: Table, columns: Sequence[int]) -> str:
    return ", ".join(table.names[column] for column in columns)
