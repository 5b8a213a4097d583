"""The column headings of CRM exports, as data/deal_headings.toml has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from roi_model.reading.text.wording import fold, unjoined

CONVERTED, EXPECTED, PERIODS = "converted", "expected", "periods"
"""Headings of amounts that mean more: already in one currency, hoped for; and of their periods."""
ENTRIES = "entries"
"""Headings of the day on which a deal came into the stage that a row has."""
ACCOUNTS, LINES, PROBABILITIES = "accounts", "lines", "probabilities"
"""Headings of whose deal it is, of products and of chances of winning: no roles of their own."""
_DOCUMENTS, _BUYERS, _CLIENTS, _TERMS = "documents", "buyers", "clients", "terms"
"""Words of headings by which offers to clients are known, and headings of days that these have."""
SIGNED, REFUSED = "signed", "refused"
"""Milestones, heading the day they were reached, by which deals are won or lost."""
_OF_ROLES = ("first", "words")
_BESIDE = (PERIODS, ACCOUNTS, LINES, PROBABILITIES, _DOCUMENTS, _BUYERS, _CLIENTS, _TERMS,
           SIGNED, REFUSED)  # fmt: skip
_FILE = Path(__file__).resolve().parents[3] / "data" / "deal_headings.toml"
_ANYTHING = "anything"
_TIERS = ("converted", "first", "words", "expected", "recurring", ENTRIES, _ANYTHING)
"""A role's lists of words, the most telling first."""


@dataclass(frozen=True)
class _Words:
    """Folded headings: each with its ranks by role, and the lists that mean more than a role."""

    ranks: Mapping[str, Mapping[str, int]]
    bags: Mapping[tuple[str, ...], Mapping[str, int]]
    lists: Mapping[str, frozenset[str]]


def _bag(folded: str) -> tuple[str, ...]:
    """The telling words of a heading in no order: "date clôture" is "date de clôture"."""
    return tuple(sorted(word for word in folded.split() if word not in _FILLING))


@cache
def _known() -> _Words:
    """The headings of data/deal_headings.toml. Raises ValueError for a list of another name."""
    ranks: dict[str, dict[str, int]] = {}
    bags: dict[tuple[str, ...], dict[str, int]] = {}
    lists: dict[str, frozenset[str]] = {}
    for role, tiers in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        if not isinstance(tiers, dict):
            continue
        if unknown := tiers.keys() - {*_TIERS, *_BESIDE}:
            raise ValueError(f"deal_headings.toml: {role}: {', '.join(sorted(unknown))}; "
                             f"allowed: {', '.join((*_TIERS, *_BESIDE))}")  # fmt: skip
        folded = {tier: [fold(word) for word in words] for tier, words in tiers.items()}
        for tier, words in folded.items():
            if tier not in _OF_ROLES:
                lists[tier] = lists.get(tier, frozenset()) | frozenset(words)
        for rank, word in enumerate(word for tier in _TIERS for word in folded.get(tier, ())):
            ranks.setdefault(word, {}).setdefault(role, rank)
    for word, roles in ranks.items():
        for role, rank in roles.items() if _bag(word) else ():
            within = bags.setdefault(_bag(word), {})
            within[role] = min(rank, within.get(role, rank))
    return _Words(ranks, bags, lists)


