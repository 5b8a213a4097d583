"""What a column of figures is by its heading: money spent, a count, a number, sales."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold, says, words_of
from roi_model.reading.values.amounts import values_of

# One amount told in several ways, or a rate of it: no kinds of cost beside each other.
_ONE_AMOUNT = re.compile(
    r"\b(?:net|nett?o|gross|brut|brutto|bruto|lordo|ht|ttc|hors|excl|incl|vat|tva|mwst|iva|btw|tax"
    r"|taxes?|unit|unitaire|per|par|pro|por|je|before|after|avant|apres|actual|reel|reels|real|ist"
    r"|orig\w*|converted|total|totaux|max|min|average|avg|moyen\w*|cumul\w*|eur|usd|gbp|chf|cad|aud"
    r"|jpy|sek|nok|dkk|pln|\d+)\b"
)

# What stands beside the name of a document where a heading is of its number.
_OF_A_NUMBER = re.compile(
    r"\b(?:n|no|nr|num|numero|number|nummer|id|ref|reference|referencia|de|da|del|do|du|di|della)\b"
)
_NUMBERED = re.compile(r"s?(?:nummer|nr)$|(?<=[a-z]{5})s$")
_IN_ONE_WORD = re.compile(r"[a-z](?:nummer|nr)(?: |$)")  # as Germanic languages number things
_HUMP = re.compile(r"(?<=[a-zé])(?=[A-Z])")  # between the words of "InvoiceNo"
_SPENT = {"cout", "couts", "cost", "costs", "depense", "depenses", "expense", "expenses",
          "charge", "charges", "ht", "ttc", "spend", "spent"}  # fmt: skip


def names_costs(heading: str) -> bool:
    """Whether a heading says that its amounts are costs, so that a negative one is a credit note.

    >>> names_costs("Montant HT"), names_costs("Montant")
    (True, False)
    """
    return bool(set(fold(heading).split()) & _SPENT)


def is_count(heading: str) -> bool:
    """Whether a heading is of a count, a rate, or a number that names something.

    >>> is_count("Link clicks"), is_count("CAMPAIGNID"), is_count("Amount spent (AUD)")
    (True, True, False)
    >>> is_count("VoucherNo"), is_count("EcritureNum"), is_count("AmountDue")
    (True, True, False)
    """
    if says(heading, "cost") and not re.search(r"\b(?:per|par|pro|por)\b", fold(heading)):
        return False
    joined = re.search(r"[a-z]{3,}id$", fold(heading)) if heading.endswith(("ID", "Id")) else None
    return says(_HUMP.sub(" ", heading), "count") or identifies(heading) or joined is not None


def identifies(heading: str) -> bool:
    """Whether a heading is of a number that names something, which then has no cents: with them a
    column called "Phone" is what the telephone costs.

    >>> identifies("Phone"), identifies("VoucherNo"), identifies("Clicks")
    (True, True, False)
    >>> identifies("Rechnungsnummer"), identifies("Ansattnr")
    (True, True)
    """
    joined = _HUMP.sub(" ", heading)
    return says(joined, "identifier") or _IN_ONE_WORD.search(fold(joined)) is not None


def names_or_costs(heading: str) -> bool:
    """Whether a heading is of a number, or of what is paid under the same word.

    >>> names_or_costs("Phone"), names_or_costs("Campaign ID")
    (True, False)
    """
    return says(heading, "identifier_or_cost")


def is_planned(heading: str) -> bool:
    """Whether a heading is of what was planned or hoped for.

    >>> is_planned("Budgeted Cost"), is_planned("Actual Cost")
    (True, False)
    """
    return bool(set(fold(heading).split()) & words_of("not_spent"))


def is_kind_of_cost(heading: str) -> bool:
    """Whether a heading says cost and of what, and is not one amount told in another way.

    >>> [is_kind_of_cost(name) for name in ("social_spend", "Spend", "Net cost", "Cost (USD)")]
    [True, False, False, False]
    """
    folded = fold(heading)
    rest = [word for word in folded.split() if word not in words_of("cost")]
    return says(heading, "cost") and bool(rest) and not (
        _ONE_AMOUNT.search(folded) or is_planned(heading)
    )  # fmt: skip


def is_sales(heading: str) -> bool:
    """Whether a heading is of money that sales bring, or are hoped to bring.

    >>> is_sales("Expected Revenue"), is_sales("Chiffre d’affaires"), is_sales("Sales team")
    (True, True, False)
    """
    words = [word for word in fold(heading).split() if word not in words_of("not_spent")]
    return re.sub(r" (?:eur|usd|gbp|chf|euros?)$", "", " ".join(words)) in words_of("sales")


def _paper(folded: str) -> str:
    """What a heading calls a document, without the words that say its number.

    >>> _paper("no factura"), _paper("angebots nr"), _paper("rechnungsnr"), _paper("order date")
    ('factura', 'angebot', 'rechnung', 'order date')
    """
    bare = " ".join(_OF_A_NUMBER.sub(" ", folded).split())
    return _NUMBERED.sub("", bare) if bare else folded


def sold(names: Sequence[str], amount: str) -> str:
    """The headings by which a table lists what one sells: "Sales", or an invoice and its client.

    Empty where it does not, or where a supplier is named too.

    >>> sold(["Invoice number", "Date", "Customer", "Subtotal"], "Subtotal")
    'Invoice number, Customer'
    >>> sold(["Facture", "Fournisseur", "Client", "Montant"], "Montant")
    ''
    """
    folded = {name: fold(name) for name in names}
    if any(word in words_of("supplier") for word in folded.values()):
        return ""
    return amount if is_sales(amount) else orders(names)


def orders(names: Sequence[str]) -> str:
    """The headings by which a table lists orders, contracts or invoices of clients; empty where it
    does not.

    >>> orders(["Auftrag", "Datum", "Kunde"]), orders(["Auftrag", "Datum"])
    ('Auftrag, Kunde', '')
    """
    folded = {name: fold(name) for name in names}
    papers = [name for name, word in folded.items() if _paper(word) in words_of("sold")]
    buyers = [name for name, word in folded.items() if word in words_of("buyer")]
    return f"{papers[0]}, {buyers[0]}" if papers and buyers else ""


_CENT = 0.005


def tell_undated(
    table: Table, undated: NDArray[np.bool_], money: Sequence[int], date: int, inquiry: Inquiry
) -> None:
    """Say how many lines with an amount have no date in the column `date`, and what they hold.

    Of each line the first of its columns of `money` that is no nought counts; what sums the lines
    that are dated is none of them.
    """
    if not undated.any():
        return
    sums, amounts = set(), np.zeros(int(undated.sum()))
    for column in money:
        values = values_of(table.columns[column])
        sums |= {round(abs(float(values[~undated].sum())), 2)}
        amounts = np.where(amounts == 0, values[undated], amounts)
    amounts = np.abs(amounts)
    lost = amounts[[amount > _CENT and round(amount, 2) not in sums for amount in amounts.tolist()]]
    if lost.size:
        inquiry.note("undated_amounts", count=int(lost.size), column=table.names[date],
                     total=round(float(lost.sum()), 2))  # fmt: skip
