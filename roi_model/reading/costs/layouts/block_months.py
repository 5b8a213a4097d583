"""Blocks of lines under a title that says their month: "Période du 01/01/2026 au 31/01/2026"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.layouts.titled_month import month_of, period_of
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, plain, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import take_apart_dates

_BLOCKS = 2
_PAIR = 2
_ROWS = 50_000


def dated_by_blocks(table: Table, said: Sequence[str], inquiry: Inquiry) -> Table:
    """The table with a column of months, where lines of one cell name a month each and no column is
    headed as a date; else as it is.

    Every line is of the last month that is named above it, in what is `said` above all at first.
    """
    if "date" in cost_roles(table.names):
        return table
    told = days_of_blocks(table) or months_of_blocks(table, month_of(said) or "")
    if told is None:
        return table
    found, heads = told
    inquiry.note("months_of_blocks", count=int(heads.sum()))
    dated = replace(table, names=(*table.names, "date"),
                    columns=(*table.columns, pa.array(found, pa.string())))  # fmt: skip
    return dated.keep(~heads, "account_heading")


def days_of_blocks(table: Table) -> tuple[list[str], NDArray[np.bool_]] | None:
    """The day of every line, and the lines of two cells that name it ("Pay day", "04/17/2026");
    None where not one heading alone has a day in two of them or more."""
    if not 0 < len(table) <= _ROWS:
        return None
    there = np.array([filled(column) for column in table.columns])
    pairs = np.flatnonzero(there.sum(axis=0) == _PAIR)
    columns = [plain(trimmed(column)).take(pa.array(pairs)).to_pylist() for column in table.columns]
    cells = [[column[at] for column in columns if column[at]] for at in range(len(pairs))]
    begun: dict[str, dict[int, str]] = {}
    for row, (name, day) in zip(pairs.tolist(), cells, strict=True):
        begun.setdefault(fold(name), {})[row] = day
    dated = [rows for name, rows in begun.items()
             if name and len(rows) >= _BLOCKS and _days([*rows.values()]) == 1]  # fmt: skip
    if len(dated) != 1:
        return None
    heads = np.isin(np.arange(len(table)), [*dated[0]])
    for column, here in zip(table.columns, there, strict=True):
        if here[heads].any() and _days(column.filter(pa.array(here & ~heads)).to_pylist()):
            return None  # a column of days, of which some lines lack all else
    return _carried(table, dated[0], ""), heads


def _days(cells: list[str]) -> float:
    """The share of cells that are whole days."""
    read = take_apart_dates(pa.array(cells, pa.string()), serials=False)
    return 0.0 if read is None else read.share


def _carried(table: Table, told: dict[int, str], first: str) -> list[str]:
    """For every line what the last one above told, in the order of the file."""
    current, found = first, [""] * len(table)
    for row in np.argsort(table.lines, kind="stable").tolist():
        current = told.get(row, current)
        found[row] = current
    return found


def months_of_blocks(table: Table, first: str = "") -> tuple[list[str], NDArray[np.bool_]] | None:
    """The month of every line, and the lines that name it; None where fewer than two months are
    named by lines of one cell, with the `first` one of what stands above."""
    if not 0 < len(table) <= _ROWS:
        return None
    count = np.sum([filled(column) for column in table.columns], axis=0)
    alone = np.flatnonzero(count == 1)
    columns = [plain(trimmed(column)).take(pa.array(alone)).to_pylist() for column in table.columns]
    months = {}
    for at, row in enumerate(alone.tolist()):
        text = next(cell for column in columns if (cell := column[at]))
        if month := _month(text):
            months[row] = month
    if len({*months.values(), first} - {""}) < _BLOCKS:
        return None
    return _carried(table, months, first), np.isin(np.arange(len(table)), [*months])


def _month(text: str) -> str | None:
    covered = period_of([text])
    if covered is None:
        return month_of([text])
    return covered[0][0] if len(covered[0]) == 1 else None
