"""Which column is what: header words in French and English, then the content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from roi_model.reading.text.wording import fold

# Role → folded header words, the most telling first: the order decides between two date columns.
WORDS: dict[str, tuple[str, ...]] = {
    "date": (
        "date",
        "datum",
        "buchungsdatum",
        "buchungstag",
        "belegdatum",
        "rechnungsdatum",
        "fecha",
        "fecha de factura",
        "data",
        "data fattura",
        "data da fatura",
        "boekdatum",
        "factuurdatum",
        "monat",
        "mes",
        "mese",
        "maand",
        "tag",
        "giorno",
        "dia",
        "dag",
        "ecrituredate",
        "date comptable",
        "date d ecriture",
        "date ecriture",
        "date operation",
        "date d operation",
        "date de l operation",
        "transaction date",
        "posting date",
        "booking date",
        "date de comptabilisation",
        "posted date",
        "date facture",
        "date de facture",
        "date de la facture",
        "invoice date",
        "date de depense",
        "expense date",
        "date piece",
        "piecedate",
        "mois",
        "month",
        "periode",
        "period",
        "jour",
        "day",
        "annee mois",
        "year month",
        "date de paiement",
        "payment date",
        "date valeur",
        "date de valeur",
        "value date",
        "echeance",
        "date d echeance",
        "due date",
        "dateop",
        "settlement date utc",
        "settlement date",
        "completed date",
        "timestamp",
        "date de la depense",
        "date d achat",
        "purchase date",
        "date de reglement",
        "operation date",
        "date de la valeur",
        "date completed",
        "date started",
        "started date",
        "created",
        "reporting starts",
        "debut des rapports",
        "start date",
        "date de debut",
    ),
    "category": (
        "categorie",
        "category",
        "poste",
        "poste de depense",
        "rubrique",
        "nature",
        "nature de depense",
        "type de depense",
        "expense type",
        "expense category",
        "cost category",
        "famille",
        "type",
        "type de cout",
        "cost type",
        "groupe",
        "group",
        "department",
    ),
    "label": (
        "libelle",
        "label",
        "description",
        "intitule",
        "designation",
        "libelle operation",
        "libelle de l operation",
        "libelle ecriture",
        "ecriturelib",
        "detail",
        "details",
        "objet",
        "motif",
        "memo",
        "transaction description",
        "verwendungszweck",
        "buchungstext",
        "fournisseur",
        "supplier",
        "vendor",
        "merchant",
        "merchant name",
        "commercant",
        "marchand",
        "enseigne",
        "counterparty name",
        "counterparty",
        "contrepartie",
        "nom de la contrepartie",
        "partner name",
        "payment reference",
        "payee",
        "beneficiaire",
        "tiers",
        "name",
        "nom",
        "item",
        "expense",
        "depense",
        "line item",
        "communication",
        "comment",
        "commentaire",
        "compte lib",
        "libelle compte",
        "libelle du compte",
        "intitule du compte",
        "account name",
        # Advertising exports: what a channel is told from.
        "channel",
        "canal",
        "campaign",
        "campaign name",
        "campagne",
        "nom de la campagne",
    ),
    "account": (
        "compte",
        "account",
        "n compte",
        "no compte",
        "numero compte",
        "numero de compte",
        "num compte",
        "n de compte",
        "compte general",
        "account number",
        "account code",
        "gl account",
        "comptenum",
        "code compte",
    ),
    "amount_net": (
        "nettobetrag",
        "betrag netto",
        "base imponible",
        "importe sin iva",
        "imponibile",
        "total sem iva",
        "bedrag excl btw",
        "montant ht",
        "ht",
        "total ht",
        "net ht",
        "montant net",
        "prix ht",
        "net amount",
        "amount excl vat",
        "amount excl tax",
        "amount ex vat",
        "net",
        "subtotal",
        "montant hors taxes",
        "montant hors taxe",
        "excl vat",
        "montant eur ht",
        "cout ht",
        "hors taxes",
        "montant htva",
        "htva",
        "total htva",
    ),
    "amount_gross": (
        "bruttobetrag",
        "betrag brutto",
        "importe con iva",
        "total con iva",
        "totale ivato",
        "importo lordo",
        "total com iva",
        "bedrag incl btw",
        "montant ttc",
        "ttc",
        "total ttc",
        "prix ttc",
        "gross amount",
        "amount incl vat",
        "amount incl tax",
        "total amount incl vat",
        "montant total ttc",
        "gross",
        "incl vat",
        "cout ttc",
        "montant tvac",
        "tvac",
        "total tvac",
    ),
    "amount": (
        "actual cost",
        "actual costs",
        "actual spend",
        "cout reel",
        "couts reels",
        "cout realise",
        "tatsachliche kosten",
        "istkosten",
        "coste real",
        "costo reale",
        "costo effettivo",
        "custo real",
        "werkelijke kosten",
        "montant",
        "amount",
        "montant eur",
        "montant en eur",
        "montant en euros",
        "montant euros",
        "amount eur",
        "amount usd",
        "amount gbp",
        "cout",
        "couts",
        "cost",
        "costs",
        "total",
        "total amount",
        "montant total",
        "valeur",
        "value",
        "prix",
        "price",
        "somme",
        "sum",
        "spend",
        "spent",
        "amount spent",
        "depenses",
        "expenses",
        "actual",
        "actuals",
        "reel",
        "realise",
        "charge",
        "charges",
        "paid",
        "amount paid",
        "montant paye",
        "total spent",
        "montant depense",
        "montant de l operation",
        "montant operation",
        "betrag",
        "kosten",
        "ausgaben",
        "importe",
        "coste",
        "gasto",
        "importo",
        "costo",
        "spesa",
        "valor",
        "custo",
        "despesa",
        "bedrag",
        "uitgaven",
    ),
    "vat": ("tva", "vat", "tax", "montant tva", "vat amount", "tax amount", "taxe", "taxes",
            "mwst", "ust", "mehrwertsteuer", "umsatzsteuer", "iva", "btw"),
    "debit": ("debit", "debits", "sortie", "sorties", "withdrawal", "withdrawals", "paid out",
              "money out", "outflow", "retrait", "retraits",
              "montant debit", "debit amount", "debit eur", "debit euros",
              "depenses eur", "decaissement", "decaissements"),
    "credit": ("credit", "credits", "entree", "entrees", "deposit", "deposits", "paid in",
               "money in", "inflow", "versement", "versements",
               "montant credit", "credit amount", "credit eur", "credit euros",
               "encaissement", "encaissements", "recette", "recettes", "income", "revenus"),
    "sense": ("sens", "d c", "dc", "debit credit", "sense", "cr dr", "dr cr", "debet credit",
              "af bij", "soll haben", "s h", "dare avere", "debe haber", "credit debit",
              "debit or credit", "debit credit indicator", "soll haben kennzeichen",
              "debito credito", "in out", "sens de l operation"),
    "ignored": ("solde", "balance", "saldo", "kontostand", "quantite", "quantity", "qty", "qte",
                "currency", "devise",
                "id", "reference", "ref", "rate", "taux", "taux tva", "vat rate", "running balance",
                "prix unitaire", "unit price", "iban", "account holder", "exchange rate",
                "rate price", "cours prix", "taux prix", "kurs preis", "precio tasa",
                "numero", "no", "n", "piece", "piece ref", "pieceref", "invoice", "facture",
                "journal", "code journal", "analytique", "section", "lettrage"),
}  # fmt: skip
PLANNED = re.compile(r"\b(?:budgets?|prevu|previsions?|previsionnel|forecast|objectifs?|target"
                     r"|ecarts?|variance|budgeted|budgetes?|planned|geplante?|presupuest\w+"
                     r"|preventivo|orcamento|orcado|gepland|begroot|begroting)\b")  # fmt: skip
SPENT = re.compile(r"\b(?:consomme|depense|utilise|realise|reel(?:le)?|spent|used|actual)s?\b")
# A price for each month or year, beside the day on which it began.
A_PERIOD = re.compile(r"\b(?:mensuel\w*|annuel\w*|par (?:mois|an)|monthly|yearly|annual"
                      r"|per (?:month|year))\b")  # fmt: skip
BEGINNING = re.compile(r"\b(?:debut|depuis|start|started|since|souscri\w+|subscribed)\b")


def planning(words: Iterable[str]) -> str:
    """The first of a table's titles by which its amounts are planned, not spent; else empty.

    >>> planning(["Agence", "Budget 2024"]), planning(["Budget et réalisé"])
    ('Budget 2024', '')
    """
    told = [title.strip(' \t"') for title in words]
    if any(SPENT.search(fold(title)) for title in told):
        return ""
    return next((title for title in told if PLANNED.search(fold(title))), "")


_RANK = {word: (role, rank) for role, words in WORDS.items() for rank, word in enumerate(words)}
_UNIT = re.compile(
    r" (?:eur|euros?|usd|gbp|chf|aud|cad|nzd|jpy|sek|nok|dkk|pln|czk|huf|ron|brl|mxn|inr|cny|hkd"
    r"|sgd|zar|try|ils|aed|mad|tnd|xof|xaf|en euros?|in eur|in usd|(?:in )?utc|en k|k|keur)$"
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
    """
    folded = fold(name)
    for dotted, word in _DOTTED:
        folded = dotted.sub(word, folded)
    if ONE_RATE.fullmatch(folded):
        return "vat", len(WORDS["vat"])
    return _RANK.get(folded) or _RANK.get(_UNIT.sub("", folded))


def cost_roles(names: Sequence[str]) -> dict[str, list[int]]:
    """Role → column numbers, the most telling first."""
    found: dict[str, list[tuple[int, int]]] = {}
    for column, name in enumerate(names):
        role = header_role(name)
        if role:
            found.setdefault(role[0], []).append((role[1], column))
    return {role: [column for _, column in sorted(pairs)] for role, pairs in found.items()}


def recognised(names: list[str]) -> int:
    """How many headers are known words: what tells a header row from a title or a row of data."""
    roles = [header_role(name) for name in names if name.strip()]
    return sum(role is not None for role in roles)
