"""Days as bare numbers, whose month and year a title or the sheet's name says: "Janvier 2026"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pyarrow as pa

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, trimmed
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.date_shapes import MONTHS

_NUMBER = re.compile(r"0?[1-9]|[12]\d|3[01]")
_ENOUGH = 0.8


def dated_by_day(table: Table, said: Sequence[str], inquiry: Inquiry) -> Table:
    """The table with whole days where a column headed as one holds their numbers alone, and what is
    `said` above it names one month and its year; else as it is."""
    dates = cost_roles(table.names).get("date", [])
    days = [i for i in dates if fold(table.names[i]) in words_of("day")]
    if not days or len(dates) > 1:
        return table
    cells = trimmed(table.columns[days[0]])
    there = filled(cells)
    values = coded(cells)[0].to_pylist()
    numbers = [value for value in values if value and _NUMBER.fullmatch(value)]
    month = month_of(said) if numbers else None
    if month is None or len(numbers) < _ENOUGH * sum(map(bool, values)) or not there.any():
        return table
    last = calendar.monthrange(*map(int, month.split("-")))[1]
    whole = {value: f"{month}-{int(value):02d}" for value in numbers if int(value) <= last}
    column = pa.array([whole.get(cell or "", cell) for cell in cells.to_pylist()], pa.string())
    inquiry.note("month_of_days", column=table.names[days[0]], month=month)
    columns = list(table.columns)
    columns[days[0]] = column
    return replace(table, columns=tuple(columns))


def month_of(said: Sequence[str]) -> str | None:
    """The one month with its year that some texts name; None for none, or for several.

    >>> month_of(["Dépenses - JANVIER 2026", "Janv 26"]), month_of(["Janvier 2026", "Mars 2026"])
    ('2026-01', None)
    """
    found: set[str] = set()
    for text in said:
        words = fold(text).split()
        for word, year in pairwise(words):
            number = re.fullmatch(r"0?[1-9]|1[0-2]", word)
            numbers = (int(word),) if number else MONTHS.get(word, ())
            whole = re.fullmatch(r"20\d\d", year) or (
                word in MONTHS and re.fullmatch(r"2\d|3\d", year)
            )
            if len(numbers) == 1 and whole:
                found.add(f"20{year[-2:]}-{numbers[0]:02d}")
    return found.pop() if len(found) == 1 else None
