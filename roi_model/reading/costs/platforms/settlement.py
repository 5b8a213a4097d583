"""Details of a settlement: what was paid and what is left have two sides, the fee several parts."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

import numpy as np
import pyarrow as pa

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import OK, amounts_of

_SCALE = 4
Units = np.ndarray[tuple[int], np.dtype[np.int64]]


def settled_in_one(table: Table, inquiry: Inquiry) -> Table:
    """The table with one column each of what was paid, of fees and of what is left, where it has a
    debit and a credit of both and a fee in parts; any other stays as it is."""
    named = {_plain(name): c for c, name in enumerate(table.names)}
    pairs = {of: (named[f"{of} debit"], named[f"{of} credit"]) for of in ("gross", "net")
             if {f"{of} debit", f"{of} credit"} <= set(named)}  # fmt: skip
    parts = [c for name, c in named.items() if name in words_of("settlement_fee")]
    if len(pairs) < 2 or len(parts) < 2:
        return table
    units = {c: _units(table.columns[c]) for c in [*sum(pairs.values(), ()), *parts]}
    known = {c: found for c, found in units.items() if found is not None}
    if len(known) < len(units):
        return table
    made = {of: known[credit] - known[debit] for of, (debit, credit) in pairs.items()}
    made["fee"] = reduce(np.add, [known[c] for c in parts])
    kept = [c for c in range(len(table.names)) if c not in units]
    inquiry.made |= {of.capitalize(): ", ".join(table.names[c] for c in pairs.get(of, parts))
                     for of in made}  # fmt: skip
    return replace(
        table,
        names=(*(table.names[c] for c in kept), *(of.capitalize() for of in made)),
        columns=(*(table.columns[c] for c in kept), *map(_written, made.values())),
    )


def _plain(heading: str) -> str:
    """A heading without the mark of the currency that it is in.

    >>> _plain("Gross Debit (GC)"), _plain("Scheme Fees (NC)")
    ('gross debit', 'scheme fees')
    """
    return fold(heading).removesuffix(" gc").removesuffix(" nc").removesuffix(" sc")


def _units(column: pa.Array) -> Units | None:
    """A column's amounts in units of 10**-4, 0 where it is empty; None where it is none."""
    there = filled(column)
    if not there.any():
        return np.zeros(len(column), np.int64)
    amounts = amounts_of(column, _SCALE)
    return None if amounts is None or (amounts.status[there] != OK).any() else amounts.units


def _written(units: Units) -> pa.Array:
    return pa.array([f"{int(u) / 10**_SCALE:.{_SCALE if u % 100 else 2}f}" for u in units])
