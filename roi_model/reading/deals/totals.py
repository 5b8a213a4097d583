"""A report's totals and its lines of words are no deals; a group is named on its first row only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.deals.columns import DealColumns, cells_of
from roi_model.reading.deals.headers import deal_roles
from roi_model.reading.deals.telling import states_across
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching
from roi_model.reading.text.wording import fold, fold_column
from roi_model.reading.values.amounts import EMPTY, take_apart, values_of
from roi_model.reading.values.dates import take_apart_dates

_AGAIN = 2
_SHOWN = 6
_MOST_ROWS = 10_000
# Last lines of a report: totals, who made it, what may be done with it. In all languages.
_WORDS = (
    r"(?:grand |sous |sub )?(?:total|totals|totaux|totales|subtotal|subtotals|count|sum|somme"
    r"|suma|nombre d enregistrements|recuento|summe|gesamtsumme|gesamt|totale|totale complessivo"
    r"|somma|conteggio|soma|contagem|totaal|eindtotaal|som|anzahl|aantal|subtotaal|tussentotaal"
    r"|zwischensumme|teilsumme|gesamtbetrag|subtotale|totale parziale|totais|subtotais|totali"
    r"|subtotali|parcial|totalen|recordaantal)"
)
_TOTAL = rf"^ {_WORDS}\b"
_TOTAL_ALONE = (
    r"^ (?:grand |sous |sub )?(?:total|totals|totaux|totales|subtotal|subtotals|summe|gesamtsumme"
    r"|gesamt|totale|totaal|eindtotaal)(?: geral| general| generale| complessivo)? $"
)
_OF_A_STATE = rf"^ {_WORDS}\b|\b(?:sub)?total $"


def without_totals(table: Table, columns: DealColumns, inquiry: Inquiry) -> Table:
    """The table without a report's totals and its lines of words, every deal with its group.

    They name no state, or have no date and say "total" where the state stands.
    """
    cells_filled = np.zeros(len(table), np.int32)
    for column in range(len(table.columns)):
        cells_filled += _filled(table, column)
    spoken = cells_filled == 1  # whatever column its words fall into
    dated = list(columns.dates.values())
    told = [column for column in columns.states if column not in dated] or dated
    if told == dated and columns.states:  # a deal may have the day of its creation alone
        spoken &= ~_days(table, dated, spoken)
    stateless = ~np.logical_or.reduce([_filled(table, column) for column in told])
    unnamed = stateless.copy()
    for named in (columns.name, columns.id, *dated):
        unnamed &= ~_filled(table, named)
    dateless = np.full(len(table), bool(dated))
    for column in dated:
        dateless &= ~_filled(table, column)
    total = np.zeros(len(table), bool)
    grouped: list[int] = []
    for column, cells in enumerate(table.columns):
        said = _says(cells, _TOTAL, stateless | spoken)
        alone = _OF_A_STATE if column in columns.states else _TOTAL_ALONE
        said |= _says(cells, alone, dateless)
        if said.any():
            grouped.append(column)
        total |= said
    codes = np.zeros(len(table), np.int8)
    codes[spoken] = 2
    codes[unnamed & ((cells_filled > 1) | _filled(table, columns.amount))] = 1
    codes[total] = 1
    groups = (*columns.states, columns.source, columns.owner, columns.pipeline)
    for column in grouped:
        if column in groups:
            table = _named_by_group(table, column, codes, inquiry)
    return table.leave_out(codes, ("", "total_line", "footer"))


def _days(table: Table, columns: list[int], where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of some rows have a day in one of these columns."""
    rows = np.flatnonzero(where)
    found = np.zeros(len(table), bool)
    for column in columns if rows.size else ():
        cells = take_apart_dates(table.columns[column].take(pa.array(rows)))
        if cells is not None:
            found[rows] |= np.array([bool(one) for one in cells.readings], bool)[cells.index]
    return found


def without_headers(table: Table, columns: DealColumns) -> Table:
    """The table without headers that come again among its rows, however they are spaced or cased.

    Such a row has the heading of two columns or more in their own places, its state's among them.
    """
    wanted = [column for column in (*columns.states, *columns.dates.values(), columns.amount)
              if column is not None]  # fmt: skip
    same = [_says(table.columns[column], f"^ {fold(table.names[column])} $",
                  np.ones(len(table), bool)) for column in dict.fromkeys(wanted)]  # fmt: skip
    again = np.sum(same, axis=0) >= min(len(same), _AGAIN) if same else np.zeros(len(table), bool)
    return table.keep(~again, "repeated_header")


