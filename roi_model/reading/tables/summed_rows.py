"""Rows of a wide table that are sums of other rows: found by adding up, not by their names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching
from roi_model.reading.text.wording import fold_column, words_of
from roi_model.reading.values.amounts import EMPTY, amounts_of, exact_total, take_apart

# Every sum of rows above is tried for each row: beyond this many rows no one adds up by hand.
_MAX_ROWS = 1000
_MAX_WORK = 100_000_000
_SHOWN = 5
_LOOKED_AT, _MOSTLY = 2000, 0.8
# Different amounts that must add up before a column passes for the sum of others.
_ENOUGH = 2
_ENOUGH_ALONE = 3
_WORDS = "|".join(sorted(words_of("total")))
# Its first or last words say that a line is a sum ("Total Marketing", "Marketing Summe"); between
# others ("Department Total: Sales") they do where its figures say so too.
_TOTAL_NAMED = rf"^ (?:{_WORDS}) | (?:{_WORDS}|ensemble) $"
_TOTAL_WITHIN = rf" (?:{_WORDS}) "
_OF_WHICH = rf"^ (?:{'|'.join(sorted(words_of('of_which'), key=len, reverse=True))}) "
_ENSEMBLE = r"^ (?:ensemble|general|global|overall|all|somme|sum|s t|st|s total) $"


def without_sums(
    table: Table, across: Sequence[int], rest: Sequence[int], inquiry: Inquiry, *,
    alike: bool = False, before: Table | None = None,
) -> Table | None:  # fmt: skip
    """The table without the rows that repeat others as a sum; None where it must be asked.

    A sum without a name, with a total's name or over account numbers that start with its own is
    one. Where only the figures say so (two costs may add up to a third), and where only the name
    does, it is asked, unless a total of the table as it was `before` its totals were left out is
    the sum without these rows. Where rows may be `alike`, as the same pay in two
    months is, figures alone say nothing but for a last row that is the sum of all above it.
    """
    if not 2 <= len(table) <= _MAX_ROWS or len(table) ** 2 * len(across) > _MAX_WORK:
        return table
    figures = _figures(table, across)
    if figures is None:
        return table
    units, scale = figures
    words = [fold_column(table.columns[i]) for i in rest]
    named = _any(words, f"{_TOTAL_NAMED}|{_ENSEMBLE}", len(table))
    said = named | _any(words, _TOTAL_WITHIN, len(table)) | ~_any(words, r"\w", len(table))
    order = np.argsort(table.lines, kind="stable")
    added = np.zeros(len(table), bool)
    added[order] = _added_up(units[order], said[order])
    sure = _over_accounts(table, rest, units) | (added & said)
    ends = np.zeros(len(table), bool)
    ends[order[-1]] = _whole(units[order])
    doubtful = (named | ends if alike else added | named) & ~sure & units.any(axis=1)
    table, units, doubtful = table.keep(~sure, "total_line"), units[~sure], doubtful[~sure]
    if not doubtful.any():
        return table
    if before is not None and _told_by_total(before, table, across, doubtful):
        return table.keep(~doubtful, "total_line")
    kept, whole = (exact_total(part.sum(axis=1), scale) for part in (units[~doubtful], units))
    rows = [text.split(table.delimiter) for text in table.text(np.flatnonzero(doubtful)[:_SHOWN])]
    shown = ", ".join(next((c for c in cells if c), "") for cells in rows)
    answer = inquiry.ask("sums", "", {"yes": {"all": kept}, "no": {"all": whole}}, rows=shown)
    if answer is None:
        return None
    return table.keep(~doubtful, "total_line") if answer == "yes" else table


def _whole(units: NDArray[np.int64]) -> bool:
    """Whether the last row is the sum of two or more others, of all that are above it."""
    there = units[-1] != 0
    equal = units[:-1].sum(axis=0) == units[-1]
    return len(units) > _ENOUGH and bool(there.any() and equal[there].all())


def _told_by_total(
    before: Table, table: Table, across: Sequence[int], doubtful: NDArray[np.bool_]
) -> bool:
    """Whether the largest row that was left out of a table is the sum of its rows without those in
    doubt, to the cent: one with them may be added up twice by mistake."""
    figures = _figures(before, across)
    if figures is None:
        return False
    units, left = figures[0], np.isin(before.lines, table.lines)
    totals = units[~left][np.argsort(np.abs(units[~left]).sum(axis=1))][-1:]
    whole = units[left][~doubtful].sum(axis=0)
    return bool(whole.any() and (totals == whole).all(axis=1).any())


def sum_columns(table: Table, across: Sequence[int]) -> list[int]:
    """The columns that are the sum of two or more others beside them, in every row and not by the
    chance of a single one."""
    figures = _figures(table, across) if 0 < len(table) <= _MAX_ROWS else None
    if figures is None:
        return []
    units = np.ascontiguousarray(figures[0].T)
    mask = _added_up(units, np.zeros(len(units), bool))
    return [c for c, row, is_sum in zip(across, units, mask, strict=True)
            if is_sum and len(np.unique(row)) >= _ENOUGH]  # fmt: skip


def taken_in(table: Table, across: Sequence[int], rest: Sequence[int]) -> NDArray[np.bool_] | None:
    """Rows above the last line that is called a total, where it is the sum of all others above it,
    to the cent; else None."""
    figures = _figures(table, across) if 0 < len(table) <= _MAX_ROWS else None
    if figures is None:
        return None
    order = np.argsort(table.lines, kind="stable")
    units = figures[0][order]
    words = [fold_column(table.columns[i]) for i in rest]
    named = _any(words, f"{_TOTAL_NAMED}|{_ENSEMBLE}", len(table))[order]
    above = np.cumsum(np.where(named[:, None], 0, units), axis=0)
    last = int(np.max(np.flatnonzero(named & units.any(axis=1)), initial=-1))
    if last < 0 or (above[last] != units[last]).any():
        return None
    found = np.zeros(len(table), bool)
    found[order[:last]] = True
    return found


def without_parts(table: Table, across: Sequence[int], rest: Sequence[int]) -> Table:
    """The table without lines that say to be parts of the one above ("of which Google"), where it
    is as large as they are together."""
    part = _any([fold_column(table.columns[i]) for i in rest], _OF_WHICH, len(table))
    figures = _figures(table, across) if part.any() and len(table) <= _MAX_ROWS else None
    if figures is None:
        return table
    gone = np.zeros(len(table), bool)
    whole, parts = -1, list[int]()
    for row in [*np.argsort(table.lines, kind="stable").tolist(), -1]:
        if row >= 0 and part[row]:
            parts.append(row)
            continue
        if whole >= 0 and parts:
            gone[parts] = bool((figures[0][parts].sum(axis=0) <= figures[0][whole]).all())
        whole, parts = row, []
    return table.keep(~gone, "part_line")


def mostly_figures(column: pa.Array) -> bool:
    """Whether most of a column's first cells that are filled hold figures; a dash is none.

    >>> mostly_figures(pa.array(["12,50", "-", "3"])), mostly_figures(pa.array(["", "Total"]))
    (True, False)
    """
    cells = take_apart(column.slice(0, _LOOKED_AT))
    there = filled(cells.raw) & (cells.fixed != EMPTY)
    return bool(there.any()) and float(cells.numeric[there].mean()) >= _MOSTLY


def figures_at(table: Table, column: int) -> bool:
    """Whether a column of a table holds figures, by its first cells: it is not made for them."""
    return mostly_figures(table.head(column, _LOOKED_AT))


def figures_of(table: Table, columns: Sequence[int]) -> NDArray[np.int64] | None:
    """The amounts of some columns as rows by columns of units, 0 where a cell holds none; None
    where their decimal sign is not clear."""
    figures = _figures(table, columns)
    return None if figures is None else figures[0]


def _any(words: Sequence[pa.Array], pattern: str, size: int) -> NDArray[np.bool_]:
    """Rows in which a column of words matches; none where no column holds words."""
    mask = np.zeros(size, bool)
    for column in words:
        mask |= matching(column, pattern)
    return mask


def _figures(table: Table, across: Sequence[int]) -> tuple[NDArray[np.int64], int] | None:
    """The amounts as rows by columns of units; None where their decimal sign is asked first."""
    amounts = amounts_of(table.stacked(across))
    if amounts is None:
        return None
    return amounts.units.reshape(len(across), len(table)).T, amounts.scale


def _added_up(units: NDArray[np.int64], named: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which rows are the sum of rows just above them, or else just below.

    One row alone has its sum's figures by chance where they are few and alike, as two
    subscriptions at 50 a month are; not under a total's name or none (`named`).
    """
    alone = np.array([len(np.unique(row[row != 0])) >= _ENOUGH_ALONE for row in units], bool)
    under = _sums_of_rows_before(units, np.zeros(len(units), bool), alone | named)
    over = _sums_of_rows_before(units[::-1], under[::-1], alone[::-1])[::-1]
    found: NDArray[np.bool_] = under | over
    return found


