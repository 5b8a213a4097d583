"""A list of subscriptions with the price of one licence and how often it is due: no payments."""

from __future__ import annotations

import re

import pyarrow as pa

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.amounts import values_of
from roi_model.reading.values.recurrence import HEADINGS, months_of

PRICE = re.compile(
    r"\b(?:prix|price|pricing|tarifs?|preis|preise|precio|prezzo|preco|prijs|cost per|cout par)\b"
)
"""A heading, folded, of what one piece costs."""
_LICENCES = re.compile(
    r"\b(?:licen[cs]es?|seats?|users?|utilisateurs?|postes|sieges?|comptes|lizenzen|nutzer|platze"
    r"|licencias|usuarios|licenze|utenti|licencas|utilizadores|licenties|gebruikers)\b"
)


def refuse_price_list(table: Table) -> None:
    """Refuse prices of a licence beside the number of licences and how often each is due.

    What was paid, and when, stands nowhere in such a list. Raises RefusedError.
    """
    price = next((name for name in table.names if PRICE.search(fold(name))), None)
    headed = table.under(lambda name: fold(name) in HEADINGS)
    often = next((name for name, column in headed if _periods(column)), None)
    if price is None or often is None:
        return
    for name, column in table.under(_counts_licences):
        if (values_of(column) > 1).any():
            raise RefusedError("price_list", columns=f"{price}, {often}, {name}")


def _counts_licences(heading: str) -> bool:
    return bool(_LICENCES.search(fold(heading)) and not PRICE.search(fold(heading)))


def _periods(column: pa.Array) -> int:
    """How many periods a column of words names: a month, a year."""
    cells, _ = coded(trimmed(column))
    return len({months_of(str(word)) for word in cells.to_pylist()} - {0})
