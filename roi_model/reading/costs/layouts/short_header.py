"""A header with names too many: where the rows under it are whole all the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.values.amounts import take_apart
from roi_model.reading.values.dates import take_apart_dates

_MOSTLY = 0.8
_MONEY = ("amount", "amount_net", "amount_gross", "debit", "credit", "vat")


def without_lone_headings(table: Table) -> Table:
    """The table without the headings at its end that no row has a cell for.

    Believed only where what stands under the others is what they say: dates and amounts. A
    separator within a heading ("Fourn;isseur") makes a header too long as well, and then the cells
    stand one place to the left of their headings: a heading of money is left without cells, or
    amounts stand before the first one.
    """
    fields = set(table.present.values())
    if len(fields) != 1 or len(table.present) < len(table) or not len(table):
        return table
    width = fields.pop()
    roles = cost_roles(table.names)
    told = {c: role for role in ("date", *_MONEY) for c in roles.get(role, [])}
    if max(told, default=0) >= width:
        return table
    shorter = replace(table, names=table.names[:width], columns=table.columns[:width], present={})
    return shorter if _fits(shorter, roles) else table


def _fits(table: Table, roles: Mapping[str, Sequence[int]]) -> bool:
    """Whether dates stand under a date's heading and figures under all of money, none before."""
    dates = [_dated(table, c) for c in roles.get("date", [])[:1]]
    columns = [c for role in _MONEY for c in roles.get(role, [])]
    if not dates or not columns:
        return False
    before = min(columns) - 1
    shifted = before >= 0 and _numeric(table, before) and not _dated(table, before)
    return all(dates) and all(_numeric(table, c) for c in columns) and not shifted


def _dated(table: Table, column: int) -> bool:
    cells = take_apart_dates(table.columns[column])
    return cells is not None and cells.share >= _MOSTLY


def _numeric(table: Table, column: int) -> bool:
    values, _ = coded(trimmed(table.columns[column]))
    cells = take_apart(values)
    filled = [bool(value) for value in cells.raw.to_pylist()]
    return any(filled) and float(cells.numeric[filled].mean()) >= _MOSTLY
