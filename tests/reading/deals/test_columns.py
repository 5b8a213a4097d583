"""Which column of an export is the amount, and in which currency."""

from __future__ import annotations

import pytest

from tests.reading.deals.plain import reading_of


def test_ambiguous_amounts_and_several_currencies_are_asked() -> None:
    head = "Deal Name,Stage,Created Date,Close Date,Amount,Currency\n"
    rows = "A,Won,2024-01-20,2024-02-20,1.000,EUR\nB,Won,2024-01-20,2024-02-20,2.500,USD\n"
    reading = reading_of(head + rows)
    assert [q.id for q in reading.questions] == ["currency:Currency", "decimal:Amount"]
    answered = reading_of(head + rows, answers={"currency": "EUR", "decimal": ","})
    assert answered.to_json()["deals"]["won_amount"] == 1000
    assert answered.to_json()["deals"]["won"] == 2  # a deal whatever its currency, without amount
    assert answered.flagged["reason"].tolist() == ["other_currency"]


def test_converted_amounts_need_no_question_about_currencies() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount,Currency,Amount in company currency\n"
        "A,Won,2024-01-20,2024-02-20,10.50,EUR,10.50\nB,Won,2024-01-20,2024-02-20,10.50,USD,9.75\n"
    )
    assert reading.to_json()["deals"]["won_amount"] == 20.25


def test_amounts_expected_count_where_there_are_no_others() -> None:
    text = (
        "Opportunité,Revenu espéré,Étape,Créé le,Date de clôture{more}\n"
        "Acme,12500.00,Gagné,2024-01-10,2024-03-05{first}\n"
        "Ceta,4500.00,Proposition,2024-02-25,{second}\n"
    )
    reading = reading_of(text.format(more="", first="", second=""))
    assert reading.deals is not None
    assert reading.deals["amount"].tolist() == [12500.0, 4500.0]
    assert "expected_amounts" in [note.code for note in reading.notes]
    both = reading_of(text.format(more=",Montant", first=",12500.00", second=",9000.00"))
    assert both.deals is not None
    assert both.deals["amount"].tolist() == [12500.0, 9000.0]


@pytest.mark.parametrize(
    ("expected", "share"),
    [("Revenu espéré", "Revenus au prorata"), ("Expected Revenue", "Prorated Revenue"),
     ("Erwarteter Umsatz", "Anteiliger Umsatz")],
)  # fmt: skip
def test_what_is_expected_times_its_chance_is_not_asked_for(expected: str, share: str) -> None:
    text = (
        f"Opportunité,{share},{expected},Étape,Créé le,Date de clôture\n"
        "Acme,12500.00,12500.00,Gagné,2024-01-10,2024-03-05\n"
        "Ceta,2250.00,4500.00,Proposition,2024-02-25,\n"
    )
    found = reading_of(text)
    assert found.deals is not None and found.deals["amount"].tolist() == [12500.0, 4500.0]


def test_amounts_in_two_columns_headed_alike_are_asked() -> None:
    text = (
        "Deal Name,Stage,Created Date,Close Date,Amount (EUR),Amount (USD)\n"
        "A,Won,2024-01-15,2024-03-25,1000.50,1100.50\n"
    )
    reading = reading_of(text)
    assert [q.id for q in reading.questions] == ["amount_column"]
    assert reading.deals is None
    answered = reading_of(text, answers={"amount_column": "Amount (USD)"})
    assert answered.to_json()["deals"]["won_amount"] == 1100.5


@pytest.mark.parametrize("heading", ["Currency Symbol", "CurrencyIsoCode", "value_currency",
                                     "Devise de la transaction"])  # fmt: skip
def test_currencies_are_seen_under_any_heading_that_says_so(heading: str) -> None:
    reading = reading_of(
        f"Deal Name,Stage,Created Date,Close Date,Amount,{heading}\n"
        "A,Won,2024-01-15,2024-03-25,1000.50,EUR\nB,Won,2024-01-16,2024-03-26,2000.50,USD\n"
    )
    assert [q.id for q in reading.questions] == [f"currency:{heading}"]


