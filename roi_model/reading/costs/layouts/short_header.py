"""A header with names too many: where the rows under it are whole all the same."""

from __future__ import annotations

from dataclasses import replace

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.values.amounts import take_apart
from roi_model.reading.values.dates import take_apart_dates

_MOSTLY = 0.8
_MONEY = ("amount", "amount_net", "amount_gross", "debit", "credit")


def without_lone_headings(table: Table) -> Table:
    """The table without the headings at its end that no row has a cell for.

    Believed only where what stands under the others is what they say: dates and amounts.
    """
    fields = set(table.present.values())
    if len(fields) != 1 or len(table.present) < len(table) or not len(table):
        return table
    width = fields.pop()
    shorter = replace(table, names=table.names[:width], columns=table.columns[:width], present={})
    return shorter if _fits(shorter) else table


def _fits(table: Table) -> bool:
    """Whether dates stand under a date's heading and figures under one of money."""
    roles = cost_roles(table.names)
    dates = [_dated(table, c) for c in roles.get("date", [])[:1]]
    money = [_numeric(table, c) for role in _MONEY for c in roles.get(role, [])]
    return bool(dates) and all(dates) and bool(money) and all(money)


def _dated(table: Table, column: int) -> bool:
    cells = take_apart_dates(table.columns[column])
    return cells is not None and cells.share >= _MOSTLY


def _numeric(table: Table, column: int) -> bool:
    values, _ = coded(trimmed(table.columns[column]))
    cells = take_apart(values)
    filled = [bool(value) for value in cells.raw.to_pylist()]
    return any(filled) and float(cells.numeric[filled].mean()) >= _MOSTLY
