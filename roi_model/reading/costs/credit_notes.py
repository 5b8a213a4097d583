"""What a list of costs says of each document beside its amount: cancelled, or a credit note."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, matching
from roi_model.reading.text.wording import fold, fold_column
from roi_model.reading.values.amounts import exact_total

_STATE = {"state", "status", "statut", "etat", "estado"}
_CANCELLED = {
    "declined", "reverted", "failed", "cancelled", "canceled", "rejected", "refused", "refuse",
    "refusee", "annule", "annulee", "rejete", "rejetee", "echoue", "echouee",
}  # fmt: skip
_PENDING = {"pending", "en attente", "en cours", "processing"}
_TYPE = {"type", "nature", "type de piece", "type de document", "type document", "type piece",
         "document type", "transaction type", "type de facture", "invoice type"}  # fmt: skip
_CREDIT_NOTE = (
    r"^ (?:facture d )?(?:avoirs?|note de credit|credit note|credit memo|creditnote|refund"
    r"|vendor credit|supplier credit)(?: fournisseur| client)? $"
)


def without_cancelled(table: Table, inquiry: Inquiry, *, pending: bool) -> Table:
    """The table without what was declined or cancelled, and on a statement what is `pending`.

    An invoice that waits to be paid is a cost all the same.
    """
    dead_words = _CANCELLED | _PENDING if pending else _CANCELLED
    for column, header in enumerate(table.names):
        if fold(header) not in _STATE:
            continue
        cells, index = coded(table.columns[column])
        dead = np.array([fold(v) in dead_words for v in cells.to_pylist()], bool)
        if dead.any():
            gone = dead[index]
            inquiry.note("bank_not_executed", count=int(gone.sum()))
            return table.keep(~gone, "not_executed")
    return table


def credit_notes(
    table: Table, units: NDArray[np.int64], scale: int, inquiry: Inquiry
) -> NDArray[np.int64] | None:
    """Amounts with those of credit notes deducted; None where it is asked.

    Asked is where a column of types names credit notes and none of them is negative.
    """
    for column, header in enumerate(table.names):
        if fold(header) not in _TYPE:
            continue
        credit = matching(fold_column(table.columns[column]), _CREDIT_NOTE)
        if not credit.any() or (units[credit] < 0).any() or (units <= 0).all():
            continue
        deducted = np.where(credit, -units, units)
        options = {"yes": {"all": exact_total(deducted, scale)},
                   "no": {"all": exact_total(units, scale)}}  # fmt: skip
        answer = inquiry.ask("credit_notes", header, options, count=int(credit.sum()))
        return None if answer is None else deducted if answer == "yes" else units
    return units