_PREFIX = re.compile(
    r"^(?:deal|affaire|trato|negocio|opportunity|opportunite|oportunidad|oportunidade|opportunita"
    r"|transaction|verkaufschance|trattativa|affare|verkoopkans) (?=\w)"
)
# "(k€)", "en €", "(UTC)": how it is written. "(weighted)" would be another thing.
_DRESS = re.compile(
    r"\s+(?:en\s|in\s)?\s*(?:\((?:[kM]?\s?(?:[€$£]|(?!TTC)[A-Z]{3})|%|HT|UTC[^()]*|GMT[^()]*)\)"
    r"|[kM]?(?:[€$£]|EUR|USD|GBP|CHF|CAD))\s*$"
)
# "amount_usd": a code of currency that is no word of the heading.
_CODE = re.compile(
    r"(?: (?:in|en|em))? (?:k ?)?(?:eur|euros?|usd|gbp|chf|cad|aud|nzd|sek|nok|dkk|pln|czk|brl|mxn"
    r"|jpy|inr|zar|mad|tnd|xof|utc|gmt)$"
)
# "(excl. VAT)", "HT": what deals are worth is without VAT anyway. With it is another figure.
_NET = re.compile(
    r"^net(?:t?o)? (?=\w)| (?:nett?[oae]?|liquido|ht|htva|hors taxes?|hors tva|h t"
    r"|(?:excl|exclusief|excluding|exclusive|exkl|zzgl|ohne|ex"
    r"|before|without|sin|sem|senza|s) (?:of )?(?:btw|vat|tax|taxes|tva|iva|mwst|ust|gst|hst"
    r"|mehrwertsteuer|umsatzsteuer|imposte|impuestos|impostos)"
    r"|(?:iva|btw|vat|mwst|tva) (?:esclusa|escl|excl|exclusa|excluida|excluido|no incluido))$"
)
# A word cut short ends in a full stop.
_PARTS = re.compile(r"[^\W_]+\.?")
_SHORT = re.compile(r"[^\W\d_]{2,}\.(?!\w*://)")
_MOST_SIGNS = 60
# What a heading says without telling one from another: particles, and the deal's own name.
_FILLING = {"a", "d", "de", "del", "des", "du", "el", "l", "la", "las", "le", "les", "los", "of",
            "the", "der", "die", "das", "dem", "vom", "von", "di", "della", "dell", "dello", "il",
            "do", "da", "dos", "em", "van", "het", "een", "deal", "deals", "opp",
            "opportunity", "opportunite", "oportunidad", "oportunidade", "opportunita", "affaire",
            "transaction", "negocio", "trato", "verkaufschance", "trattativa", "affare",
            "verkoopkans"}  # fmt: skip
# Words for the day of what else a heading says: "Absage am", "Unterschriftsdatum".
_DAYS = {"date", "datum", "fecha", "data", "day", "tag", "jour", "dia", "giorno", "dag", "am", "on",
         "at", "op", "em"}  # fmt: skip
_DATED = re.compile(r"(?<=[a-z]{3})s?datum$")
_TELLING = {"created", "closed", "won_on", "lost_on", "expected", "source", "owner", "pipeline",
            "name", "stated", "lost_reason", "won_flag", "closed_flag"}  # fmt: skip
_SURE = {"created", "closed", "won_on", "expected", "pipeline", "stated", "lost_reason", "won_flag"}
_CRM = {"created", "closed", "won_on", "lost_on", "expected", "pipeline", "owner", "source"}
# What is bought and not sold, a ledger, an account.
_NOT_DEALS = {"debit", "credit", "solde", "balance", "compte", "account number", "iban",
              "fournisseur", "supplier", "vendor", "proveedor", "soll", "haben", "saldo", "konto",
              "kontonummer", "lieferant", "dare", "avere", "fornitore", "debito", "credito",
              "fornecedor", "leverancier"}  # fmt: skip
_BUYERS_TOO = {"compte", "konto"}
# Nouns that head columns of deals and of nothing else ("affaire" is a project to accountants).
_DEAL = {"deal", "deals", "opportunity", "opportunite", "oportunidad", "oportunidade",
         "opportunita", "verkaufschance", "trattativa", "verkoopkans", "dealname",
         "dealnaam"}  # fmt: skip
_SPENDING = {"cost", "costs", "expense", "expenses", "spend", "spent", "cout", "couts", "depense",
             "depenses", "kosten", "ausgaben", "gasto", "gastos", "costo", "costi", "spese",
             "custo", "custos", "despesa", "uitgaven"}  # fmt: skip


def deal_roles(name: str) -> dict[str, int]:
    """Every role a header may have, with its rank among the role's words.

    >>> deal_roles("Deal - Won time"), deal_roles("Date clôture"), deal_roles("StageName")
    ({'won_on': 0}, {'closed': 45}, {'stage': 21})
    """
    ranks, bags = _known().ranks, _known().bags
    for folded in _spellings(name):
        roles = ranks.get(folded) or ranks.get(_PREFIX.sub("", folded)) or bags.get(_bag(folded))
        if roles:
            return dict(roles)
    return {}


