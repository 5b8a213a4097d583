"""Which column is what, by the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from roi_model.reading.text.wording import fold, unjoined, without_unit, word_lists, words_of

ROLES = ("date", "category", "label", "account", "amount_net", "amount_gross", "amount", "vat",
         "debit", "credit", "sense", "ignored")  # fmt: skip
PLANNED = re.compile(r"\b(?:budgets?|prevu|previsions?|previsionnel|forecast|objectifs?|target"
                     r"|ecarts?|variance|budgeted|budgetes?|planned|geplante?|presupuest\w+"
                     r"|preventivo|orcamento|orcado|gepland|begroot|begroting)\b")  # fmt: skip
SPENT = re.compile(rf"\b(?:{'|'.join(sorted(words_of('actual'), key=len, reverse=True))})\b")
# The day on which what comes again began.
BEGINNING = re.compile(r"\b(?:debut|depuis|start|started|since|souscri\w+|subscribed"
                       r"|startdatum|beginn|vertragsbeginn|seit|inicio|desde|inizio"
                       r"|iniziat[oa]|attiv[oaie] d[ae]l|decorrenza|attivat\w+|ativad\w+"
                       r"|attivazione|activa\w+|ativac\w+|ativo em|abo ab|gultig ab"
                       r"|laufzeit ab|vertragsstart|laufzeitbeginn|aktiv ab|begindatum"
                       r"|ingangsdatum|startmaand|vanaf|sinds)\b")  # fmt: skip


def headings_of(topic: str) -> tuple[str, ...]:
    """The folded headings of a topic of data/cost_headings.toml, the most telling first.

    >>> headings_of("amount_net")[:2], "solde" in headings_of("statement_or_ledger")
    (('nettobetrag', 'betrag netto'), True)
    """
    return word_lists("cost_headings")[topic]


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    """Heading → its role and its rank there: the order decides between two columns of dates."""
    return {word: (role, rank) for role in ROLES for rank, word in enumerate(headings_of(role))}


def planning(words: Iterable[str]) -> str:
    """The first of a table's titles by which its amounts are planned, not spent; else empty.

    >>> planning(["Agence", "Budget 2024"]), planning(["Budget et réalisé"])
    ('Budget 2024', '')
    """
    told = [title.strip(' \t"') for title in words]
    if any(SPENT.search(fold(title)) for title in told):
        return ""
    return next((title for title in told if PLANNED.search(fold(title))), "")


# "Net amount (base)": in the books' own currency, beside that of each document.
_OWN_CURRENCY = re.compile(
    r"\s*\((?:in )?(?:base|home|company|accounting|reporting|functional)(?: currency)?\)\s*$", re.I
)
# "H.T.", "T.T.C.", "T.V.A.", and a column of VAT for each of its rates ("TVA 5,5 %").
_DOTTED = tuple((re.compile(rf"\b{' '.join(word)}\b"), word) for word in ("ht", "ttc", "tva"))
ONE_RATE = re.compile(
    r"(?:montant |importe |importo |betrag |bedrag )?(?:tva|vat|mwst|ust|iva|btw)"
    r"(?: a| al| au taux de)? \d[\d ]*%?"
)
"""The heading of a column of VAT at one rate, folded."""


def header_role(name: str) -> tuple[str, int] | None:
    """The role of a header and its rank among that role's words (0 the most telling).

    >>> header_role("Libellé de l’opération")
    ('label', 6)
    >>> header_role("CostBeforeTax")[0]
    'amount_net'
    """
    name = _OWN_CURRENCY.sub("", name)
    folded = fold(name)
    for dotted, word in _DOTTED:
        folded = dotted.sub(word, folded)
    if ONE_RATE.fullmatch(folded):
        return "vat", len(headings_of("vat"))
    found = _ranks().get(folded) or _ranks().get(without_unit(folded))
    if found is None and unjoined(name) != name:
        found = _ranks().get(fold(unjoined(name)))
    return found


def cost_roles(names: Sequence[str]) -> dict[str, list[int]]:
    """Role → column numbers, the most telling first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for column, name in enumerate(names):
        role = header_role(name)
        if role:
            found.setdefault(role[0], []).append((role[1], column))
    if not {"debit", "credit"} <= found.keys():  # "Soll" beside "Ist" is what was planned
        paired = headings_of("side_in_pairs")
        for side in {"debit", "credit"} & found.keys():
            left = [one for one in found.pop(side) if fold(names[one[1]]) not in paired]
            found |= {side: left} if left else {}
    return {role: [column for _, column in sorted(pairs)] for role, pairs in found.items()}


def is_expense_report(names: Sequence[str], least: int = 2) -> bool:
    """Whether at least so many headings are of what employees spent.

    >>> is_expense_report(["Date", "Merchant", "Employee", "Amount"])
    True
    """
    return len({fold(name) for name in names}.intersection(headings_of("expense_report"))) >= least


def recognised(names: list[str]) -> int:
    """How many headers are known words: what tells a header row from a title or a row of data."""
    roles = [header_role(name) for name in names if name.strip()]
    return sum(role is not None for role in roles)