@pytest.mark.parametrize(
    ("name", "actual", "hoped", "ended"),
    [
        ("Thema", "Tats. Umsatz", "Gesch. Umsatz", "Tats. Abschlussdatum"),
        ("Thema", "Tatsächlicher Umsatz", "Geschätzter Umsatz", "Tatsächliches Abschlussdatum"),
        ("Rubrique", "Chiffre d’affaires réel", "CA est.", "Date de fermeture réelle"),
        ("Tema", "Ingresos reales", "Ingresos est.", "Fecha de cierre real"),
        ("Argomento", "Ricavi effettivi", "Ricavi stimati", "Data chiusura effettiva"),
        ("Tópico", "Receita real", "Receita est.", "Data real de fechamento"),
        ("Onderwerp", "Werk. omzet", "Gesch. omzet", "Werkelijke sluitingsdatum"),
        ("Topic", "Act. Revenue", "Est. Revenue", "Act. Close Date"),
    ],
)
def test_what_was_earned_goes_before_what_was_hoped_for_in_every_language(
    name: str, actual: str, hoped: str, ended: str
) -> None:
    reading = reading_of(
        f"{name};{actual};{hoped};{ended};Status;Created On\n"
        "A;140.50;150.00;2025-02-03;Won;2024-11-12\n"
        "B;0;60.00;2025-01-20;Lost;2024-12-01\n"
        "C;;220.00;;Open;2025-02-14\n"
        "D;32.25;30.00;2025-03-11;Won;2025-01-22\n"
    )
    assert (reading.columns["amount"], reading.columns["closed"]) == (actual, ended)
    assert reading.to_json()["deals"]["won_amount"] == 140.5 + 32.25
    assert not {"expected_amounts", "no_closed_dates"} & {note.code for note in reading.notes}


@pytest.mark.parametrize("heading", ["Umsatz final gebucht", "Ergebnis"])
@pytest.mark.parametrize("still_open", ["", "225.00"])
def test_amounts_under_an_unknown_heading_beside_those_expected_are_asked(
    heading: str, still_open: str
) -> None:
    text = (
        f"Deal Name;Stage;Created Date;Close Date;Expected Revenue;{heading};Year;Employees\n"
        "A;Won;2025-01-02;2025-02-03;150.00;140.50;2025;9000\n"
        f"B;Open;2025-01-03;2025-02-04;220.00;{still_open};2024;12\n"
    )
    reading = reading_of(text)
    assert [q.id for q in reading.questions if q.blocking] == ["amount_column"]
    assert [c.answer for c in reading.questions[0].candidates] == [heading, "Expected Revenue"]
    for answer, won in ((heading, 140.5), ("Expected Revenue", 150.0)):
        answered = reading_of(text, answers={"amount_column": answer})
        assert answered.to_json()["deals"]["won_amount"] == won


@pytest.mark.parametrize("heading", [
    "Auftragswert netto", "Netto-Auftragswert", "Projektgesamtwert", "Jahresgesamtsumme",
    "Opdrachtsom", "Vertragsgesamtbetrag", "Prijsopgave"])  # fmt: skip
def test_amounts_are_known_under_long_words_and_by_their_currency(heading: str) -> None:
    text = (f"Kunde;Angebotsdatum;Entscheidung am;{heading};Status\n"
            "A;22.06.2026;30.08.2026;25.250,00 €;Auftrag erteilt\n"
            "B;22.11.2025;21.12.2025;18.200,00 €;Abgelehnt\n")  # fmt: skip
    found = reading_of(text)
    assert found.columns["amount"] == heading
    assert found.to_json()["deals"]["won_amount"] == 25250
    assert found.to_json()["deals"]["cycle_mean_days"] == 8 + 31 + 30


@pytest.mark.parametrize("heading", ["Steuerbetrag", "Bewertung", "MwSt-Betrag", "Kennwert"])
def test_other_long_words_are_no_amounts(heading: str) -> None:
    text = (f"Kunde;Angebotsdatum;Entscheidung am;{heading};Status\n"
            "A;22.06.2026;30.08.2026;25.250,00;Auftrag erteilt\n"
            "B;22.11.2025;21.12.2025;18.200,00;Abgelehnt\n")  # fmt: skip
    found = reading_of(text)
    assert "amount" not in found.columns
    assert "no_deal_amounts" in [note.code for note in found.notes]
    assert found.to_json()["deals"]["won_amount"] is None