def without_blocks(table: Table) -> Table:
    """The table without blocks within it that have headings of their own, such as the parts of a
    deal of a board: below their headings their first cell is empty, which that of no deal is.
    """
    if not 1 < len(table) <= _MOST_ROWS:
        return table
    order = np.argsort(table.lines, kind="stable")
    first = filled(table.columns[0])[order]
    within = np.zeros(len(table), bool)
    for at in np.flatnonzero(first[:-1] & ~first[1:]):
        (row,) = table.text(order[at : at + 1])
        cells = [cell for cell in row.split(table.delimiter) if cell]
        if sum(bool(deal_roles(cell)) for cell in cells) >= max(_AGAIN, len(cells) / 2):
            ends = np.flatnonzero(first[at + 1 :])
            within[at : at + 1 + (ends[0] if ends.size else len(first))] = True
    codes = np.zeros(len(table), np.int8)
    codes[order] = within
    return table.leave_out(codes, ("", "block"))


def refuse_states_across(table: Table) -> None:
    """Refuse figures under headings that are outcomes ("Won", "Lost"): sums of deals, no deals.

    Raises RefusedError.
    """
    stated = any(deal_roles(name).keys() & {"stage", "status"} for name in table.names)
    if not stated and (cells := states_across(table)):
        raise RefusedError("deals_report", cells=", ".join(cells[:_SHOWN]))


def refuse_report(table: Table, columns: DealColumns) -> None:
    """Refuse a report that has one row a stage and figures beside it: sums of deals, no deals.

    Raises RefusedError. A list of deals has their names, ids or dates, or a state twice; how many
    deals there are is none of these.
    """
    if columns.dates or len(table) < 2:
        return
    if columns.name is not None and not _figures(table, columns.name):
        return
    if columns.id is not None and not _counts(table, columns.id):
        return
    states = [column for column in (columns.stage, columns.status) if column is not None]
    if not states:
        return
    said = [str(cell) for cell in cells_of(table, states[0]).to_pylist()]
    others = [column for column in range(len(table.columns)) if column not in states]
    if len(set(said)) == len(said) and all(_figures(table, column) for column in others):
        raise RefusedError("deals_report", cells=", ".join(said[:_SHOWN]))


def _counts(table: Table, column: int) -> bool:
    """Whether numbers that may be ids count deals: one comes twice, or is the sum of all others."""
    values = values_of(table.columns[column])
    if not _figures(table, column) or not np.isfinite(values).all():
        return False
    return len(np.unique(values)) < len(values) or bool((2 * values == values.sum()).any())


def _figures(table: Table, column: int) -> bool:
    cells = take_apart(table.columns[column])
    return bool((cells.numeric | (cells.fixed == EMPTY))[cells.index].all())


def _named_by_group(table: Table, column: int, codes: NDArray[np.int8], inquiry: Inquiry) -> Table:
    """The table with a group's name on every row of it, where subtotals part the groups.

    A report prints the name once, on the first row; one total at the very end parts nothing.
    """
    ends = np.flatnonzero(codes == 1)
    rows = np.flatnonzero(codes == 0)
    if not rows.size or not (ends < rows[-1]).any():
        return table
    cells = cells_of(table, column).to_pandas()
    names = cells.where((cells != "") & (codes == 0))
    group = pd.Series(np.cumsum(codes == 1))
    carried = names.groupby(group).ffill()
    gaps = ((cells == "") & (codes == 0) & carried.notna()).to_numpy(bool)
    if not gaps.any():
        return table
    inquiry.note("groups_named", column=table.names[column], count=int(gaps.sum()))
    named = pc.if_else(pa.array(gaps), pa.array(carried, pa.string()), cells_of(table, column))
    columns = (*table.columns[:column], named, *table.columns[column + 1 :])
    return replace(table, columns=columns)


def _says(cells: pa.Array, pattern: str, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of these rows have a cell of such words."""
    rows = np.flatnonzero(where)
    said = np.zeros(len(where), bool)
    if not rows.size:
        return said
    said[rows] = matching(fold_column(cells.take(pa.array(rows))), pattern)
    return said


def _filled(table: Table, column: int | None) -> NDArray[np.bool_]:
    filled = pc.not_equal(cells_of(table, column), "")
    return np.asarray(filled.to_numpy(zero_copy_only=False), bool)
