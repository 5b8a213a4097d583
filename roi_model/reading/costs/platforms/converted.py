"""Payments in another currency that a platform charged to one's balance: what left it is the cost.

It writes three lines of each: what left the balance, what came of it in the other currency, and the
payment. The payment gets the amount and the currency of the first, and the two others are left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.movements.told import spoken
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed

_MAX_ROWS = 200_000
_NEAR = 3
"""Lines between what left the balance and what came of it."""


def as_charged(
    table: Table, money: tuple[int, int, int], net: NDArray[np.int64], inquiry: Inquiry
) -> Table:
    """The table with payments in another currency as they were charged; `net` is what each row
    moves, in whole units, and `money` are the columns of amounts."""
    dates = cost_roles(table.names).get("date", [])
    column = next((c for c in range(len(table.names)) if _holds_codes(table.columns[c])), None)
    if column is None or not dates or len(table) > _MAX_ROWS:
        return table
    words = [cells for c, cells in enumerate(table.columns) if c not in {*money, column, *dates}]
    changed = spoken(words, "exchanged", len(table))
    if not changed.any():
        return table
    currency = coded(trimmed(table.columns[column]))[1]
    day = coded(trimmed(table.columns[dates[0]]))[1]
    charged = _charged(changed, currency, day, net)
    if not charged:
        return table
    source, kept = np.arange(len(table)), np.ones(len(table), bool)
    for payment, (left, came) in charged.items():
        source[payment] = left
        kept[[left, came]] = False
    taken = pa.array(source)
    columns = tuple(cells.take(taken) if c in {*money, column} else cells
                    for c, cells in enumerate(table.columns))  # fmt: skip
    inquiry.note("paid_in_another_currency", count=len(charged))
    table.keep(kept, "own_transfer")  # which lists them as they stand in the file
    return replace(table, columns=columns).only(kept)


def _charged(
    changed: NDArray[np.bool_], currency: NDArray[np.int32], day: NDArray[np.int32],
    net: NDArray[np.int64],
) -> dict[int, tuple[int, int]]:  # fmt: skip
    """Row of each payment → the rows of what left the balance for it and of what came of that."""
    payments: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for row in np.flatnonzero(~changed & (net < 0))[::-1].tolist():
        payments[int(day[row]), int(currency[row]), int(-net[row])].append(row)
    found: dict[int, tuple[int, int]] = {}
    used: set[int] = set()
    for came in np.flatnonzero(changed & (net > 0)).tolist():
        near = range(max(came - _NEAR, 0), min(came + _NEAR + 1, len(net)))
        left = [row for row in near if changed[row] and net[row] < 0 and row not in used
                and day[row] == day[came] and currency[row] != currency[came]]  # fmt: skip
        paid = payments.get((int(day[came]), int(currency[came]), int(net[came])))
        if left and paid:
            first = min(left, key=lambda row: (abs(row - came), row))
            used.add(first)
            found[paid.pop()] = (first, came)
    return found


def _holds_codes(column: pa.Array) -> bool:
    values = {v for v in coded(trimmed(column))[0].to_pylist() if v}
    return len(values) > 1 and all(len(v) == 3 and v.isalpha() for v in values)
