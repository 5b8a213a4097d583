"""Amounts and dates that people's programs write in their own way: read for a whole file at once.

OFX and QIF leave open whether a comma or a point parts the cents, QIF how a date is written. All
cells of a file are looked at together, as a column of a table is; what stays open is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

import numpy as np
import pyarrow as pa

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.values.amounts import (
    OK,
    REASONS,
    Amounts,
    Cells,
    exact_total,
    parse_amounts,
    take_apart,
)
from roi_model.reading.values.asked import day_format, decimal_sign
from roi_model.reading.values.dates import (
    DATE_REASONS,
    parse_dates,
    take_apart_dates,
)


def amounts(
    cells: Sequence[str], column: str, inquiry: Inquiry
) -> list[tuple[Decimal | None, str]] | None:
    """Each cell's amount, or why it has none; None where the decimal sign must be asked.

    >>> amounts(["-1 234,56", "+12,5", "x"], "TRNAMT", Inquiry())
    [(Decimal('-1234.56'), ''), (Decimal('12.50'), ''), (None, 'not_a_number')]
    """
    apart = take_apart(pa.array([cell.strip().removeprefix("+") for cell in cells], pa.string()))
    sign = decimal_sign([apart], column, inquiry, partial(_gives, apart))
    if sign is None:
        return None
    inquiry.decimal = sign or "."
    read = parse_amounts(apart, inquiry.decimal)
    return [_one(read, row) for row in range(len(cells))]


def _one(read: Amounts, row: int) -> tuple[Decimal | None, str]:
    if read.status[row] != OK:
        return None, REASONS[read.status[row]]
    return Decimal(int(read.units[row])).scaleb(-read.scale), ""


def _gives(apart: Cells, sign: str) -> dict[str, object]:
    """What leaves the account with a decimal sign."""
    read = parse_amounts(apart, sign)
    out = read.units[(read.status == OK) & (read.units < 0)]
    return {"all": exact_total(-out, read.scale), "rows": int(np.sum(read.status == OK))}


def days(
    cells: Sequence[str], column: str, inquiry: Inquiry
) -> list[tuple[date | None, str]] | None:
    """Each cell's day, or why it has none; None where the order of day and month must be asked.

    >>> days(["31/01/2024", "05/02/2024", ""], "D", Inquiry())[1:]
    [(datetime.date(2024, 2, 5), ''), (None, 'no_date')]
    """
    apart = take_apart_dates(pa.array(list(cells), pa.string()), serials=False)
    if apart is None:
        return [(None, "bad_date")] * len(cells)
    chosen = day_format(apart, column, inquiry)
    if chosen is None:
        return None
    read = parse_dates(apart, chosen)
    return [
        (None, DATE_REASONS[status])
        if status
        else (date(int(month) // 12, int(month) % 12 + 1, int(day)), "")
        for month, day, status in zip(read.month, read.day, read.status, strict=True)
    ]