def _sums_of_rows_before(
    units: NDArray[np.int64], skip: NDArray[np.bool_], alone: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Rows equal to the sum of the last rows that are no sums themselves: of two or more of them,
    of one where it may stand `alone`."""
    is_sum = np.zeros(len(units), bool)
    leaves: list[int] = []
    for row in range(len(units)):
        if skip[row] or not units[row].any():
            continue
        sums = np.cumsum(units[leaves[::-1]], axis=0)[0 if alone[row] else 1 :]
        if len(sums) and (sums == units[row]).all(axis=1).any():
            is_sum[row] = True
        else:
            leaves.append(row)
    return is_sum


def _over_accounts(
    table: Table, rest: Sequence[int], units: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Rows of an account whose sub-accounts are there too and add up to it."""
    mask = np.zeros(len(table), bool)
    for column in rest:
        codes = [(c or "").strip() for c in table.columns[column].to_pylist()]
        if not all(c.isdigit() for c in codes if c):
            continue
        lowest = [c and not any(o != c and o.startswith(c) for o in codes) for c in codes]
        for row, code in enumerate(codes):
            if code and not lowest[row]:
                below = [i for i, o in enumerate(codes) if lowest[i] and o.startswith(code)]
                mask[row] = bool((units[below].sum(axis=0) == units[row]).all())
    return mask
