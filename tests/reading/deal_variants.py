"""One set of invented deals as the exports of several CRMs: sample files for reading deals.

`python -m tests.reading.variants` writes them into data/samples/ with all others.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.reading.variants import Writer, american, day_month, delimited, french, month_day, plain

# id, name, state, how far (0 to 2 while open), created, close date, cents or None, source, owner.
# Open deals carry the date on which they are expected to close, as CRMs make their users enter.
Deal = tuple[int, str, str, int, str, str, int | None, str, str]
DEALS: tuple[Deal, ...] = (
    (4101, "Atelier Breton", "won", 0, "2024-01-08", "2024-02-19", 1250000, "LinkedIn", "Léa"),
    (4102, "Nord Logistique", "lost", 0, "2024-01-09", "2024-03-04", 800000, "LinkedIn", "Léa"),
    (4103, "Clinique du Parc", "won", 0, "2024-01-15", "2024-01-29", 430050, "Website", "Hugo"),
    (4104, "Studio Marais", "lost", 0, "2024-01-22", "2024-02-02", None, "Website", "Hugo"),
    (4105, "Forges de l’Est", "won", 0, "2024-01-25", "2024-04-25", 2199999, "Trade show", "Léa"),
    (4106, "Café Lumière", "won", 0, "2024-02-02", "2024-02-29", None, "Website", "Hugo"),
    (4107, "Harbor & Sons", "lost", 0, "2024-02-05", "2024-05-13", 960000, "Trade show", "Léa"),
    (4108, "Verdier Conseil", "won", 0, "2024-02-12", "2024-03-28", 715025, "LinkedIn", "Hugo"),
    (4109, "Óptica Sol", "won", 0, "2024-03-11", "2024-03-07", 120000, "Website", "Léa"),
    (4110, "Boulangers Réunis", "lost", 0, "2024-03-14", "2024-04-03", 330000, "", "Léa"),
    (4111, "Garage Morel", "won", 0, "2024-03-18", "2024-05-02", 550000, "LinkedIn", "Léa"),
    (4112, "Imprimerie Vidal", "open", 2, "2024-03-21", "2024-07-31", 1480000, "LinkedIn", "Hugo"),
    (4113, "Pêcheries du Cap", "open", 1, "2024-04-04", "2024-08-15", None, "Website", "Hugo"),
    (4114, "Tuiles & Toits", "lost", 0, "2024-04-08", "2024-05-24", 275000, "LinkedIn", "Hugo"),
    (4115, "Laiterie Haute", "won", 0, "2024-04-16", "2024-05-27", 889000, "Trade show", "Léa"),
    (4116, "Transports Ruiz", "open", 0, "2024-05-06", "2024-09-30", 640000, "Trade show", "Léa"),
    (4117, "Maison Gallo", "open", 1, "2024-05-21", "2024-06-28", 205500, "", "Hugo"),
    (4118, "Cordier SA", "open", 0, "2024-05-30", "2024-10-15", None, "LinkedIn", "Léa"),
)  # fmt: skip
REPEATED = (DEALS[3], DEALS[10])
"""Deals whose row comes once more, before all others, where the CRM gives an id."""

_FR_SOURCES = {"LinkedIn": "LinkedIn", "Website": "Site web", "Trade show": "Salon", "": ""}
_ES_SOURCES = {"LinkedIn": "LinkedIn", "Website": "Sitio web", "Trade show": "Feria", "": ""}
# Won, lost, then the open stages from the first to the last.
Stages = tuple[str, str, tuple[str, str, str]]


def _stage(deal: Deal, stages: Stages) -> str:
    won, lost, still_open = stages
    return {"won": won, "lost": lost, "open": still_open[deal[3]]}[deal[2]]


def _money(cents: int | None, amount: Callable[[int], str]) -> str:
    return "" if cents is None else amount(cents)


def _hubspot(pipelines: tuple[str, ...] = ("Sales pipeline",)) -> bytes:
    head = ["Record ID", "Deal Name", "Deal Stage", "Pipeline", "Close Date", "Create Date",
            "Deal owner", "Amount", "Is Closed Won", "Original Traffic Source"]  # fmt: skip
    stages = ("Closed Won", "Closed Lost",
              ("Appointment Scheduled", "Qualified To Buy", "Contract Sent"))  # fmt: skip
    rows = [[str(d[0]), d[1], _stage(d, stages), pipelines[d[0] % len(pipelines)], f"{d[5]} 17:03",
             f"{d[4]} 09:41", d[8], _money(d[6], plain), "true" if d[2] == "won" else "false",
             d[7]] for d in (*REPEATED, *DEALS)]  # fmt: skip
    return delimited([head, *rows], ",", "\n").encode("utf-8")


def _hubspot_fr() -> bytes:
    head = ["ID de la transaction", "Nom de la transaction", "Phase de la transaction", "Pipeline",
            "Date de fermeture", "Date de création", "Propriétaire de la transaction", "Montant",
            "Source du trafic d’origine"]  # fmt: skip
    stages = ("Fermé gagné", "Fermé perdu",
              ("Rendez-vous planifié", "Qualifié pour acheter", "Contrat envoyé"))  # fmt: skip
    rows = [[str(d[0]), d[1], _stage(d, stages), "Pipeline de ventes", day_month(d[5]),
             day_month(d[4]), d[8], _money(d[6], french), _FR_SOURCES[d[7]]]
            for d in (*REPEATED, *DEALS)]  # fmt: skip
    return delimited([head, *rows], ";").encode("utf-8-sig")


def _salesforce() -> bytes:
    head = ["Opportunity ID", "Opportunity Name", "Stage", "Probability (%)", "Amount",
            "Created Date", "Close Date", "Lead Source", "Opportunity Owner"]  # fmt: skip
    stages = ("Closed Won", "Closed Lost",
              ("Needs Analysis", "Proposal/Price Quote", "Negotiation/Review"))  # fmt: skip
    chance = {"won": "100", "lost": "0", "open": "50"}
    rows = [[f"0065g{d[0]}AAE", d[1], _stage(d, stages), chance[d[2]],
             _money(d[6], lambda c: f"EUR {american(c)}"), month_day(d[4]), month_day(d[5]), d[7],
             d[8]] for d in DEALS]  # fmt: skip
    total = american(sum(d[6] or 0 for d in DEALS))
    foot = [["Grand Totals (18 records)", "", "", "", f"EUR {total}", "", "", "", ""], [""],
            ["Confidential Information - Do Not Distribute"],
            ["Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved."]]  # fmt: skip
    return delimited([head, *rows, *foot], ",", "\n", quoting=1).encode("utf-8")


def _salesforce_fr() -> bytes:
    head = ["Nom de l’opportunité", "Étape", "Montant", "Date de création", "Date de clôture",
            "Fermée", "Gagnée", "Origine de la piste", "Propriétaire de l’opportunité"]  # fmt: skip
    stages = ("Fermée gagnée", "Fermée perdue",
              ("Analyse des besoins", "Proposition/Devis", "Négociation/Révision"))  # fmt: skip
    rows = [[d[1], _stage(d, stages), _money(d[6], lambda c: f"{french(c)} €"), day_month(d[4]),
             day_month(d[5]), "0" if d[2] == "open" else "1", "1" if d[2] == "won" else "0",
             _FR_SOURCES[d[7]], d[8]] for d in DEALS]  # fmt: skip
    foot = [["Totaux généraux (18 enregistrements)"], ["Informations confidentielles"]]
    text = delimited([["Opportunités 2024"], head, *rows, *foot], ";")
    return text.replace("\u202f", "\u00a0").replace("’", "'").encode("cp1252")


def _pipedrive(fr: bool = False) -> bytes:
    """Won and lost deals have their own times; the stage stays where it was."""
    head = ["Deal - ID", "Deal - Title", "Deal - Value", "Deal - Currency of Value",
            "Deal - Status", "Deal - Pipeline", "Deal - Stage", "Deal - Owner",
            "Deal - Deal created", "Deal - Won time", "Deal - Lost time",
            "Deal - Expected close date", "Deal - Source channel", "Deal - Lost reason",
            "Deal - Update time"]  # fmt: skip
    states = {"won": "Won", "lost": "Lost", "open": "Open"}
    stages: tuple[str, ...] = ("Qualified", "Contact Made", "Proposal Made")
    sources = {key: key for key in _FR_SOURCES}
    if fr:
        head = ["Affaire - ID", "Affaire - Titre", "Affaire - Valeur", "Affaire - Devise",
                "Affaire - Statut", "Affaire - Pipeline", "Affaire - Étape",
                "Affaire - Propriétaire", "Affaire - Affaire créée", "Affaire - Gagnée le",
                "Affaire - Perdue le", "Affaire - Date de clôture prévue", "Affaire - Canal",
                "Affaire - Raison de perte", "Affaire - Mise à jour"]  # fmt: skip
        states = {"won": "Gagné", "lost": "Perdu", "open": "Ouvert"}
        stages, sources = ("Qualifié", "Contact établi", "Proposition faite"), _FR_SOURCES
    rows = [[str(d[0]), d[1], _money(d[6], plain), "EUR", states[d[2]], "Pipeline",
             stages[(d[0] + d[3]) % 3], d[8], f"{d[4]} 08:15:00",
             f"{d[5]} 16:20:00" if d[2] == "won" else "",
             f"{d[5]} 16:20:00" if d[2] == "lost" else "", d[5] if d[2] == "open" else "",
             sources[d[7]], "Price" if d[2] == "lost" else "", "2024-06-03 07:00:00"]
            for d in (*REPEATED, *DEALS)]  # fmt: skip
    return delimited([head, *rows], ",", "\n", quoting=1).encode("utf-8")


def _monday() -> bytes:
    """A board with groups: each has its title, its header and a line of sums."""
    head = ["Name", "Owner", "Stage", "Deal Value", "Created", "Close Date", "Source"]
    stages = ("Won", "Lost", ("Discovery", "Proposal", "Negotiation"))
    rows = [["Deals", *[""] * 6], ["Sales board of the team", *[""] * 6]]
    for title, states in (("Active deals", ("open",)), ("Closed deals", ("won", "lost"))):
        deals = [d for d in DEALS if d[2] in states]
        rows += [[""] * 7, [title, *[""] * 6], head]
        rows += [[d[1], d[8], _stage(d, stages), _money(d[6], plain), d[4], d[5], d[7]]
                 for d in deals]  # fmt: skip
        rows.append(["", "", "", plain(sum(d[6] or 0 for d in deals)), "", "", ""])
    return delimited(rows, ",", "\n").encode("utf-8")


def _spanish() -> bytes:
    head = ["Oportunidad", "Etapa", "Importe", "Fecha de creación", "Fecha de cierre", "Origen",
            "Responsable"]  # fmt: skip
    stages = ("Cerrada ganada", "Cerrada perdida",
              ("Cita programada", "Propuesta enviada", "Negociación"))  # fmt: skip
    rows = [[d[1], _stage(d, stages), _money(d[6], lambda c: f"{american(c)} €".translate(_SWAP)),
             day_month(d[4]), day_month(d[5]), _ES_SOURCES[d[7]], d[8]] for d in DEALS]  # fmt: skip
    return delimited([head, *rows], ";").replace("’", "'").encode("cp1252")


_SWAP = str.maketrans(",.", ".,")


def _french() -> bytes:
    head = ["Affaire", "Créée le", "Signée le", "Statut", "Montant HT", "Canal", "Commercial"]
    stages = ("Signé", "Perdu - prix", ("1. Découverte", "2. Devis envoyé", "3. Relance"))
    rows = [[d[1], day_month(d[4], "."), "" if d[2] == "open" else day_month(d[5], "."),
             _stage(d, stages), _money(d[6], french), _FR_SOURCES[d[7]], d[8]]
            for d in DEALS]  # fmt: skip
    return delimited([head, *rows], "\t").encode("utf-16")


DEAL_FILES: dict[str, Writer] = {
    "deals_hubspot_en.csv": _hubspot,
    "deals_hubspot_fr.csv": _hubspot_fr,
    "deals_salesforce_en.csv": _salesforce,
    "deals_salesforce_fr.csv": _salesforce_fr,
    "deals_pipedrive_en.csv": _pipedrive,
    "deals_pipedrive_fr.csv": lambda: _pipedrive(fr=True),
    "deals_monday.csv": _monday,
    "deals_plain_es.csv": _spanish,
    "deals_plain_fr.txt": _french,
}
ASKED_DEAL_FILES: dict[str, Writer] = {
    "deals_two_pipelines.csv": lambda: _hubspot(("New business", "Renewals")),
}
