"""Bookings of one line each: what accounts of costs are debited, less what they are credited."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from roi_model.reading.result import Reading

GERMAN = (
    "Belegdatum;Buchungstext;Buchungsbetrag;Währung;Sollkonto;Habenkonto;Kostenstelle\n"
    "22.01.2024;Anzeigen;1.200,50;EUR;4610;70001;100\n22.01.2024;Anzeigen;228,10;EUR;1576;70001;\n"
    "25.01.2024;Zahlung;1.428,60;EUR;70001;1200;\n14.02.2024;Gutschrift;200,50;EUR;70001;4610;100\n"
    "28.02.2024;Erlös;900,00;EUR;10001;8400;\n"
)


def _read(text: str, **answers: object) -> Reading:
    return read(text.encode(), name="bookings.csv", answers=answers)


def test_german_bookings_ask_the_number_plan_and_credits_reduce_costs() -> None:
    (question,) = _read(GERMAN).questions
    assert question.id == "ledger_plan"
    assert question.candidates[0].gives == {"all": 1000.0}
    reading = _read(GERMAN, ledger_plan="skr03")
    assert (reading.kind, reading.total()) == ("ledger", 1000.0)
    assert reading.total("month") == {"2024-01": 1200.5, "2024-02": -200.5}
    assert reading.total("category") == {"advertising": 1000.0}
    assert reading.revenue["amount"].tolist() == [900.0]


@pytest.mark.parametrize(
    "text",
    ["Date;Libellé;Compte débit;Compte crédit;Montant\n22/01/2024;Annonces;623100;401000;1 200,50\n"
     "23/01/2024;Règlement;401000;512000;1 440,60\n14/02/2024;Avoir;401000;623100;200,50\n",
     "Date,Description,Debit account,Credit account,Amount\n"
     "2024-01-22,Ads,Advertising,Accounts payable,1200.50\n"
     "2024-01-23,Paid,Accounts payable,Bank,1440.60\n"
     "2024-02-14,Credit note,Accounts payable,Advertising,200.50\n"],
)  # fmt: skip
def test_the_french_plan_and_names_say_what_an_account_is(text: str) -> None:
    reading = _read(text)
    assert (reading.kind, reading.blocked) == ("ledger", False)
    assert reading.total("month") == {"2024-01": 1200.5, "2024-02": -200.5}


def test_accounts_that_no_plan_and_no_word_tells_are_asked() -> None:
    text = (
        "Data;Descrizione;Conto dare;Conto avere;Importo\n"
        "22/01/2024;Nota;Zorglub;Banca;1.200,50\n14/02/2024;Storno;Banca;Zorglub;200,50\n"
    )
    asked = {question.id: question for question in _read(text).questions}
    assert asked["account_kind:Zorglub"].candidates[0].gives == {"all": 1000.0}
    answers = dict.fromkeys(asked, "neither") | {"account_kind:Zorglub": "cost"}
    assert _read(text, **answers).total() == 1000.0


TAXED = (
    "Datum;Text;Betrag;Soll-Konto;Haben-Konto;{heading}\n22.01.2024;Anzeigen;1.190,00;4610;70001;{tax}\n"
    "14.02.2024;Gutschrift;119,00;70001;4610;{tax}\n22.02.2024;Miete;500,00;4210;1200;\n"
)


def test_vat_at_a_rate_beside_the_amount_is_taken_out_where_it_is_said_to_be_in_it() -> None:
    text = TAXED.format(heading="USt-Satz", tax="19 %")
    (question,) = _read(text, ledger_plan="skr03").questions
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"yes": 1400.0, "no": 1571.0}
    reading = _read(text, ledger_plan="skr03", vat_included="yes")
    assert reading.total("month") == {"2024-01": 1000.0, "2024-02": 400.0}


def test_keys_that_alone_tell_vat_are_refused() -> None:
    refused = _read(TAXED.format(heading="Steuerschlüssel", tax="9")).refused
    assert refused is not None and refused.code == "booking_tax_keys"
    with_vat_lines = GERMAN.replace("Kostenstelle", "Steuerschlüssel")
    assert _read(with_vat_lines, ledger_plan="skr03").total() == 1000.0


def test_sides_alone_head_accounts_that_have_names() -> None:
    text = (
        "Datum;Beschreibung;Soll;Haben;Betrag;Währung\n"
        "22.01.2024;Anzeigen;6600 Werbung;2000 Kreditoren;1'200.50;CHF\n"
        "14.02.2024;Gutschrift;2000 Kreditoren;6600 Werbung;200.50;CHF\n"
    )
    reading = _read(text)
    answers: dict[str, object] = {q.id: "neither" for q in reading.questions if q.blocking}
    answers |= {key: "cost" for key in answers if key.endswith("Werbung")}
    assert _read(text, **answers).total() == 1000.0


SWISS = (
    "Datum;Referenz;Soll;Haben;Beschreibung;Betrag;Währung;Kurs;Betrag in Basiswährung\n"
    "14.01.2025;1;6500 Verwaltungsaufwand;2000 Verbindlichkeiten;Rechnung;100,00;CHF;1;100,00\n"
    "22.01.2025;2;6000 Raumaufwand;1020 Bankguthaben;Miete;200,00;EUR;0,95;190,00\n"
    "23.02.2025;3;5000 Lohnaufwand;1020 Bankguthaben;Lohn;500,00;CHF;1;500,00\n"
    "24.02.2025;4;2000 Verbindlichkeiten;4000 Materialaufwand;Retoure;40,00;CHF;1;40,00\n"
    "25.02.2025;5;1100 Forderungen;3400 Dienstleistungserlöse;Rechnung;900,00;CHF;1;900,00\n"
)


def test_amounts_in_the_currency_of_the_books_and_the_classes_of_switzerland() -> None:
    reading = _read(SWISS)
    assert (reading.kind, reading.blocked) == ("ledger", False)
    assert reading.total("month") == {"2025-01": 290.0, "2025-02": 460.0}
    assert reading.revenue["amount"].sum() == 900


def test_french_headings_over_swiss_accounts_are_read_by_the_plan_of_switzerland() -> None:
    text = (
        "Date;Libellé;Compte débit;Compte crédit;Montant;Monnaie\n"
        "14/01/2025;Achat;4000 Charges de matériel;1020 Banque;100,00;CHF\n"
        "22/01/2025;Salaires;5000 Salaires;1020 Banque;500,00;CHF\n"
    )
    assert _read(text).total() == 600
    assert _read(text.replace("CHF", "EUR")).refused is not None
