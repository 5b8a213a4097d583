"""What takes a cost back: a document cancelled, a credit note, a payment that came back."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, matching
from roi_model.reading.text.wording import fold, fold_column, words_of
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
_MAX_ROWS = 200_000
Mask = NDArray[np.bool_]


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


def returned_rows(labels: pa.Array, units: NDArray[np.int64]) -> Mask:
    """Rows of money that came back or went back, beside a row of the same amount that it undoes.

    `units` are costs, positive where money went out. What is undone shares a word with the row and
    is undone once.

    >>> labels = pa.array(["PRLV GOOGLE ADS", "REJET PRLV GOOGLE ADS", "VIR CLIENT"])
    >>> returned_rows(labels, np.array([800, -800, -800])).tolist()
    [False, True, False]
    """
    found = np.zeros(len(units), bool)
    if not 2 <= len(units) <= _MAX_ROWS:
        return found
    back = matching(labels, r"(?i)" + "|".join(sorted(map(_root, words_of("returned")))))
    if not back.any():
        return found
    values, index = coded(labels)
    said = {i: _words(values[int(i)].as_py()) for i in np.unique(index[back])}
    back &= np.array([i in said and bool(said[i][0]) for i in range(len(values))], bool)[index]
    rows = np.flatnonzero(back)
    sizes = np.unique(np.abs(units[rows]))
    others: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(np.abs(units), sizes) & ~back):
        others[int(units[row])].append(int(row))
    for row in rows:
        spoken = said[index[row]][1]
        for other in others[-int(units[row])]:
            if spoken & _words(values[int(index[other])].as_py())[1]:
                found[row] = True
                others[-int(units[row])].remove(other)
                break
    return found


def all_credit_notes(labels: pa.Array) -> bool:
    """Whether every label names a credit note or a refund of a supplier.

    >>> all_credit_notes(pa.array(["Avoir Google Ads"])), all_credit_notes(pa.array(["Acme"]))
    (True, False)
    """
    pattern = " (?:" + "|".join(sorted(words_of("credit_note"))) + ") "
    return bool(len(labels)) and bool(matching(fold_column(labels), pattern).all())


def _root(word: str) -> str:
    """The word as it may stand with accents: each vowel any sign."""
    return r"\b" + re.sub(r"[aeiouc]", r".", word) if len(word) > 4 else rf"\b{word}\b"


def _words(label: str) -> tuple[set[str], set[str]]:
    """The words by which a label says that money came back, and those of whom it is about."""
    words = set(fold(label).split())
    back = words & words_of("returned")
    about = {word for word in words - back - words_of("banking")
             if len(word) > 1 and not any(map(str.isdigit, word))}  # fmt: skip
    return back, about
