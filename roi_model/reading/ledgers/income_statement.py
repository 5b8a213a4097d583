"""Profit and loss by month of QuickBooks and Xero: accounts in sections, months across."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.entries import BY_NAME, Lines
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.columns import bare
from roi_model.reading.ledgers.headings import in_order, total_of
from roi_model.reading.ledgers.postings import Postings, costs_of, texts
from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE, section_side
from roi_model.reading.tables.month_headers import month_columns
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import plain, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import EMPTY, OK, parse_together, take_apart
from roi_model.reading.values.asked import decimal_sign
from roi_model.reading.values.date_shapes import readings

_RESULTS = {
    "gross profit", "net operating income", "net other income", "net income", "net profit",
    "operating profit", "net ordinary income", "net earnings", "profit for the year", "net loss",
    "gross loss", "operating loss", "profit before tax", "net profit before tax",
}  # fmt: skip
_TAXES = {"taxation", "income tax", "tax"}


@dataclass
class _Section:
    name: str
    side: str
    rows: list[int] = field(default_factory=list)


def is_income_statement(table: Table) -> bool:
    """Whether months stand across, and sections of costs with their totals down the first column.

    A statement whose lines have no such sections is none: its sums cannot be told from its lines.
    """
    if not month_columns(table.names):
        return False
    cells = [fold(cell) for cell in plain(table.columns[0]).slice(0, 2000).to_pylist()]
    ends = {fold(total_of(cell) or "") for cell in cells}
    return any(section_side(cell) == COST and cell in ends for cell in cells)


def read_income_statement(source: Source, inquiry: Inquiry) -> Lines | None:
    """The lines within sections of costs, a cost for each month; totals and results left out.

    Raises RefusedError where the lines of a section do not add up to its total in every month, as
    where rows were deleted, or where months name no year.
    """
    table = in_order(source.table)
    months = list(month_columns(table.names))
    keys = {i: _month(table.names[i]) for i in months}
    if any(month is None for month in keys.values()):
        raise RefusedError("statement_months", columns=", ".join(table.names[i] for i in months))
    cells = {i: take_apart(table.columns[i]) for i in months}
    sign = decimal_sign(cells.values(), table.names[months[0]], inquiry)
    if sign is None:
        return None
    inquiry.decimal = sign or "."
    parsed, scale = parse_together(cells, dict.fromkeys(cells, inquiry.decimal))
    units = np.array([np.where(parsed[i].status == OK, parsed[i].units, 0) for i in months])
    bad = np.any([(parsed[i].status != OK) & (parsed[i].status != EMPTY) for i in months], axis=0)
    empty = np.all([parsed[i].status == EMPTY for i in months], axis=0)
    names = plain(trimmed(table.columns[0])).to_pylist()
    codes, sides = _sections(names, units, empty)
    codes[bad & (codes == 0)] = 4
    inquiry.note("months_across", count=len(months))
    good = codes == 0
    rows = np.flatnonzero(good).tolist()
    kept = [(row, i) for n, i in enumerate(months) for row in rows if units[n, row]]
    reasons = ("", "total_line", "account_heading", "blank", "not_a_number")
    lines = table.lines
    table.leave_out(codes, reasons)
    place = {i: n for n, i in enumerate(months)}
    account = [bare(names[row]) for row, _ in kept]
    postings = Postings(
        np.array([keys[i] for _, i in kept], np.int64), np.ones(len(kept), np.int64),
        np.array([_signed(units[place[i], row], sides[row]) for row, i in kept], np.int64), scale,
        texts(account).cast(pa.string()), texts(account).cast(pa.string()),
        texts(account).cast(pa.string()), lines[[row for row, _ in kept]],
    )  # fmt: skip
    return costs_of(postings, {bare(names[row]): sides[row] for row in sides}, BY_NAME, inquiry)


def _signed(units: int, side: str) -> int:
    return -units if side == REVENUE else units


def _month(heading: str) -> int | None:
    """The month that a heading names, with its year."""
    found = set(readings(heading, serials=False).values())
    months = {12 * year + month - 1 for year, month, _ in found}
    return months.pop() if len(months) == 1 else None


def _sections(
    names: list[str], units: NDArray[np.int64], empty: NDArray[np.bool_]
) -> tuple[NDArray[np.int8], dict[int, str]]:
    """Why each row is left out (0: it is not), and the side of those that are kept."""
    codes = np.zeros(len(names), np.int8)
    sides: dict[int, str] = {}
    open_: list[_Section] = []
    for row, name in enumerate(names):
        folded = fold(name)
        ended = total_of(name)
        if ended is not None:
            codes[row] = 1
            _end(open_, ended, units, row)
        elif folded in _RESULTS or (folded.startswith("net ") and not open_):
            codes[row] = 1
        elif empty[row]:
            codes[row] = 2 if name else 3
            if name:
                side = section_side(name) or (open_[-1].side if open_ else NEITHER)
                if section_side(name):
                    open_ = []
                open_.append(_Section(name, side))
        elif not open_ and folded not in _TAXES:
            codes[row] = 1 if not name else 2
            if name:
                raise RefusedError("statement_line", line=name)
        else:
            sides[row] = open_[-1].side if open_ else COST
            for section in open_:
                section.rows.append(row)
    return codes, sides


def _end(open_: list[_Section], ended: str, units: NDArray[np.int64], row: int) -> None:
    """Close a section at its total row, which its lines must add up to.

    The total of an account with amounts of its own is a section that began with its line.
    """
    match = next((s for s in reversed(open_) if fold(s.name) == fold(ended)), None)
    if match is None:
        return
    if (units[:, match.rows].sum(axis=1) != units[:, row]).any():
        raise RefusedError("statement_total", section=match.name)
    del open_[open_.index(match) :]
