"""Lists of offers to clients are deals, whatever they are called: by states and days."""

from __future__ import annotations

import pytest

from roi_model.reading.deals.stages import ANSWERS, load_stages
from roi_model.reading.reading import read
from tests.reading.workbooks import xlsx

# Heading, states of an accepted, a refused, a sent and a withdrawn one.
FRENCH = ("Numéro;Date;Date de validité;Société / Contact;Objet;Montant HT;Montant TTC;Statut",
          ("Facturé partiellement", "Refusé", "Lu", "Annulé"))  # fmt: skip
GERMAN = ("Nummer;Datum;Gültig bis;Kunde;Betreff;Netto;Brutto;Status",
          ("Angenommen", "Abgelehnt", "Versendet", "Storniert"))  # fmt: skip
ENGLISH = ("Number;Date;Valid until;Customer;Subject;Subtotal;Total;Status",
           ("Accepted", "Declined", "Viewed", "Void"))  # fmt: skip
SPANISH = ("Número;Fecha;Válido hasta;Cliente;Asunto;Importe;Importe con IVA;Estado",
           ("Facturado", "Rechazado", "Enviado", "Anulado"))  # fmt: skip
ITALIAN = ("Numero;Data;Valido fino al;Cliente;Oggetto;Imponibile;Totale ivato;Stato",
           ("Accettato", "Rifiutato", "Inviato", "Annullato"))  # fmt: skip
NUMBERED = ("Angebots-Nr.;Datum;Gültig bis;Kunde;Betreff;Netto;Brutto;Status",
            ("beauftragt", "Absage", "nachgefasst", "storniert"))  # fmt: skip
DUTCH = ("Nummer;Datum;Geldig tot;Klant;Onderwerp;Excl. btw;Incl. btw;Status",
         ("Gefactureerd", "Geweigerd", "Bekeken", "Geannuleerd"))  # fmt: skip


def offers(heading: str, states: tuple[str, ...]) -> bytes:
    rows = [f"D-{at};{12 + at}/01/2025;{12 + at}/02/2025;Client {at};Objet;{100 * (at + 1)},00;"
            f"{120 * (at + 1)},00;{state}" for at, state in enumerate(states)]  # fmt: skip
    return "\n".join([heading, *rows, ""]).encode("cp1252")


@pytest.mark.parametrize(
    ("heading", "states"), [FRENCH, GERMAN, NUMBERED, ENGLISH, SPANISH, ITALIAN, DUTCH]
)
def test_offers_with_days_of_validity_are_deals(heading: str, states: tuple[str, ...]) -> None:
    found = read(offers(heading, states), name="export.csv")
    assert (found.kind, found.usable) == ("deals", True), found.questions
    deals = found.to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"], deals["won_amount"]) == (1, 1, 1, 100)
    assert found.rejected["reason"].tolist() == ["left_stage"]


def test_invoiced_alone_makes_no_deals_of_costs() -> None:
    text = (
        "Date;Libellé;Montant HT;Statut\n15/01/2025;Ads;100,00;Facturé\n"
        "16/02/2025;CRM;50,00;Facturé\n"
    )
    found = read(text.encode(), name="export.csv")
    assert (found.kind, found.total()) == ("costs", 150)


def test_orders_of_customers_are_won_and_quotations_sent_open() -> None:
    text = (
        "Order Reference,Creation Date,Customer,Salesperson,Total,Status\n"
        "S1,2025-01-15 10:00:00,A,Sam,120.00,Sales Order\n"
        "S2,2025-01-16 10:00:00,B,Sam,60.00,Quotation Sent\n"
    )
    deals = read(text.encode(), name="export.csv").to_json()["deals"]
    assert (deals["won"], deals["open"], deals["won_amount"]) == (1, 1, 120)


def test_subscriptions_that_expire_stay_costs() -> None:
    text = (
        "Company,Plan,Start date,Valid until,Monthly price,Status\n"
        "Tool,Pro,2025-01-15,2026-01-15,10.00,Active\nDesk,Pro,2025-02-15,2026-02-15,5.00,Active\n"
    )
    assert read(text.encode(), name="tools.csv").total() == 15