def heads(name: str, which: str) -> bool:
    """Whether a heading is one of CONVERTED, EXPECTED or PERIODS, however it is dressed.

    >>> heads("Expected Revenue (EUR)", EXPECTED), heads("Amount", EXPECTED)
    (True, False)
    """
    words, bags = _known().lists[which], _bags_of(which)
    return any(folded in words or _bag(folded) in bags for folded in _spellings(name))


def heads_milestone(name: str, which: str) -> bool:
    """Whether a heading is one of the milestones SIGNED or REFUSED, with a word for its day or not.

    >>> heads_milestone("Date de signature", SIGNED), heads_milestone("Absagedatum", REFUSED)
    (True, True)
    """
    words = [_DATED.sub("", word) or word for word in fold(unjoined(name)).split()]
    bare = " ".join(word for word in words if word not in _DAYS | _FILLING)
    return bare in _milestones(which)


@cache
def _milestones(which: str) -> frozenset[str]:
    return frozenset(" ".join(word for word in heading.split() if word not in _DAYS | _FILLING)
                     for heading in _known().lists[which])  # fmt: skip


@cache
def _bags_of(which: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_bag(word) for word in _known().lists[which])


def without_vat(heading: str) -> str:
    """A folded heading without the words at its end that say VAT is not in it.

    >>> without_vat("Bedrag (excl. btw)"), without_vat("Montant TTC")
    ('bedrag', 'montant ttc')
    """
    return _NET.sub("", fold(heading))


def _spellings(name: str) -> tuple[str, ...]:
    """A heading as it stands; "CloseDate" in two words; without its unit."""
    apart = unjoined(name)
    bare = fold(_DRESS.sub("", apart))
    plain = (fold(name), fold(apart), bare, _CODE.sub("", bare))
    return *plain, without_vat(apart), *_in_full(name)


@lru_cache(4096)
def _in_full(name: str) -> tuple[str, ...]:
    """The known heading that one with abbreviations stands for: "Tats. Umsatz", "Fecha cierre est."

    Nothing where it may stand for several things.
    """
    if len(name) > _MOST_SIGNS or not _SHORT.search(name):
        return ()
    said = [(fold(part), part.endswith(".")) for part in _PARTS.findall(name)]
    parts = [rf"{re.escape(word)}{'[a-z]*' if cut else ''}" for word, cut in said
             if word and word not in _FILLING]  # fmt: skip
    pattern = re.compile(" ?".join(parts))
    known = _known()
    telling = {word: " ".join(w for w in word.split() if w not in _FILLING) for word in known.ranks}
    found = [word for word, plain in telling.items() if pattern.fullmatch(plain)]
    meant = set()
    for word in found:
        lists = (name for name, words in known.lists.items() if word in words)
        meant.add((*sorted(known.ranks[word]), *lists))
    return tuple(found[:1]) if len(meant) == 1 else ()


def is_deals(names: Sequence[str]) -> bool:
    """Whether a header is a CRM's: something tells the state, and three columns tell of deals.

    >>> is_deals(["Deal Name", "Stage", "Close Date"]), is_deals(["Date", "Status", "Amount"])
    (True, False)
    """
    own = (name for name in names if not heads(name, _ANYTHING))
    roles = {role for name in own for role in deal_roles(name)}
    if is_bought(names):
        return False
    telling = len(roles & _TELLING)
    if roles & {"stage", "won_flag"}:
        return telling >= 2 and bool(roles & _SURE)
    if len(roles & _CRM) >= 3 and roles & {"closed", "won_on", "expected"}:
        return True  # a CRM's all the same: refused for want of a stage rather than read as costs
    if _names_deals(names) and "amount" in roles and roles & {"created", "closed", "won_on"}:
        return True  # a list of deals by its headings: whether they are won is asked
    if {"status", "created"} <= roles and roles & {"won_on", "lost_on"}:
        return True
    # "Status" heads a column of many a table that holds no deals.
    return "status" in roles and telling >= 3 and bool(roles & _SURE)


