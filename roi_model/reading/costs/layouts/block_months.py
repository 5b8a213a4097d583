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

_BLOCKS = 2
_ROWS = 50_000


def dated_by_blocks(table: Table, said: Sequence[str], inquiry: Inquiry) -> Table:
    """The table with a column of months, where lines of one cell name a month each and no column is
    headed as a date; else as it is.

    Every line is of the last month that is named above it, in what is `said` above all at first.
    """
    if "date" in cost_roles(table.names):
        return table
    told = months_of_blocks(table, month_of(said) or "")
    if told is None:
        return table
    found, heads = told
    inquiry.note("months_of_blocks", count=int(heads.sum()))
    dated = replace(table, names=(*table.names, "date"),
                    columns=(*table.columns, pa.array(found, pa.string())))  # fmt: skip
    return dated.keep(~heads, "account_heading")


def months_of_blocks(table: Table, first: str = "") -> tuple[list[str], NDArray[np.bool_]] | None:
    """The month of every line, and the lines that name it; None where fewer than two months are
    named by lines of one cell, with the `first` one of what stands above."""
    if not 0 < len(table) <= _ROWS:
        return None
    count = np.sum([filled(column) for column in table.columns], axis=0)
    order = np.argsort(table.lines, kind="stable")
    alone = np.flatnonzero(count == 1)
    columns = [plain(trimmed(column)).take(pa.array(alone)).to_pylist() for column in table.columns]
    months = {}
    for at, row in enumerate(alone.tolist()):
        text = next(cell for column in columns if (cell := column[at]))
        if month := _month(text):
            months[row] = month
    if len({*months.values(), first} - {""}) < _BLOCKS:
        return None
    current, found = first, [""] * len(table)
    for row in order.tolist():
        current = months.get(row, current)
        found[row] = current
    return found, np.isin(np.arange(len(table)), [*months])


def _month(text: str) -> str | None:
    covered = period_of([text])
    if covered is None:
        return month_of([text])
    return covered[0][0] if len(covered[0]) == 1 else None
