"""Lists of documents bought and sold in one: a column of types says which rows are costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.costs.sides import holds_sides
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold, words_of

_HEADS = {
    "type", "nature", "tp", "tt", "tran type", "trans type", "transaction type", "document type",
    "doc type", "type of document", "type de document", "type document", "type de piece",
    "type piece", "type de facture", "invoice type", "belegart", "dokumentart", "tipo",
    "tipo documento", "tipo de documento", "tipo de factura", "tipo de fatura", "tipo fattura",
    "soort", "documenttype", "documentsoort", "soort document",
}  # fmt: skip
_MANY = 40
OUT = ("", "sale_document", "settles_document")
Mask = NDArray[np.bool_]


def bought(table: Table, inquiry: Inquiry) -> Table | None:
    """The rows of a table that are costs by their types, credit notes of suppliers told apart in a
    column of sides; None where it must ask.

    Sales and what only pays for other rows are left out and listed. Where some types are unknown,
    it is asked. A table whose types name no sale and no payment beside costs stays as it is.
    """
    found = _types(table)
    if found is None:
        return table
    column, (cost, back, sale, settles) = found
    known, header = cost | back | sale | settles, table.names[column]
    if not known.all():
        types = sorted(
            {cell for cell in table.columns[column].filter(pa.array(~known)).to_pylist()}
        )
        options = {"costs": {"rows": int((~sale & ~settles).sum())}, "all": {"rows": len(table)}}
        answer = inquiry.ask("documents", header, options, types=", ".join(types))
        if answer != "costs":
            return table if answer else None
    gone = np.where(sale, 1, np.where(settles, 2, 0)).astype(np.int8)
    inquiry.note("documents", column=header, sales=int(sale.sum()), settled=int(settles.sum()),
                 back=int(back.sum()))  # fmt: skip
    said = {inquiry.answer(f"{role}_column") for role in ("category", "label")}
    kept = [c for c, name in enumerate(table.names) if c != column or name in said]
    names, columns = ([part[c] for c in kept] for part in (table.names, table.columns))
    if back.any():
        inquiry.suppose({f"credits:{_SIDE}": "refunds"})
        names.append(_SIDE)
        columns.append(pa.array(np.where(back, "C", "D").tolist(), pa.string()))
    table.leave_out(gone, OUT)  # which lists them as they stand in the file
    whole = replace(table, names=tuple(names), columns=tuple(columns))
    return whole.only(gone == 0)


_SIDE = "debit credit"


def _types(table: Table) -> tuple[int, tuple[Mask, ...]] | None:
    """The column of types, and which rows are costs, take one back, sell, or pay for others."""
    if table.present or cost_roles(table.names).keys() & {"debit", "credit", "sense"}:
        return None
    for place, header in enumerate(table.names):
        values, index = coded(trimmed(table.columns[place]))
        if fold(header) not in _HEADS or len(values) > _MANY or holds_sides(values):
            continue
        spoken = [fold(value) for value in values.to_pylist()]
        masks = [np.array([word in words_of(f"document_{topic}") for word in spoken], bool)[index]
                 for topic in ("cost", "back", "sale", "settles")]  # fmt: skip
        cost, back, sale, settles = masks
        if cost.any() and (sale.any() or settles.any()):
            return place, (cost, back, sale, settles)
    return None
