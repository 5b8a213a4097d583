"""Invented leads, calls and customers as programs and people write their lists, in two languages.

`python -m tests.reading.variants` writes them into data/samples/ with all others.
"""

from __future__ import annotations

from tests.reading.variants import Writer, day_month, delimited

# id, name, company, state, day, source
Lead = tuple[int, str, str, str, str, str]
LEADS: tuple[Lead, ...] = (
    (901, "Anne Breton", "Atelier Breton", "qualified", "2024-01-08", "LinkedIn"),
    (902, "Nils Nord", "Nord Logistique", "lost", "2024-01-09", "LinkedIn"),
    (903, "Paul Parc", "Clinique du Parc", "qualified", "2024-01-15", "Website"),
    (904, "Sam Marais", "Studio Marais", "open", "2024-01-29", ""),
    (905, "Eva Forges", "Forges de l’Est", "qualified", "2024-02-02", "Trade show"),
    (906, "Luc Lumière", "Café Lumière", "lost", "2024-02-05", "Website"),
    (907, "Jo Harbor", "Harbor & Sons", "open", "2024-02-28", "LinkedIn"),
    (908, "Vera Verdier", "Verdier Conseil", "qualified", "2024-03-12", "LinkedIn"),
    (909, "Oscar Sol", "Óptica Sol", "open", "2024-03-14", "Website"),
    (910, "Rita Réunis", "Boulangers Réunis", "open", "2024-03-29", "Trade show"),
)
LEADS_BY_MONTH = {"2024-01": (4, 2), "2024-02": (3, 1), "2024-03": (3, 1)}
"""Leads and qualified ones by month."""

# number, day, seconds, state, campaign; a call that came in is no prospecting
Call = tuple[str, str, int, str, str, bool]
_TEN = ("missed", "missed", "reached", "missed", "meeting", "reached", "missed", "missed",
        "missed", "reached")  # fmt: skip
CALLS: tuple[Call, ...] = (
    *((f"01 42 00 00 {at:02d}", f"2024-{1 + at // 20:02d}-{1 + at % 20 + at // 2 % 9:02d}",
     0 if state == "missed" else 40 + 7 * at, state, "Automne" if at % 2 else "Hiver", False)
      for at, state in enumerate(_TEN * 6)),
    ("01 42 99 99 99", "2024-02-11", 80, "reached", "", True),
)  # fmt: skip
CALLS_BY_MONTH = {"2024-01": (20, 2), "2024-02": (20, 2), "2024-03": (20, 2)}
"""Calls made and meetings they brought by month."""

# name, since, until
Customer = tuple[str, str, str, str]
CUSTOMERS: tuple[Customer, ...] = (
    ("Atelier Breton", "2024-01-31", "", "LinkedIn"),
    ("Clinique du Parc", "2024-02-15", "2024-05-31", "Site web"),
    ("Forges de l’Est", "2024-03-04", "", "Salon"),
    ("Verdier Conseil", "2024-03-25", "", "LinkedIn"),
)
CUSTOMERS_BY_MONTH = {"2024-01": 1, "2024-02": 1, "2024-03": 2}

_FR = {"LinkedIn": "LinkedIn", "Website": "Site web", "Trade show": "Salon", "": ""}


def _leads_hubspot() -> bytes:
    head = ["Record ID", "First Name", "Last Name", "Company Name", "Lead Status", "Create Date",
            "Original Source", "Contact owner"]  # fmt: skip
    words = {"qualified": "Open deal", "open": "Attempted to contact", "lost": "Unqualified"}
    first, again = LEADS[0], (*LEADS[0][:3], "open", *LEADS[0][4:])  # an older copy of the first
    rows = [[str(n), *name.split(" ", 1), company, words[state], f"{day} 09:41", source, "Léa"]
            for n, name, company, state, day, source in (again, *LEADS)]  # fmt: skip
    assert first[0] == again[0]
    return delimited([head, *rows], ",", "\n").encode("utf-8")


def _leads_fr() -> bytes:
    head = ["Prospect", "Entreprise", "Fonction", "Statut", "Date d’ajout", "Source"]
    words = {"qualified": "MQL", "open": "À relancer", "lost": "Hors cible"}
    rows = [[name, company, "Direction", words[state], day_month(day), _FR[source]]
            for _, name, company, state, day, source in LEADS]  # fmt: skip
    return delimited([["Prospects du trimestre"], head, *rows], ";").encode("utf-8-sig")


def _calls_fr() -> bytes:
    head = ["Date de l’appel", "Sens", "Numéro", "Durée", "Résultat", "Campagne"]
    words = {"meeting": "RDV pris", "reached": "Joint - à rappeler", "missed": "Pas de réponse"}
    rows = [[f"{day_month(day)} 09:12", "Entrant" if inbound else "Sortant", number,
             f"00:{seconds // 60:02d}:{seconds % 60:02d}", words[state], campaign]
            for number, day, seconds, state, campaign, inbound in CALLS]  # fmt: skip
    return delimited([head, *rows], ";").replace("’", "'").encode("cp1252")


def _calls_en() -> bytes:
    head = ["Activity date", "Call outcome", "Call duration (s)", "Call direction", "Campaign"]
    words = {"meeting": "Meeting scheduled", "reached": "Connected", "missed": "No answer"}
    rows = [[f"{day}T09:12:00Z", words[state], str(seconds), "Inbound" if inbound else "Outbound",
             campaign] for _, day, seconds, state, campaign, inbound in CALLS]  # fmt: skip
    return delimited([head, *rows], ",", "\n").encode("utf-8")


def _customers_fr() -> bytes:
    head = ["Client", "Client depuis", "Résilié le", "Abonnement HT", "Source"]
    rows = [[name, day_month(day), day_month(end) if end else "", "490,00", source]
            for name, day, end, source in CUSTOMERS]  # fmt: skip
    return delimited([head, *rows], ";").encode("utf-8")


LEAD_FILES: dict[str, Writer] = {
    "leads_hubspot_en.csv": _leads_hubspot,
    "leads_plain_fr.csv": _leads_fr,
}
CALL_FILES: dict[str, Writer] = {"calls_en.csv": _calls_en, "calls_fr.csv": _calls_fr}
CUSTOMER_FILES: dict[str, Writer] = {"customers_fr.csv": _customers_fr}
EVENT_FILES = {**LEAD_FILES, **CALL_FILES, **CUSTOMER_FILES}
