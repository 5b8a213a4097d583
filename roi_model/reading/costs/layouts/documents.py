"""Lists of documents bought and sold in one: a column of types says which rows are costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles, header_role
from roi_model.reading.costs.sides import holds_sides
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, plain, trimmed
from roi_model.reading.text.wording import fold, says, words_of
from roi_model.reading.values.amounts import take_apart

_HEADS = {
    "type", "nature", "tp", "tt", "tran type", "trans type", "transaction type", "document type",
    "doc type", "type of document", "type de document", "type document", "type de piece",
    "type piece", "type de facture", "invoice type", "belegart", "dokumentart", "tipo",
    "tipo documento", "tipo de documento", "tipo de factura", "tipo de fatura", "tipo fattura",
    "soort", "documenttype", "documentsoort", "soort document",
}  # fmt: skip
_MANY, _MOSTLY = 40, 0.8
OUT = ("", "sale_document", "settles_document")
Mask = NDArray[np.bool_]


def bought(table: Table, inquiry: Inquiry) -> Table | None:
    """The rows of a table that are costs by their types, credit notes of suppliers negative; None
    where it must ask.

    Sales and what only pays for other rows are left out and listed. Where some types are unknown,
    it is asked. A table whose types name no sale and no payment beside costs stays as it is.
    """
    found = _types(table)
    if found is None:
        return table
    column, (cost, back, sale, settles) = found
    known, header = cost | back | sale | settles, table.names[column]
    if not known.all():
        types = sorted(set(table.columns[column].filter(pa.array(~known)).to_pylist()))
        options = {"costs": {"rows": int((~sale & ~settles).sum())}, "all": {"rows": len(table)}}
        answer = inquiry.ask("documents", header, options, types=", ".join(types))
        if answer != "costs":
            return table if answer else None
    gone = np.where(sale, 1, np.where(settles, 2, 0)).astype(np.int8)
    inquiry.note("documents", column=header, sales=int(sale.sum()), settled=int(settles.sum()),
                 back=int(back.sum()))  # fmt: skip
    said = {inquiry.answer(f"{role}_column") for role in ("category", "label")}
    kept = [c for c, name in enumerate(table.names) if c != column or name in said]
    columns = tuple(_negative(table, c, back) for c in kept)
    if back.any():
        inquiry.suppose({"sign": "positive"})
    table.leave_out(gone, OUT)  # which lists them as they stand in the file
    whole = replace(table, names=tuple(table.names[c] for c in kept), columns=columns)
    return whole.only(gone == 0)


def _negative(table: Table, column: int, rows: Mask) -> pa.Array:
    """A column with the figures of some rows negative, where it holds figures and none of them is:
    as it is where it dates or numbers them."""
    cells, header = table.columns[column], table.names[column]
    role = header_role(header)
    if not rows.any() or says(header, "identifier") or (role is not None and role[0] == "date"):
        return cells
    found = take_apart(cells)
    there = filled(cells)
    numeric = found.numeric[found.index]
    if not there.any() or float(numeric[there].mean()) < _MOSTLY:
        return cells
    turned = rows & numeric
    if found.negative[found.index][turned].any():
        return cells
    written = plain(trimmed(cells))
    return pc.if_else(pa.array(turned), pc.binary_join_element_wise("-", written, ""), written)


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