def test_offers_without_a_state_are_no_costs() -> None:
    text = (
        "Numéro;Date;Valable jusqu’au;Client;Montant HT\nD1;15/01/2025;15/02/2025;A;100,00\n"
        "D2;16/01/2025;16/02/2025;B;50,00\n"
    )
    found = read(text.encode(), name="export.csv")
    assert found.refused is not None and found.refused.code == "no_stage"


def test_bills_of_suppliers_that_expire_stay_costs() -> None:
    text = (
        "Fournisseur;Date;Date de validité;Montant HT;Statut\n"
        "Ovh;15/01/2025;15/01/2026;100,00;Accepté\nFree;16/02/2025;16/02/2026;50,00;Refusé\n"
    )
    assert read(text.encode(), name="export.csv").kind == "costs"


def test_a_withdrawn_offer_is_lost_where_nothing_else_is() -> None:
    text = (
        "N° devis;Client;Date;Montant HT;Statut\nD1;A;15/01/2025;100,00;Accepté\n"
        "D2;B;16/01/2025;50,00;Annulé\n"
    )
    deals = read(text.encode(), name="devis.csv").to_json()["deals"]
    assert (deals["won"], deals["lost"]) == (1, 1)


@pytest.mark.parametrize(
    ("spelling", "state"),
    [
        ("Refusé - trop cher", "lost"), ("Accepté le 29/06", "won"), ("OK signé", "won"),
        ("En attente - relancer", "open"), ("Accepté - en attente", ""), ("Contact - lost", ""),
        ("Refusé, gagné par un autre", ""), ("Facturé partiellement", "won"),
        ("Remplacé par D-12 v2", "left_out"), ("Superseded by Q-0012", "left_out"),
        ("Ersetzt durch AN-12", "left_out"), ("Annule et remplace D-11", "left_out"),
        ("⚠️ Doublon", "left_out"), ("Dublette", "left_out"), ("Absage erhalten", "lost"),
        ("nachgefasst am 12.03.", "open"), ("Identificar a los responsables", "open"),
    ],
)  # fmt: skip
def test_a_reason_or_a_day_may_stand_behind_a_state(spelling: str, state: str) -> None:
    found = load_stages().state(spelling)
    assert (ANSWERS[found] if found >= 0 else "") == state


def test_groups_of_a_board_are_one_list_without_the_parts_of_deals() -> None:
    head = ["Name", "Subitems", "Owner", "Stage", "Deal Value", "Close Date"]
    part = ["Subitems", "Name", "Owner", "Status", "Date", ""]
    call = ["", "Call", "Sam", "Done", "2025-01-13", ""]
    rows: list[list[object]] = [
        ["Board", *[""] * 5], [""] * 6, ["Open deals", *[""] * 5], head,
        ["A", "Call", "Sam", "Lead", 100, "2025-03-20"], part, call,
        ["B", "", "Sam", "Negotiation", 200, "2025-03-21"], ["", "", "", "", 300, ""],
        [""] * 6, [""] * 6, ["Closed", *[""] * 5], head,
        ["C", "Call", "Sam", "Won", 400, "2025-02-20"], part, call,
        ["D", "", "Sam", "Lost", 500, "2025-02-21"], ["", "", "", "", 900, ""],
    ]  # fmt: skip
    found = read(xlsx({"Deals": rows}), name="board.xlsx")
    assert found.kind == "deals" and found.usable
    deals = found.to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"], deals["won_amount"]) == (1, 1, 2, 400)
    assert found.rejected["reason"].tolist().count("block") == 4


def test_polish_opportunities_are_deals() -> None:
    text = ("Nazwa szansy;Firma;Etap;Status;Wartość;Data dodania;Data zamknięcia\n"
            "A;X;Oferta;Wygrana;1 500,00 zł;13.01.2025;15.02.2025\n"
            "B;Y;Oferta;Przegrana;2 500,00 zł;14.01.2025;16.02.2025\n"
            "C;Z;Analiza potrzeb;Otwarta;700,00 zł;14.01.2025;\n")  # fmt: skip
    deals = read(text.encode(), name="szanse.csv").to_json()["deals"]
    assert (deals["won"], deals["lost"], deals["open"], deals["won_amount"]) == (1, 1, 1, 1500)
