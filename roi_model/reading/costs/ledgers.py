"""Ledgers told from bank statements: both have debits, credits and a running balance."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, matching, trimmed
from roi_model.reading.text.wording import fold, fold_column
from roi_model.reading.values.amounts import (
    OK,
    convention,
    exact_total,
    parse_together,
    take_apart,
)

_TOTAL_OF = re.compile(r"(?:sous |sub )?total (?:(?:for|of|pour|du|de|compte|account) )*(.+)")
_LOOKED_AT = 2
_SIDES = 2
_MOSTLY = 0.8
NUMBERED = r"^(?:[1-9]\d{2,9}[A-Z]*|4\d{2,5}[A-Z][A-Z0-9]*)(?:\s|$)"
"""A number of a chart of accounts, or of one supplier's or client's account within it."""
_MANY = 20_000
TOTAL_WORDS = r" (?:total|totaux|totals|subtotal|sous total|cumul)\b"


def is_ledger(table: Table) -> bool:
    """Whether the rows are grouped by account: a statement has one account, a ledger many.

    A ledger's credit on an account of costs is a refund; on a statement it is money received.
    """
    named = cost_roles(table.names).get("account", [])
    if any(len(_distinct(table.columns[c])) > 1 for c in named):
        return True
    return any(_groups(table.columns[c]) for c in range(min(_LOOKED_AT, len(table.names))))


def refuse_both_sides(table: Table) -> None:
    """Refuse a table whose debits equal its credits to the cent: both sides of every entry, where
    no numbers of accounts tell the costs among them."""
    roles = cost_roles(table.names)
    numbered = (cells_but_totals(table.columns[c]) for c in roles.get("account", []))
    if any(len(c) and matching(c, NUMBERED).mean() > _MOSTLY for c in numbered):
        return
    columns = [roles[side][0] for side in ("debit", "credit") if side in roles]
    if len(columns) < _SIDES:
        return
    cells = {column: take_apart(table.columns[column]) for column in columns}
    signs = {convention(one) for one in cells.values()}
    if any(one.ambiguous for one in signs):
        return
    parsed, scale = parse_together(
        cells, {c: convention(one).decimal or "." for c, one in cells.items()}
    )
    debit, credit = (np.where(one.status == OK, one.units, 0) for one in parsed.values())
    total = int(np.abs(debit).sum())
    if total and total == int(np.abs(credit).sum()) and np.sum(debit != 0) >= _SIDES:
        named = {"debit": table.names[columns[0]], "credit": table.names[columns[1]]}
        raise RefusedError("both_sides", total=exact_total(np.array([total]), scale), **named)


def _distinct(column: pa.Array) -> set[str]:
    cells, _ = coded(column)
    if len(cells) > _MANY:
        return set()
    return {fold(v or "") for v in cells.to_pylist()} - {""}


def _groups(column: pa.Array) -> bool:
    """Whether a heading "X" comes with a "Total X" in one column."""
    cells = _distinct(column)
    ends = [match.group(1) for cell in cells if (match := _TOTAL_OF.fullmatch(cell))]
    return any(cell == end or cell.startswith(end + " ") for end in ends for cell in cells)


def cells_but_totals(column: pa.Array) -> pa.Array:
    """The filled cells of a column that do not speak of a total."""
    cells = trimmed(column)
    total = matching(fold_column(cells), TOTAL_WORDS)
    return cells.filter(pa.array(filled(cells) & ~total))
