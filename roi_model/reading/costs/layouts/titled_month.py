"""A report of one month whose days stand in its title alone: "1 janvier 2025 - 31 janvier 2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.values.dates import date_format, months_given, take_apart_dates

_BETWEEN = re.compile(r"\s+(?:-|–|—|→|au|to|through|bis|al?|até|tot|t/m)\s+", re.IGNORECASE)
_AHEAD = re.compile(r"^(?:[^\d:]*:|du|from|vom|del|dal|de|van)\s+", re.IGNORECASE)
_MARKS = "\"' \t;,"
_SOME = 0.1


def dated_by_title(table: Table, titles: Sequence[str], inquiry: Inquiry) -> Table:
    """The table with the month of its title as a column, where none of its own holds dates.

    A title of several months says nothing of a line's: such a table comes back as it is.
    """
    found = next(filter(None, map(month_of, titles)), None)
    if found is None or "date" in cost_roles(table.names) or any(map(_dated, table.columns)):
        return table
    month, title = found
    inquiry.note("month_in_title", title=title, month=month)
    columns = (*table.columns, pa.repeat(pa.scalar(month), len(table)))
    return replace(table, names=(*table.names, "date"), columns=columns)


def month_of(title: str) -> tuple[str, str] | None:
    """The month in which both days of a title lie, and the title; None where it has no two days.

    >>> month_of("January 1, 2025 - January 31, 2025")
    ('2025-01', 'January 1, 2025 - January 31, 2025')
    >>> month_of("2025-01-01 to 2025-03-31"), month_of("Campaign report")
    (None, None)
    """
    text = title.strip(_MARKS)
    days = [_AHEAD.sub("", day) for day in _BETWEEN.split(text)]
    cells = take_apart_dates(pa.array(days), serials=False) if len(days) == 2 else None
    if cells is None or cells.share < 1:
        return None
    told = date_format(cells)
    given = [months_given(cells, shape) for shape in (told.format, *told.candidates) if shape]
    ends = {str(month["first"]) for month in given} | {str(month["last"]) for month in given}
    return (ends.pop(), text) if len(ends) == 1 else None


def _dated(column: pa.Array) -> bool:
    cells = take_apart_dates(column.slice(0, 2000))
    return cells is not None and cells.share >= _SOME
