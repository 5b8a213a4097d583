"""Months of a table's rows beside those of its costs, and what costs add up to by month."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold
from roi_model.reading.values.asked import day_format
from roi_model.reading.values.dates import date_format, parse_dates, take_apart_dates, year_month

Months = NDArray[np.int64]


def months_under(table: Table, headed: Callable[[str], bool], inquiry: Inquiry) -> Months | None:
    """The months of a column of days under such a heading, folded; None without one."""
    for name, column in zip(table.names, table.columns, strict=True):
        months = months_in(column, name, inquiry) if headed(fold(name)) else None
        if months is not None:
            return months
    return None


def months_in(column: pa.Array, header: str, inquiry: Inquiry) -> Months | None:
    """The month of each row's day, -1 where it has none; None where none has, or it is asked."""
    cells = take_apart_dates(column)
    if cells is None:
        return None
    found = date_format(cells)
    chosen, before = found.format, inquiry.date_format
    if found.candidates:
        chosen = before if before in found.candidates else day_format(cells, header, inquiry)
        inquiry.date_format = before
    if chosen is None:
        return None
    days = parse_dates(cells, chosen)
    return np.where(days.status == 0, days.month, -1)


def by_line(lines: Lines, table: Table, values: Months) -> Months:
    """Values of a table's rows by the costs made of them."""
    order = np.argsort(table.lines, kind="stable")
    place = np.searchsorted(table.lines[order], lines.line)
    return values[order[np.minimum(place, len(order) - 1)]].copy()


def gives_of(lines: Lines) -> dict[str, object]:
    """What the file would hold with these costs."""
    return gives(lines.month, lines.units, lines.scale)


def gives(
    month: Months, units: NDArray[np.int64], scale: int
) -> dict[str, object]:  # fmt: skip
    """What the file would hold: its total, by month, from the first to the last."""
    sums = pd.Series(units).groupby(month).sum()
    by_month = {year_month(int(m)): int(u) / 10**scale for m, u in sums.items()}
    months = list(by_month)
    return {"all": int(units.sum()) / 10**scale, "by_month": by_month,
            "first": months[0], "last": months[-1]}  # fmt: skip
