"""Lists of documents: of those bought and sold in one, a column of types says which rows are costs;
of those with a row for each payment, each is a cost once."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.layouts.told_once import rows_of_documents
from roi_model.reading.costs.roles import cost_roles, header_role
from roi_model.reading.costs.sides import holds_sides
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, plain, trimmed
from roi_model.reading.text.wording import fold, says, words_of
from roi_model.reading.values.amounts import holds_figures, take_apart, values_of
from roi_model.reading.values.dates import take_apart_dates

_HEADS = {
    "type", "nature", "tp", "tt", "tran type", "trans type", "transaction type", "document type",
    "doc type", "type of document", "type de document", "type document", "type de piece",
    "type piece", "type de facture", "invoice type", "belegart", "dokumentart", "tipo",
    "tipo documento", "tipo de documento", "tipo de factura", "tipo de fatura", "tipo fattura",
    "soort", "documenttype", "documentsoort", "soort document",
}  # fmt: skip
_MANY, _MOSTLY = 40, 0.8
_PAYMENT = re.compile(
    r"\b(?:pa[iy]e?ments?|paid|payee?s?|reglements?|reglee?s?|encaiss\w+|\w*zahl(?:ung\w*|datum"
    r"|betrag|t)|zahlweise|pag(?:os?|ad[oa]s?|ament[oi]s?|at[oaie])|abonad[oa]"
    r"|betal(?:ing\w*|d)|betaal\w*)\b"
)
"""What a heading of a payment says, folded."""
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


def paid_once(table: Table, inquiry: Inquiry) -> Table:
    """Each document of a list once, where it has a row for each of its payments; without what only
    the payments say. As it is where no document has several rows, or those are its lines.

    On all rows of a document its day and its totals are the same. What is not the same speaks of
    payments by its headings, figures or days among it, or it is empty beside a document that has
    its totals all the same: its lines would not be.
    """
    found = rows_of_documents(table)
    if found is None or table.present:
        return table
    rows, index = found
    first = np.zeros(int(index.max()) + 1, np.int64)
    first[index[::-1]] = rows[::-1]
    words = [coded(trimmed(column))[1] for column in table.columns]
    same = [bool((codes[rows] == codes[first][index]).all()) for codes in words]
    figures = [c for c, column in enumerate(table.columns) if holds_figures(column)]
    days = [c for c, column in enumerate(table.columns) if c not in figures and _holds_days(column)]
    once = [c for c in figures if same[c] and values_of(table.columns[c]).any()]
    if not once or not any(same[c] for c in days):
        return table
    told = [c for c, one in enumerate(same) if not one]
    said = [c for c in told if _PAYMENT.search(fold(table.names[c]))]
    there = np.array([filled(table.columns[c])[rows] for c in told])
    unpaid = bool((~there.any(axis=0)).any())
    of_payments = told if unpaid else said
    if not any(c in figures or c in days for c in of_payments):
        return table
    if any(c in figures for c in {*told} - {*of_payments}):
        return table  # amounts beside those of payments: lines of the document
    again = np.ones(len(table), bool)
    again[first] = False
    again[np.setdiff1d(np.arange(len(table)), rows)] = False
    aside = [c for c in told if c in figures or c in days or c in said]
    counted, others = (", ".join(table.names[c] for c in some) for some in (once, aside))
    inquiry.note("paid_in_parts", column=counted, count=int(again.sum()), others=others)
    kept = [c for c in range(len(table.names)) if c not in aside]
    listed = table.keep(~again, "paid_in_parts")
    return replace(listed, names=tuple(table.names[c] for c in kept),
                   columns=tuple(listed.columns[c] for c in kept))  # fmt: skip


def _holds_days(column: pa.Array) -> bool:
    found = take_apart_dates(column, serials=False)
    return found is not None and found.share >= _MOSTLY


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
        if fold(header) not in _HEADS:
            continue
        values, index = coded(trimmed(table.columns[place]))
        if len(values) > _MANY or holds_sides(values):
            continue
        spoken = [fold(value) for value in values.to_pylist()]
        masks = [np.array([word in words_of(f"document_{topic}") for word in spoken], bool)[index]
                 for topic in ("cost", "back", "sale", "settles")]  # fmt: skip
        cost, back, sale, settles = masks
        if cost.any() and (sale.any() or settles.any()):
            return place, (cost, back, sale, settles)
    return None
