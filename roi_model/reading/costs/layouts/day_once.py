"""Days or months that stand on the first of their lines alone, and are meant for all below."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.ledgers import TOTAL_WORDS
from roi_model.reading.costs.roles import cost_roles, headings_of
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.month_headers import lacks_year
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching, trimmed
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.amounts import values_of
from roi_model.reading.values.dates import (
    date_format,
    days_of,
    parse_dates,
    take_apart_dates,
)

_ROWS = 50_000
_FEWEST = 2
_MONEY = ("amount_net", "amount", "amount_gross", "debit", "credit")
_CENT = 0.005
_TOTAL = rf"^ (?:{'|'.join(sorted(words_of('total')))}) "
Mask = NDArray[np.bool_]


def dated_once(table: Table, inquiry: Inquiry) -> Table:
    """The table with the day of the line above in lines that have words and an amount and no day,
    where days are written once each: they follow each other and none stands on two lines running.

    Totals stay without one, and what has not been settled on any day. A table whose first line has
    no day comes back as it is.
    """
    roles = cost_roles(table.names)
    money = [c for role in _MONEY for c in roles.get(role, [])]
    if "date" not in roles or not money or not _FEWEST < len(table) <= _ROWS:
        return table
    column = trimmed(table.columns[roles["date"][0]])
    order = np.argsort(table.lines, kind="stable")
    there = filled(column)[order]
    if there.all() or not there[0]:
        return table
    lines = _lines(table, roles["date"][0], money)[order]
    below = ~there & lines & ~_sums(values_of(table.columns[money[0]])[order], lines)
    below &= ~_unsettled(table, roles["date"])[order]
    written = [cell or "" for cell in column.take(pa.array(order)).to_pylist()]
    if below.sum() < _FEWEST or not _each_once(written, ~below):
        return table
    current = ""
    for at, cell in enumerate(written):
        current = cell or current
        written[at] = current if below[at] else cell
    found = np.empty(len(table), object)
    found[order] = written
    inquiry.note("days_once", column=table.names[roles["date"][0]], count=int(below.sum()))
    columns = list(table.columns)
    columns[roles["date"][0]] = pa.array(found.tolist(), pa.string())
    return replace(table, columns=tuple(columns))


def _lines(table: Table, date: int, money: list[int]) -> Mask:
    """Lines with words and a cell of money, that do not speak of a total."""
    words, priced, total = (np.zeros(len(table), bool) for _ in range(3))
    for i, column in enumerate(table.columns):
        if i in money:
            priced |= matching(column, r"\d")
        elif i != date:
            folded = fold_column(column)
            words |= matching(folded, r"[a-z]{2}")
            total |= matching(folded, f"^{TOTAL_WORDS}|{_TOTAL}")
    return words & priced & ~total


def _unsettled(table: Table, dates: list[int]) -> Mask:
    """Lines that lack the day on which a bank settled them, and have that on which they began: a
    column of days beside, none of which is later than the other."""
    found = np.zeros(len(table), bool)
    settled = _days(table.columns[dates[0]])
    for column in dates[1:]:
        if fold(table.names[column]) in headings_of("value_date"):  # that for interest
            continue
        began = _days(table.columns[column])
        if settled is None or began is None:
            continue
        both = ~np.isnat(settled) & ~np.isnat(began)
        if both.any() and (began[both] <= settled[both]).all():
            found |= np.isnat(settled) & ~np.isnat(began)
    return found


def _days(column: pa.Array) -> NDArray[np.datetime64] | None:
    """The days of a column, by the first format that may be its own."""
    cells = take_apart_dates(column, serials=False)
    if cells is None:
        return None
    shape = date_format(cells)
    one = next((shape for shape in (shape.format, *shape.candidates) if shape), None)
    return None if one is None else days_of(parse_dates(cells, one))


def _sums(values: NDArray[np.float64], lines: Mask) -> Mask:
    """Lines whose amount is that of two lines or more above, since the last total or the first."""
    found, since, whole = np.zeros(len(values), bool), 0, 0.0
    for at, (value, line) in enumerate(zip(values.tolist(), lines.tolist(), strict=True)):
        found[at] = line and at - since >= _FEWEST and value and abs(value - whole) < _CENT
        if found[at] or not line:
            since, whole = at + 1, 0.0
        else:
            whole += value
    return found


def _each_once(written: list[str], own: Mask) -> bool:
    """Whether days that are written follow each other, and no two lines running have the same."""
    cells = [cell for cell, here in zip(written, own, strict=True) if here and cell]
    if any(first == second for first, second in pairwise(cells)):
        return False
    if all(map(lacks_year, cells)):
        return True
    read = take_apart_dates(pa.array(cells), serials=False)
    if read is None:
        return False
    shape = date_format(read)
    for one in (shape.format, *shape.candidates):
        days = days_of(parse_dates(read, one)) if one else np.zeros(0, "datetime64[D]")
        steps = np.diff(days[~np.isnat(days)]).astype(np.int64)
        if len(steps) and ((steps >= 0).all() or (steps <= 0).all()):
            return True
    return False
