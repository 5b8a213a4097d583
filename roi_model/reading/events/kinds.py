"""The three kinds of lists, a row each: what an entry is, its states, its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from roi_model.reading.text.wording import fold

_SOURCE = (
    "lead source", "original source", "original traffic source", "source du lead",
    "source de la piste", "origine du lead", "origine de la piste", "source d origine",
    "source du trafic d origine", "source", "canal", "channel", "canal d acquisition",
    "acquisition channel", "origine", "origin", "provenance", "campagne", "campaign",
)  # fmt: skip
_PEOPLE = (
    "email", "e mail", "email address", "adresse e mail", "courriel", "first name", "last name",
    "prenom", "nom", "name", "full name", "nom complet", "contact", "contact name",
    "nom du contact", "phone", "phone number", "telephone", "company", "company account",
    "entreprise", "societe", "job title", "title", "poste", "fonction", "linkedin",
    "linkedin url", "profil linkedin", "lead owner", "contact owner",
    "proprietaire de la piste", "proprietaire du contact", "proprietaire du lead",
)  # fmt: skip
# A word of any heading that makes a table one of costs or movements, unless a sure one speaks.
_MONEY = {"montant", "amount", "debit", "credit", "solde", "balance", "cost", "costs", "cout",
          "couts", "price", "prix", "total", "ttc", "ht", "tva", "vat", "fournisseur", "supplier",
          "vendor", "compte", "account"}  # fmt: skip


@dataclass(frozen=True)
class EventKind:
    """One kind of list.

    `event` is what a row is called, `states` what can be said of one (the first is what the plan
    counts further down its funnel). `words` are the headings of each role, the most telling first;
    a list of this kind has all roles of one of the sets in `told_by`, a starred role by one of its
    first words in `sure` alone.
    """

    name: str
    event: str
    states: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]
    sure: Mapping[str, int]
    told_by: tuple[frozenset[str], ...]
    question: str = ""

    def role(self, heading: str) -> str:
        """The role a column of this heading plays, "" where it has none."""
        folded = fold(heading)
        return next((role for role, words in self.words.items() if folded in words), "")

    def columns(self, names: Sequence[str]) -> dict[str, int]:
        """The column of every role whose heading is there: that of the most telling word."""
        found: dict[str, int] = {}
        folded = [fold(name) for name in names]
        for role, words in self.words.items():
            at = next((folded.index(word) for word in words if word in folded), None)
            if at is not None and at not in found.values():
                found[role] = at
        return found

    def headed(self, names: Sequence[str]) -> bool:
        """Whether headings alone may be those of such a list."""
        columns = self.columns(names)
        folded = [fold(name) for name in names]
        sure = {
            f"{role}*"
            for role, first in self.sure.items()
            if role in columns and folded[columns[role]] in self.words[role][:first]
        }
        if not any(told <= columns.keys() | sure for told in self.told_by):
            return False
        priced = bool(_MONEY & {word for name in folded for word in name.split()})
        return not priced or bool(sure) or "end" in columns

    def headings(self, row: Sequence[str]) -> int:
        """How many cells of a row head columns of such a list, 0 where it is none."""
        return sum(bool(self.role(cell)) for cell in row) if self.headed(row) else 0


LEADS = EventKind(
    "leads",
    "lead",
    ("qualified", "open", "lost"),
    {
        "id": ("lead id", "id du lead", "id de la piste", "contact id", "record id"),
        "state": ("lead status", "statut du lead", "statut de la piste", "statut de piste",
                  "statut du prospect", "lifecycle stage", "phase du cycle de vie",
                  "etape du cycle de vie", "lead stage", "qualification", "mql", "sql",
                  "qualified", "qualifie", "status", "statut", "etat"),
        "day": ("create date", "created date", "date created", "creation date", "created",
                "created at", "created on", "date de creation", "cree le", "date added",
                "added on", "added", "date d ajout", "ajoute le", "lead date", "date du lead",
                "date d entree", "first contact", "premier contact", "date du premier contact",
                "date de premier contact", "date"),
        "source": _SOURCE,
        "lead": ("lead", "lead name", "nom du lead", "prospect", "nom du prospect",
                 "nom de la piste", "piste"),
        "who": _PEOPLE,
    },
    {"state": 11},
    (frozenset({"state*", "day"}), frozenset({"lead", "day", "source"}),
     frozenset({"lead", "day", "state"}), frozenset({"id", "day", "who"}),
     frozenset({"who", "day", "state", "source"})),
    "lead_state",
)  # fmt: skip

CALLS = EventKind(
    "calls",
    "call",
    ("meeting", "reached", "missed"),
    {
        "id": ("call id", "id de l appel", "id appel"),
        "state": ("call outcome", "call result", "call disposition", "resultat de l appel",
                  "issue de l appel", "statut de l appel", "call status", "disposition",
                  "outcome", "result", "resultat", "issue", "status", "statut"),
        "day": ("call date", "date de l appel", "date d appel", "call time", "call start time",
                "heure de l appel", "appele le", "called on", "called at", "activity date",
                "date de l activite", "started at", "start time", "debut", "date time",
                "timestamp", "date"),
        "duration": ("call duration", "duree de l appel", "duree d appel", "duree appel",
                     "duration", "duree", "talk time", "temps de conversation",
                     "duration seconds", "duree secondes", "call duration seconds"),
        "direction": ("call direction", "direction", "sens de l appel", "sens", "call type",
                      "type d appel"),
        "phone": ("phone number", "to number", "called number", "numero appele",
                  "numero de telephone", "phone", "telephone", "numero", "tel", "to", "callee"),
        "source": ("campaign", "campagne", "call list", "liste d appels", "liste", "list",
                   *_SOURCE[:-2]),
    },
    {"state": 7, "day": 9},
    (frozenset({"state*", "day"}), frozenset({"day*", "state"}), frozenset({"day*", "duration"}),
     frozenset({"day", "duration", "phone"}), frozenset({"day", "duration", "direction"})),
    "call_outcome",
)  # fmt: skip

CUSTOMERS = EventKind(
    "customers",
    "customer",
    ("active", "left"),
    {
        "id": ("customer id", "id client", "id du client", "numero client", "numero de client",
               "code client", "client id"),
        "day": ("customer since", "client depuis", "client depuis le", "became a customer date",
                "date devenu client", "date d entree en relation", "signup date", "sign up date",
                "date d inscription", "subscription start date", "subscription start",
                "date de debut d abonnement", "debut d abonnement", "contract start date",
                "contract start", "date de debut de contrat", "date de debut du contrat",
                "debut de contrat", "debut du contrat", "date de premiere commande",
                "premiere commande", "first order date", "first order", "start date",
                "date de debut"),
        "end": ("end date", "date de fin", "churn date", "cancellation date", "cancelled on",
                "date de resiliation", "resilie le", "date de depart", "left on", "parti le"),
        "customer": ("customer", "customer name", "client", "client name", "nom du client",
                     "raison sociale", "account name", "clients", "customers"),
        "source": _SOURCE,
    },
    {"day": 24},
    (frozenset({"day*", "customer"}), frozenset({"day*", "id"}),
     frozenset({"day", "end", "customer"})),
)  # fmt: skip

EVENT_KINDS = (CALLS, LEADS, CUSTOMERS)
"""In this order: a log of calls may name people and a status as a list of leads does."""
