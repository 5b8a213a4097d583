"""Movements of a table that are no costs: left out where that is sure, asked about where not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.columns import LongColumns
from roi_model.reading.costs.credit_notes import (
    OUT,
    Received,
    arrived,
    beside,
    between_accounts,
    received,
    statement_total,
    with_fees,
)
from roi_model.reading.costs.roles import headings_of
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.movements.pairs import days_of
from roi_model.reading.movements.perhaps_own import ask_own, perhaps_own
from roi_model.reading.movements.told import own_transfers
from roi_model.reading.tables.running_balance import is_balance
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import exact_total

Units = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Apart:
    """The units of each row, why it is no cost (an index of OUT), the line of the cost it takes
    back (0: none), and days and units of the money that came in."""

    units: Units
    out: NDArray[np.int8]
    undoes: Units
    came_in: tuple[tuple[int, int], ...]


def kept_apart(
    table: Table, columns: LongColumns, signed: tuple[Units, Received | None], paid: Mask,
    days: tuple[Units, Units], scale: int, inquiry: Inquiry,
) -> Apart | None:  # fmt: skip
    """Which rows are no costs; None where it is asked whether some are own transfers.

    `signed` are the units, positive where money went out, and of a statement what came back;
    `paid` rows that settle a card; `days` the month and the day of each row.
    """
    units, seen = signed
    asked = _told(table, columns, units, seen, paid, days_of(*days), scale, inquiry)
    if asked is None:
        return None
    seen, own = asked
    undoes = np.zeros(len(units), np.int64)
    out = np.where(own, OUT.index("own_transfer"), 0).astype(np.int8)
    if seen is not None:
        seen, units = with_fees(seen, table, columns, units, scale, inquiry)
        out, undoes = seen.out, seen.undoes
        paid = paid & ~seen.undone
    elif own.any():
        inquiry.note("own_transfers", count=int(own.sum()),
                     total=exact_total(units[own & (units > 0)], scale))  # fmt: skip
    paid = paid & (units < 0) & (out == 0) & (undoes == 0)
    if paid.any():
        inquiry.note("card_payments", count=int(paid.sum()))
    out = np.where(paid, OUT.index("card_payment"), out).astype(np.int8)
    came_in = arrived(*days, units, out) if seen is not None or paid.any() else ()
    if seen is not None:
        out = between_accounts(table, columns.label, days_of(*days), units, out, scale, inquiry)
    return Apart(units, out, undoes, came_in)


def _told(
    table: Table, columns: LongColumns, units: Units, seen: Received | None, paid: Mask,
    days: Units, scale: int, inquiry: Inquiry,
) -> tuple[Received | None, Mask] | None:  # fmt: skip
    """What is known of the rows with what was answered of those that may be own transfers; of a
    table that is no statement these, and its sure ones."""
    size = len(units)
    none = np.zeros(size, bool)
    signs = bool((units < 0).any()) or any(map(is_balance, table.names))
    if seen is None and (columns.account is not None or not signs):
        return seen, none
    accounts = {*headings_of("own_account"), *words_of("own_product")}
    words = [table.columns[c] for c in beside(table, columns, movements=True)
             if fold(table.names[c]) not in accounts]  # fmt: skip
    if not words:
        return seen, none
    labels = table.columns[columns.label] if columns.label is not None else words[0]
    sure = own_transfers(words, size) if seen is None else seen.found.own
    if seen is None and sure.any():  # where one side has no word, its account tells
        came = np.where(units < 0, OUT.index("income"), 0).astype(np.int8)
        both = between_accounts(table, columns.label, days, units, came, scale, Inquiry())
        sure = sure | (both == OUT.index("own_transfer"))
    known = sure | paid | (none if seen is None else seen.undone)
    maybe = perhaps_own(words, labels, units, scale, known)
    if seen is not None and maybe.any():  # what the accounts of the rows tell is sure
        pairs = between_accounts(table, columns.label, days, units, seen.out, scale, Inquiry())
        maybe &= pairs != OUT.index("own_transfer")
    if not (maybe & (units > 0)).any():
        return seen, sure
    if seen is None:
        gives = {"yes": {"all": exact_total(units[~sure & ~maybe & ~paid], scale)},
                 "no": {"all": exact_total(units[~sure & ~paid], scale)}}  # fmt: skip
    else:
        moved = received(table, columns, units, maybe, none)
        spent = received(table, columns, units, none, maybe)
        gives = {answer: {"all": statement_total(table, columns, units, scale, one)}
                 for answer, one in (("yes", moved), ("no", spent))}  # fmt: skip
    answer = ask_own(maybe, words, labels, units, scale, gives, inquiry)
    if answer is None:
        return None
    if seen is None:
        return None, sure | maybe if answer == "yes" else sure
    return (moved if answer == "yes" else spent), none
