"""A table by month without its money in: receipts, results and balances are no costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.statement.sections import (
    HEADING,
    TOTAL,
    UNKNOWN,
    Line,
    Told,
    sum_among,
    told,
)
from roi_model.reading.costs.statement.words import (
    BALANCE,
    RATE,
    RESULT,
    kind_of,
    side_of,
    total_of,
)
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, plain, trimmed
from roi_model.reading.values.amounts import OK, convention, exact_total, parse_amounts, take_apart

_MAX_ROWS = 2000
_SHOWN, _MOST_ASKED = 5, 30
_REASONS = ("", "income", "result_line", "balance_line", "count_line", "total_line", "no_expense")
_CODES = {REVENUE: 1, RESULT: 2, BALANCE: 3, RATE: 4}


def without_money_in(
    table: Table, labels: Sequence[int], months: Sequence[int], inquiry: Inquiry
) -> Table | None:
    """The table without money in, results and balances, where it holds money in beside costs; None
    where it must ask.

    Says what was left out. What only a word that may be a team's tells, or figures alone, is asked,
    as are lines in no section. Raises RefusedError where everything would be money in.
    """
    seen = _seen(table, labels, months)
    if seen is None:
        return table
    found: Told | None = seen.told
    if not seen.told.sure:
        answer = _asked(seen, inquiry)
        if answer is None:
            return None
        found = seen.told if answer == "yes" else seen.told.otherwise
    if found is None:
        return table
    codes = _codes(found, seen.units)
    if not _told_apart(replace(seen, told=found), codes, inquiry):
        return None
    if not any(codes[row] == 0 for row in found.rows(COST, UNKNOWN)):
        raise RefusedError("only_money_in", rows=seen.named(np.flatnonzero(codes == 1)))
    received, others = np.flatnonzero(codes == 1), np.flatnonzero((codes == 2) | (codes == 3))
    if len(received):
        inquiry.note("money_in_left", rows=seen.named(received))
    if len(others):
        inquiry.note("results_left", rows=seen.named(others))
    return _carried_down(table, seen, labels[0]).leave_out(seen.back(codes), _REASONS)


def costs_alone(table: Table, labels: Sequence[int], months: Sequence[int]) -> Table:
    """The table without what is surely no cost, listed nowhere: for what a question would give."""
    seen = _seen(table, labels, months)
    if seen is None or not seen.told.sure:
        return table
    return table.only(seen.back(_codes(seen.told, seen.units)) == 0)


def holds_money_in(table: Table, labels: Sequence[int], months: Sequence[int]) -> bool:
    """Whether money in is told apart from every line of costs, and each result is proved by them.

    Such a table is no mere list of sums.
    """
    seen = _seen(table, labels, months)
    if seen is None or not seen.told.sure:
        return False
    results = [line.kind == RESULT and bool(amounts.any())
               for line, amounts in zip(seen.lines, seen.units, strict=True)]  # fmt: skip
    return 0 < sum(results) <= seen.told.proved


@dataclass(frozen=True)
class _Seen:
    """The rows of a table in the order of its file, their places in the table, and what they are.

    `units` holds the amounts, rows by months, in units of 10**-scale.
    """

    lines: list[Line]
    units: NDArray[np.int64]
    scale: int
    order: NDArray[np.int64]
    told: Told

    def named(self, rows: Sequence[int] | NDArray[np.int64]) -> str:
        """The names of some rows, the first of them."""
        names = list(dict.fromkeys(self.lines[row].name or "–" for row in rows))
        return ", ".join(names[:_SHOWN]) + (f" … ({len(names)})" if len(names) > _SHOWN else "")

    def total(self, rows: Sequence[int] | NDArray[np.int64]) -> float:
        """What some rows add up to."""
        return exact_total(self.units[list(rows)].sum(axis=1), self.scale)

    def back(self, codes: NDArray[np.int8]) -> NDArray[np.int8]:
        """What is told of each row, in the order of the table."""
        found = np.zeros(len(codes), np.int8)
        found[self.order] = codes
        return found


def _seen(table: Table, labels: Sequence[int], months: Sequence[int]) -> _Seen | None:
    """What the rows are; None where nothing speaks of money in."""
    if not 0 < len(table) <= _MAX_ROWS:
        return None
    order = np.argsort(table.lines, kind="stable")
    lines, (units, scale) = _lines(table, order, labels, months), _units(table, order, months)
    found = told(lines, units)
    return None if found is None else _Seen(lines, units, scale, order, found)


def _asked(seen: _Seen, inquiry: Inquiry) -> str | None:
    """Whether rows are money in, "yes" or "no"; None where it is asked.

    What is left where they are not: the other reading, or else every line but sums and balances.
    """
    one, other = seen.told, seen.told.otherwise
    rows = [row for row in one.rows(REVENUE) if other is None or other.codes[row] != REVENUE]
    kept = [row for row, line in enumerate(seen.lines) if not line.kind
            and one.codes[row] not in (TOTAL, HEADING)]  # fmt: skip
    gives = {"yes": one.rows(COST, UNKNOWN),
             "no": kept if other is None else other.rows(COST, UNKNOWN)}  # fmt: skip
    return inquiry.ask("money_in", "", {key: {"all": seen.total(given)}
                                        for key, given in gives.items()},
                       rows=seen.named(rows))  # fmt: skip


def _lines(
    table: Table, order: NDArray[np.int64], labels: Sequence[int], months: Sequence[int]
) -> list[Line]:
    """The rows by their words, in the order of the file."""
    there = np.any([filled(table.columns[i]) for i in months], axis=0)
    columns = [plain(trimmed(table.columns[i])).to_pylist() for i in labels]
    rows = [[cell for column in columns if (cell := column[row] or "")] for row in order.tolist()]
    first = {cells[0] for cells in rows if len(cells) > 1}
    both = {side_of(cell, heading=True) for cell in first} >= {REVENUE, COST}
    lines = []
    for row, cells in zip(order.tolist(), rows, strict=True):
        over = side_of(cells[0], heading=both) if len(cells) > 1 else ""
        names = cells[1:] if over else cells
        said = next((cell for cell in names if kind_of(cell) or total_of(cell) is not None), "")
        lines.append(Line(said or next((c for c in names if not c.isdigit()), ""), over,
                          not there[row]))  # fmt: skip
    return lines


def _carried_down(table: Table, seen: _Seen, column: int) -> Table:
    """The table with the section of every row in its column, where it stands on the first alone."""
    if not any(line.over for line in seen.lines):
        return table
    cells, current = plain(trimmed(table.columns[column])).to_pylist(), ""
    for row in seen.order.tolist():
        current = cells[row] = cells[row] or current
    columns = list(table.columns)
    columns[column] = pa.array(cells, pa.string())
    return replace(table, columns=tuple(columns))


def _units(
    table: Table, order: NDArray[np.int64], months: Sequence[int]
) -> tuple[NDArray[np.int64], int]:
    """The amounts, rows by months, 0 where a cell holds none; the sign of decimals that is asked
    later on does not matter to what adds up."""
    cells = take_apart(table.stacked(months))
    amounts = parse_amounts(cells, convention(cells).decimal or ".")
    units = np.where(amounts.status == OK, amounts.units, 0).reshape(len(months), len(table))
    return units.T[order], amounts.scale


def _codes(found: Told, units: NDArray[np.int64]) -> NDArray[np.int8]:
    """Why each row is left out, a place in _REASONS: 0 where it is not.

    A total of costs that does not add up is left to what looks for sums.
    """
    codes = np.array([_CODES.get(code, 0) for code in found.codes], np.int8)
    for row in found.rows(TOTAL):
        for side in (REVENUE, COST):
            leaves = found.rows(side)
            below, above = ([at for at in leaves if at > row], [at for at in leaves if at < row])
            if sum_among(units, below, row) or sum_among(units, above[::-1], row):
                codes[row] = _REASONS.index("total_line")
    return codes


def _told_apart(seen: _Seen, codes: NDArray[np.int8], inquiry: Inquiry) -> bool:
    """Whether it is known of every line in no section what it is, as the user says; `codes` say it.

    Where no section of costs is named, what stands outside those of money in is costs.
    """
    rows = [row for row in seen.told.rows(UNKNOWN) if seen.units[row].any()]
    if not rows or COST not in seen.told.codes:
        return True
    if len(rows) > _MOST_ASKED:
        raise RefusedError("statement_line", line=seen.lines[rows[0]].name)
    known = True
    for row in rows:
        total = seen.total([row])
        answer = inquiry.ask("account_kind", seen.lines[row].name,
                             {COST: {"all": total}, REVENUE: {}, NEITHER: {}},
                             amount=total)  # fmt: skip
        codes[row] = {COST: 0, REVENUE: 1}.get(answer or COST, _REASONS.index("no_expense"))
        known &= answer is not None
    return known
