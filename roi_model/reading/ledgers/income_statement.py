"""Profit and loss by month of QuickBooks and Xero: accounts in sections, months across."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.any_shape import read_any_shape
from roi_model.reading.costs.entries import BY_NAME, Lines
from roi_model.reading.costs.roles import planning
from roi_model.reading.costs.series import find_across
from roi_model.reading.costs.statement.beside import say_beside
from roi_model.reading.costs.statement.sections import HEADING, TOTAL, UNKNOWN, Line, solved
from roi_model.reading.costs.statement.words import BALANCE, RATE, RESULT, kind_of, side_of
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.columns import bare
from roi_model.reading.ledgers.headings import in_order, total_of
from roi_model.reading.ledgers.postings import Postings, costs_of, texts
from roi_model.reading.sorting.plans import COST, REVENUE, section_side
from roi_model.reading.tables.month_headers import month_columns
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.tables.units.thousands import unit_said
from roi_model.reading.text.dialect import split_line
from roi_model.reading.text.distinct import plain, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import EMPTY, OK, parse_together, take_apart
from roi_model.reading.values.asked import decimal_sign
from roi_model.reading.values.date_shapes import readings

_TAXES = {"taxation", "income tax", "tax"}


@dataclass
class _Section:
    name: str
    side: str
    rows: list[int] = field(default_factory=list)


def is_income_statement(table: Table) -> bool:
    """Whether months stand across, and sections of costs with their totals down the first column.

    A statement whose lines have no such sections is none: its sums cannot be told from its lines.
    Neither is one whose months come twice, budgeted and actual: it is read as other tables are.
    """
    across = find_across(table, ())[1]
    if not month_columns(table.names) or len(set(across.headings)) < len(across.headings):
        return False
    cells = [fold(cell) for cell in plain(table.columns[0]).slice(0, 2000).to_pylist()]
    ends = {fold(total_of(cell) or "") for cell in cells}
    return any(section_side(cell) == COST and cell in ends for cell in cells)


def read_income_statement(source: Source, inquiry: Inquiry) -> Lines | None:
    """The lines within sections of costs, a cost for each month; totals and results left out.

    Raises RefusedError where the lines of a section do not add up to its total in every month, as
    where rows were deleted. Months without a year, planned ones and amounts in thousands are read
    as those of other tables are, which asks about them.
    """
    table = in_order(source.table)
    months = list(month_columns(table.names))
    keys = {i: _month(table.names[i]) for i in months}
    said = _above(source)
    elsewhere = source.unit != 1 or unit_said("\n".join(table.names)) != 1
    if None in keys.values() or elsewhere or any(planning([cell]) for cell in said):
        return read_any_shape(source, inquiry)
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
    say_beside(table, months, inquiry)
    good = codes == 0
    rows = np.flatnonzero(good).tolist()
    kept = [(row, i) for n, i in enumerate(months) for row in rows if units[n, row]]
    reasons = ("", "total_line", "account_heading", "blank", "not_a_number", "balance_line",
               "count_line", "result_line")  # fmt: skip
    lines = table.lines
    table.leave_out(codes, reasons)
    place = {i: n for n, i in enumerate(months)}
    account = [bare(names[row]) for row, _ in kept]
    turned = _written_negative(units[:, [row for row in rows if sides[row] == COST]])
    if turned:
        inquiry.note("negative_costs", column=table.names[months[0]])
    sign_of = {COST: -1 if turned else 1, REVENUE: -1}
    postings = Postings(
        np.array([keys[i] for _, i in kept], np.int64), np.ones(len(kept), np.int64),
        np.array([units[place[i], row] * sign_of[sides[row]] for row, i in kept], np.int64), scale,
        texts(account).cast(pa.string()), texts(account).cast(pa.string()),
        texts(account).cast(pa.string()), lines[[row for row, _ in kept]],
    )  # fmt: skip
    return costs_of(postings, {bare(names[row]): sides[row] for row in sides}, BY_NAME, inquiry)


def _written_negative(costs: NDArray[np.int64]) -> bool:
    """Whether most amounts of costs are negative: they are written so, beside money in."""
    return int((costs < 0).sum()) > int((costs > 0).sum())


def _above(source: Source) -> list[str]:
    """The cells above the header, and the name of the sheet."""
    lines = source.text.split("\n", source.dialect.header_row or 1)[:-1]
    cells = [split_line(line, source.dialect.delimiter, source.dialect.quoted) for line in lines]
    return [source.sheet, *(cell for line in cells[:-1] for cell in line)]


def _month(heading: str) -> int | None:
    """The month that a heading names, with its year."""
    found = set(readings(heading, serials=False).values())
    months = {12 * year + month - 1 for year, month, _ in found}
    return months.pop() if len(months) == 1 else None


def _sections(
    names: list[str], units: NDArray[np.int64], empty: NDArray[np.bool_]
) -> tuple[NDArray[np.int8], dict[int, str]]:
    """Why each row is left out (0: it is not), and the side of those that are kept.

    Raises RefusedError for a line in no section that neither a result below nor its name tells.
    """
    codes: list[str] = []
    open_: list[_Section] = []
    for row, name in enumerate(names):
        ended = total_of(name)
        if ended is not None:
            codes.append(TOTAL)
            _end(open_, ended, units, row)
        elif kind := kind_of(name):
            codes.append(kind)
        elif empty[row]:
            codes.append(HEADING)
            if name:
                side = section_side(name)
                if side:
                    open_ = []
                within = open_[-1].side if open_ else side_of(name, heading=True)
                open_.append(_Section(name, side or within))
        else:
            taxed = COST if fold(name) in _TAXES else UNKNOWN
            codes.append(open_[-1].side if open_ else taxed if name else TOTAL)
            for section in open_:
                section.rows.append(row)
    lines = [Line(name, empty=bool(none)) for name, none in zip(names, empty, strict=True)]
    codes = solved(lines, codes, units.T).codes
    if UNKNOWN in codes:
        raise RefusedError("statement_line", line=names[codes.index(UNKNOWN)])
    why = {TOTAL: 1, HEADING: 2, BALANCE: 5, RATE: 6, RESULT: 7}
    reasons = [why.get(code, 0) if names[row] or code != HEADING else 3
               for row, code in enumerate(codes)]  # fmt: skip
    sides = {row: code for row, code in enumerate(codes) if code not in why}
    return np.array(reasons, np.int8), sides


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
