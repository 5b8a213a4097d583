"""A list in sections, one line below the other: what stands under a word of money in is no cost."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.statement.words import kind_of, side_of, total_of
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.sorting.plans import REVENUE
from roi_model.reading.tables.month_headers import month_columns
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, plain, trimmed
from roi_model.reading.text.wording import fold, worded
from roi_model.reading.values.amounts import holds_figures, values_of

_ROWS = 50_000
_MONTHS = 2
_BESIDE = 2
_CENT = 0.015
_FEWEST = 3
"""Columns of a list: when, what, how much."""


@dataclass
class _Section:
    """Lines under a heading; `sure` where its whole name says what they are, else by its total."""

    name: str
    side: str
    sure: bool
    rows: list[int] = field(default_factory=list)


def without_sections_in(table: Table, inquiry: Inquiry) -> Table:
    """The list without its sections of money in, each from the line that heads it to its total, to
    what is left of all, or to the next section of costs; as it is where no costs would be left.

    A line heads a section where its words are all it has, or a figure beside them at most. Where
    it only begins like a word of money in ("Revenue from fairs"), its lines must add up to a total.
    """
    if not 0 < len(table) <= _ROWS or len(table.names) < _FEWEST:
        return table
    if len(month_columns(table.names)) >= _MONTHS:
        return table
    words, open_ = _words_alone(table), _Section("", "", sure=False)
    found: list[_Section] = []
    for row in np.argsort(table.lines, kind="stable").tolist():
        if row not in words:
            open_.rows.append(row)
            continue
        name, total = words[row], total_of(words[row])
        if total is None and not kind_of(name):
            if said := side_of(name, heading=True):
                open_ = _Section(name, said, side_of(name) == said)
                found.append(open_)
        elif kind_of(name) or total == "" or side_of(total or "", heading=True):
            open_.sure |= _adds_up(table, open_.rows, row)
            open_ = _Section("", "", sure=False)
    gone = [one for one in found if one.side == REVENUE and one.sure and one.rows]
    received = np.isin(np.arange(len(table)), [row for one in gone for row in one.rows])
    if not gone or len(received) - received.sum() <= len(words):
        return table
    inquiry.note("money_in_left", rows=", ".join(dict.fromkeys(one.name for one in gone)))
    return table.keep(~received, "income")


def _adds_up(table: Table, rows: list[int], total: int) -> bool:
    """Whether some rows add up to another in every column in which that holds a figure."""
    at = pa.array([*rows, total])
    cells = [column.take(at) for column in table.columns]
    figures = [values_of(column) for column in cells if holds_figures(column)]
    told = [values for values in figures if abs(values[-1]) > _CENT]
    return bool(told) and all(abs(v[:-1].sum() - v[-1]) < _CENT for v in told)


def _words_alone(table: Table) -> dict[int, str]:
    """The rows that hold a cell of words and no more than a figure beside it, and these words."""
    there = np.array([filled(column) for column in table.columns])
    lettered = np.array([_lettered(table, c) for c in range(len(table.names))]) & there
    few = (there.sum(axis=0) <= _BESIDE) & (lettered.sum(axis=0) == 1)
    found = {}
    for row in np.flatnonzero(few).tolist():
        column = int(np.argmax(lettered[:, row]))
        if there[:column, row].any():
            continue  # a day, or a number, before the words: a line of its own
        found[row] = str(plain(trimmed(table.columns[column].slice(row, 1)))[0])
    return {row: name for row, name in found.items() if fold(name)}


def _lettered(table: Table, column: int) -> NDArray[np.bool_]:
    return worded(table.columns[column])