def names_ends(names: Sequence[str]) -> bool:
    """Whether headings say what deals are worth, or when they end: people in a stage have neither.

    >>> names_ends(["Stage", "Created at", "Amount"]), names_ends(["Stage", "Created at", "Email"])
    (True, False)
    """
    ends = {"amount", "closed", "won_on", "lost_on", "expected", "won_flag", "closed_flag"}
    return any(deal_roles(name).keys() & ends for name in names)


def is_bought(names: Sequence[str]) -> bool:
    """Whether a heading is of purchases, of a ledger or of an account: then no cell makes deals.

    Beside a stage, or a status, and what a CRM has, "Compte" is the company that buys.

    >>> is_bought(["Fournisseur", "Statut"]), is_bought(["Client", "Statut"])
    (True, False)
    >>> is_bought(["Compte", "Montant"]), is_bought(["Konto", "Phase", "Besitzer", "Quelle"])
    (True, False)
    """
    found = _NOT_DEALS & {fold(name) for name in names}
    if not found or not found <= _BUYERS_TOO:
        return bool(found)
    roles = {role for name in names for role in deal_roles(name)}
    telling = len(roles & _TELLING)
    return not (("stage" in roles and telling >= 2) or ("status" in roles and telling >= 3))


def is_quotes(names: Sequence[str]) -> bool:
    """Whether headings list what is offered to clients: quotes by name, or days that offers have.

    >>> is_quotes(["N° devis", "Client", "Statut"]), is_quotes(["N° facture", "Client", "Statut"])
    (True, False)
    >>> is_quotes(["Nummer", "Kunde", "Gültig bis"]), is_quotes(["Client", "Valid until", "Cost"])
    (True, False)
    """
    if _words(names) & _known().lists[_DOCUMENTS]:
        return names_clients(names)
    return answers_clients(names) and _expire(names)


def offers_expire(names: Sequence[str]) -> bool:
    """Whether headings name buyers, days that only an offer has, and nothing that is bought.

    >>> offers_expire(["Client", "Valid until"]), offers_expire(["Company", "Valid until"])
    (True, False)
    """
    buyers = bool(_words(names) & _known().lists[_BUYERS])
    return buyers and answers_clients(names) and _expire(names)


def _expire(names: Sequence[str]) -> bool:
    return any(f" {heading} ".startswith(f" {term} ") or f" {heading} ".endswith(f" {term} ")
               for heading in map(fold, names) for term in _known().lists[_TERMS])  # fmt: skip


def _words(names: Sequence[str]) -> set[str]:
    return {word for name in names for word in fold(name).split()}


def names_clients(names: Sequence[str]) -> bool:
    """Whether a heading is of clients.

    >>> names_clients(["Date", "Société / Contact"]), names_clients(["Date", "Label"])
    (True, False)
    """
    known = _known().lists
    return bool(_words(names) & (known[_CLIENTS] | known[_BUYERS]))


def answers_clients(names: Sequence[str]) -> bool:
    """Whether headings name clients and nothing that is bought: what they accept is sold to them.

    >>> answers_clients(["Client", "Réponse"]), answers_clients(["Client", "Coût", "Statut"])
    (True, False)
    """
    return names_clients(names) and not is_bought(names) and not _names_spending(names)


def _names_spending(names: Sequence[str]) -> bool:
    return bool(_words(names) & _SPENDING)


def speaks_of_deals(texts: Sequence[str]) -> bool:
    """Whether titles, names of sheets or headings have a word of deals or of offers to clients.

    >>> speaks_of_deals(["Proposal log 2025"]), speaks_of_deals(["Time sheet", "Client"])
    (True, False)
    """
    return bool(_words(texts) & (_known().lists[_DOCUMENTS] | _DEAL | {"pipeline"}))


def _names_deals(names: Sequence[str]) -> bool:
    """Whether some heading speaks of deals, and none of spending."""
    words = {word for name in names for word in fold(unjoined(name)).split()}
    return bool(words & _DEAL) and not words & _SPENDING


def deal_headers(names: Sequence[str]) -> int:
    """How many headers are a CRM's words, 0 where the row is no deal header."""
    return sum(bool(deal_roles(name)) for name in names) if is_deals(names) else 0
