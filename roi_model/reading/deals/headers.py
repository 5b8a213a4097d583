"""The column headings of CRM exports, in English, French and Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from roi_model.reading.text.wording import fold

# Amounts already in one currency, whatever the currency of each deal.
CONVERTED = ("amount in company currency", "amount converted", "montant converti",
             "montant dans la devise de l entreprise", "importe en la moneda de la empresa",
             "value in base currency", "amount in base currency")  # fmt: skip
# What an open deal is hoped to bring, often weighted; for a deal that is won, its amount.
EXPECTED = ("expected revenue", "revenu espere", "revenu attendu", "ingreso esperado",
            "ingresos esperados", "est revenue", "estimated revenue", "revenu estime",
            "ingresos estimados")  # fmt: skip

# What an amount is for, where some deals pay by the month and others once.
PERIODS = ("value period", "billing period", "billing frequency", "periode de facturation",
           "frequence de facturation", "recurring billing frequency")  # fmt: skip

# Role → folded header words, the most telling first. A CRM's own prefix ("Deal - ") is cut off.
WORDS: dict[str, tuple[str, ...]] = {
    "id": ("record id", "deal id", "opportunity id", "id de la transaction", "id de transaction",
           "id de l opportunite", "id d opportunite", "id de l affaire", "id affaire",
           "id del registro", "id de registro", "id de negocio", "id del negocio",
           "id de la oportunidad", "id de oportunidad", "id del trato", "item id",
           "id de l element", "id d enregistrement", "id de l enregistrement", "id", "reference",
           "referencia", "ref", "hs object id", "id de fiche d informations"),
    "name": ("deal name", "opportunity name", "nom de la transaction", "nom de l opportunite",
             "nom de l affaire", "nom du deal", "nombre del negocio", "nombre de la oportunidad",
             "nombre de oportunidad", "nombre del trato", "deal", "deals", "opportunity",
             "opportunite", "oportunidad", "affaire", "negocio", "title", "titre", "titulo", "name",
             "nom", "nombre", "dealname"),
    "stage": ("deal stage", "stage", "opportunity stage", "sales stage", "pipeline stage",
              "etape de la transaction", "phase de la transaction", "etape de l opportunite",
              "etape", "etape du pipeline", "etape de vente", "phase", "phase de vente",
              "etapa del negocio", "etapa de la oportunidad", "etapa", "fase", "fase del negocio",
              "etapa de ventas", "dealstage", "stage name", "stagename", "etape commerciale",
              "avancement", "etat d avancement"),
    "status": ("status", "deal status", "statut", "statut de l affaire", "etat", "estado",
               "estado del negocio", "state", "resultat", "result", "resultado", "outcome",
               "status type", "status label"),
    "won_flag": ("is closed won", "is won", "won", "gagnee", "gagne", "iswon", "est gagnee",
                 "est fermee gagnee", "est conclue", "hs is closed won", "ganada", "ganado",
                 "es ganado", "esta ganada"),
    "lost_flag": ("is closed lost", "is lost", "lost", "perdue", "perdu", "perdida", "perdido",
                  "hs is closed lost"),
    "closed_flag": ("is closed", "is deal closed", "closed", "isclosed", "fermee", "ferme",
                    "est fermee", "est cloturee", "cerrada", "cerrado", "esta cerrada",
                    "hs is closed"),
    "active_flag": ("active", "is active", "actif", "active ou non", "activo"),
    "created": ("create date", "created date", "creation date", "deal created", "date created",
                "created", "created at", "created on", "date de creation", "cree le", "creee le",
                "affaire creee", "affaire creee le", "date d ouverture", "date de debut",
                "opened", "open date", "start date", "fecha de creacion", "creado", "creada",
                "creado el", "fecha de apertura", "trato creado", "negocio creado", "createdate",
                "created time", "add time", "creation log", "journal de creation", "fecha de alta",
                "date du devis", "date devis", "fecha del presupuesto"),
    # The day it really closed first: beside it, a close date is what was hoped for.
    "closed": ("actual close date", "actual closing date", "won lost date",
               "date de cloture reelle", "date de cloture effective", "fecha de cierre real",
               "fecha real de cierre", "close date", "closed date", "closing date", "date closed",
               "deal closed on", "closed on", "closed at", "closed", "close time",
               "date de fermeture", "date de cloture", "cloture", "cloturee le",
               "date de signature", "signe le", "signee le", "fermee le", "affaire conclue le",
               "affaire cloturee le", "fecha de cierre", "fecha cierre", "cerrado", "cerrado el",
               "cierre", "trato cerrado el", "fecha de firma", "closedate", "signed on",
               "signature date", "date de fin"),
    "won_on": ("won time", "won date", "won on", "won at", "date gagnee", "gagnee le", "gagne le",
               "date de gain", "ganado el", "fecha de ganado", "hora de ganado", "won"),
    "lost_on": ("lost time", "lost date", "lost on", "lost at", "perdue le", "perdu le",
                "date de perte", "perdido el", "fecha de perdida", "lost"),
    "expected": ("expected close date", "expected closing date", "forecast close date",
                 "date de cloture prevue", "date de fermeture prevue", "cloture prevue",
                 "date de cloture estimee", "date prevue de cloture", "date de signature prevue",
                 "fecha de cierre prevista", "fecha prevista de cierre", "cierre previsto",
                 "fecha de cierre estimada", "est close date", "estimated close date",
                 "estimated closing date", "expected closing", "expected close",
                 "fecha estimada de cierre", "fecha de cierre esperada", "date de fin prevue"),
    "activity": ("last modified date", "last activity date", "last activity", "update time",
                 "last updated", "last update", "updated at", "date de derniere modification",
                 "derniere modification", "date de derniere activite", "derniere activite",
                 "mise a jour", "ultima modificacion", "fecha de ultima modificacion",
                 "ultima actividad", "fecha de la ultima actividad", "stage change date",
                 "modified time", "modified on", "date updated", "updated on", "modifie le",
                 "modifiee le", "derniere mise a jour", "fecha de modificacion"),
    "amount": (*CONVERTED, "actual revenue", "revenu reel", "ingresos reales",
               "amount", "deal value", "deal amount", "value", "montant", "montant ht",
               "montant de la transaction", "valeur", "valeur de l affaire", "valor",
               "valor del negocio", "importe", "monto", "cantidad", "total", "price", "prix",
               "closed amount", "annual contract value", "total contract value",
               "chiffre d affaires", "ca", "ca ht", "revenue", *EXPECTED),
    "source": ("original traffic source", "original source", "original source type", "lead source",
               "source", "deal source", "source channel", "channel", "canal", "origine", "origin",
               "origen", "source d origine", "source du trafic d origine", "source de trafic",
               "origine de la piste", "origine du lead", "source du lead", "source de la piste",
               "fuente", "fuente original", "fuente de trafico original", "fuente del cliente",
               "origen del prospecto", "origen del lead", "origen del candidato",
               "source origin", "latest source", "lead origin", "canal d acquisition",
               "acquisition channel", "canal de adquisicion", "provenance"),
    "owner": ("deal owner", "opportunity owner", "owner", "proprietaire de la transaction",
              "proprietaire", "proprietaire de l opportunite", "responsable", "commercial",
              "propietario del negocio", "propietario de la oportunidad", "propietario",
              "propietario de oportunidad", "sales rep", "salesperson", "vendeur", "vendedor",
              "assigned to", "assigne a", "people", "personne", "persona", "comercial",
              "owned by", "sales owner", "affecte a", "attribue a", "asignado a"),
    "pipeline": ("pipeline", "deal pipeline", "sales pipeline", "pipeline de la transaction",
                 "embudo", "pipeline del negocio", "opportunity record type", "record type",
                 "type d enregistrement d opportunite", "pipeline name"),
    "lost_reason": ("lost reason", "loss reason", "closed lost reason", "reason for loss",
                    "raison de perte", "raison de la perte", "motif de perte",
                    "motivo de perdida", "motivo de la perdida"),
    "stated": ("probability", "deal probability", "probabilite", "probabilidad", "forecast amount",
               "expected revenue", "age", "fiscal period", "next step"),
}  # fmt: skip
_RANK: dict[str, dict[str, int]] = {}
for _role, _words in WORDS.items():
    for _rank, _word in enumerate(_words):
        _RANK.setdefault(_word, {})[_role] = _rank
_PREFIX = re.compile(r"^(?:deal|affaire|trato|negocio|opportunity|transaction) (?=\w)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# "(k€)", "en €", "(UTC)": how it is written. "(weighted)" would be another thing.
_DRESS = re.compile(
    r"\s+(?:en\s|in\s)?\s*(?:\((?:[kM]?\s?(?:[€$£]|(?!TTC)[A-Z]{3})|%|HT|UTC[^()]*|GMT[^()]*)\)"
    r"|[kM]?(?:[€$£]|EUR|USD|GBP|CHF|CAD))\s*$"
)
# What a heading says without telling one from another: particles, and the deal's own name.
_FILLING = {"a", "d", "de", "del", "des", "du", "el", "l", "la", "las", "le", "les", "los", "of",
            "the", "deal", "deals", "opp", "opportunity", "opportunite", "oportunidad", "affaire",
            "transaction", "negocio", "trato"}  # fmt: skip


def _bag(folded: str) -> tuple[str, ...]:
    """The telling words of a heading in no order: "date clôture" is "date de clôture"."""
    return tuple(sorted(word for word in folded.split() if word not in _FILLING))


_BAGS: dict[tuple[str, ...], dict[str, int]] = {}
for _word, _roles in _RANK.items():
    if _bag(_word):
        for _role, _rank in _roles.items():
            _ranks = _BAGS.setdefault(_bag(_word), {})
            _ranks[_role] = min(_rank, _ranks.get(_role, _rank))
_TELLING = {"created", "closed", "won_on", "lost_on", "expected", "source", "owner", "pipeline",
            "name", "stated", "lost_reason", "won_flag", "closed_flag"}  # fmt: skip
_SURE = {"created", "closed", "won_on", "expected", "pipeline", "stated", "lost_reason", "won_flag"}
_CRM = {"created", "closed", "won_on", "lost_on", "expected", "pipeline", "owner", "source"}
# What is bought and not sold, a ledger, an account.
_NOT_DEALS = {"debit", "credit", "solde", "balance", "compte", "account number", "iban",
              "fournisseur", "supplier", "vendor", "proveedor"}  # fmt: skip
# The day anything ends: of a deal only where the other headings tell of deals.
_ANYTHING = {"date de fin", "date de fin prevue"}


def deal_roles(name: str) -> dict[str, int]:
    """Every role a header may have, with its rank among the role's words.

    >>> deal_roles("Deal - Won time"), deal_roles("Date clôture"), deal_roles("StageName")
    ({'won_on': 0}, {'closed': 17}, {'stage': 21})
    """
    for folded in _spellings(name):
        roles = _RANK.get(folded) or _RANK.get(_PREFIX.sub("", folded)) or _BAGS.get(_bag(folded))
        if roles:
            return roles
    return {}


def heads(name: str, words: Iterable[str]) -> bool:
    """Whether a heading is one of these words, however it is dressed.

    >>> heads("Expected Revenue (EUR)", EXPECTED), heads("Amount", EXPECTED)
    (True, False)
    """
    bags = {_bag(word) for word in words}
    return any(folded in words or _bag(folded) in bags for folded in _spellings(name))


def _spellings(name: str) -> tuple[str, ...]:
    """A heading as it stands; "CloseDate" in two words; without its unit."""
    apart = _CAMEL.sub(" ", name)
    return fold(name), fold(apart), fold(_DRESS.sub("", apart))


def is_deals(names: Sequence[str]) -> bool:
    """Whether a header is a CRM's: something tells the state, and three columns tell of deals.

    >>> is_deals(["Deal Name", "Stage", "Close Date"]), is_deals(["Date", "Status", "Amount"])
    (True, False)
    """
    roles = {role for name in names if fold(name) not in _ANYTHING for role in deal_roles(name)}
    if _NOT_DEALS & {fold(name) for name in names}:
        return False
    telling = len(roles & _TELLING)
    if roles & {"stage", "won_flag"}:
        return telling >= 2 and bool(roles & _SURE)
    if len(roles & _CRM) >= 3 and roles & {"closed", "won_on", "expected"}:
        return True  # a CRM's all the same: refused for want of a stage rather than read as costs
    if {"status", "created"} <= roles and roles & {"won_on", "lost_on"}:
        return True
    # "Status" heads a column of many a table that holds no deals.
    return "status" in roles and telling >= 3 and bool(roles & _SURE)


def deal_headers(names: Sequence[str]) -> int:
    """How many headers are a CRM's words, 0 where the row is no deal header."""
    return sum(bool(deal_roles(name)) for name in names) if is_deals(names) else 0
