"""Days as bare numbers, whose month and year a title or the sheet's name says: "Janvier 2026"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.layouts.block_months import months_of_blocks
from roi_model.reading.costs.layouts.titled_month import month_of
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import trimmed
from roi_model.reading.text.wording import fold, words_of

_NUMBER = re.compile(r"0?[1-9]|[12]\d|3[01]")
_ENOUGH = 0.8


def dated_by_day(table: Table, said: Sequence[str], inquiry: Inquiry) -> Table:
    """The table with whole days where a column headed as one holds their numbers alone, and what is
    `said` above it, or above each of its blocks, names a month and its year; else as it is."""
    dates = cost_roles(table.names).get("date", [])
    days = [i for i in dates if fold(table.names[i]) in words_of("day")]
    if not days or len(dates) > 1 or not len(table):
        return table
    month = month_of(said)
    blocks = months_of_blocks(table, month or "")
    if month is None and blocks is None:
        return table
    months, heads = blocks or ([month or ""] * len(table), np.zeros(len(table), bool))
    cells = [cell or "" for cell in trimmed(table.columns[days[0]]).to_pylist()]
    numbers = [bool(_NUMBER.fullmatch(cell)) for cell in cells]
    written = [cell[:1].isdigit() for cell in cells]
    if not any(numbers) or sum(numbers) < _ENOUGH * np.sum(np.array(written) & ~heads):
        return table
    whole = [_day(at, cell) if number else cell
             for at, cell, number in zip(months, cells, numbers, strict=True)]  # fmt: skip
    if blocks is None:
        inquiry.note("month_of_days", column=table.names[days[0]], month=month)
    else:
        inquiry.note("months_of_blocks", count=int(heads.sum()))
    columns = list(table.columns)
    columns[days[0]] = pa.array(whole, pa.string())
    return replace(table, columns=tuple(columns)).keep(~heads, "account_heading")


def _day(month: str, number: str) -> str:
    """A day of a month, or its number where it has none such."""
    if not month or int(number) > calendar.monthrange(*map(int, month.split("-")))[1]:
        return number
    return f"{month}-{int(number):02d}"
