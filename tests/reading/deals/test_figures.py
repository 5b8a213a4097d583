"""Amounts that the figures of deals make one look at twice."""

from __future__ import annotations

import pytest

from roi_model.reading.reading import read
from tests.reading.deals.plain import reading_of


def test_won_deals_of_nothing_or_less_are_shown() -> None:
    reading = reading_of(
        "Deal Name,Stage,Created Date,Close Date,Amount\nA,Won,2024-01-15,2024-03-25,-10.50\n"
        "B,Won,2024-01-16,2024-03-26,0\nC,Lost,2024-01-16,2024-03-26,0\n"
    )
    assert reading.flagged[["line", "reason"]].to_numpy().tolist() == [
        [2, "won_not_positive"], [3, "won_not_positive"]
    ]  # fmt: skip


@pytest.mark.parametrize(("head", "cell"), [
    ("Deal Name,Stage,Created Date,Close Date", ""),
    ("Deal Name,Stage,Created Date,Close Date,Amount", ","),
    ("Deal Name,Stage,Created Date,Close Date,Amount", ",tbd")])  # fmt: skip
def test_what_won_deals_bring_is_unknown_where_no_deal_has_an_amount(head: str, cell: str) -> None:
    rows = f"A,Won,2024-01-15,2024-03-25{cell}\nB,Lost,2024-01-16,2024-03-26{cell}\n"
    deals = reading_of(f"{head}\n{rows}").to_json()["deals"]
    assert (deals["won"], deals["won_amount"], deals["won_without_amount"]) == (1, None, 1)
    assert deals["by_source"][""]["won_amount"] is None


def test_deals_without_a_won_one_bring_nothing() -> None:
    head = "Deal Name,Stage,Created Date,Close Date,Amount"
    text = f"{head}\nA,Lost,2024-01-15,2024-03-25,100\n"
    assert reading_of(text).to_json()["deals"]["won_amount"] == 0


PERIODS = (
    "lead_name,status_label,status_type,value,value_period,date_created,date_won\n"
    "A,Won,won,100.00,monthly,2024-01-05,2024-02-05\n"
    "B,Lost,lost,100.00,one-time,2024-01-05,\n"
)


def test_amounts_that_are_for_a_period_are_asked_and_remarked() -> None:
    (question,) = [q for q in read(PERIODS.encode()).questions if q.blocking]
    assert question.id == "recurring:value"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "year": 100 * 12 + 100, "face": 100 + 100
    }  # fmt: skip
    reading = read(PERIODS.encode(), name="close.csv", answers={"recurring": "face"})
    assert reading.deals is not None
    assert reading.deals["state"].tolist() == ["won", "lost"]
    (note,) = [n for n in reading.notes if n.code == "amounts_by_period"]
    assert note.values == {"column": "value", "periods": "monthly, one-time"}
    yearly = read(PERIODS.encode(), answers={"recurring": "year"})
    assert yearly.to_json()["deals"]["won_amount"] == 100 * 12
    assert "amounts_by_period" not in [n.code for n in yearly.notes]


@pytest.mark.parametrize(("head", "row", "times"), [
    ("Deal;Stage;Amount;Billing frequency;Created", "Won;100;{};2024-01-05",
     {"Monthly": 12, "Quarterly": 4, "Annually": 1, "One-time": 1}),
    ("Affaire;Étape;Montant;Périodicité;Créée le", "Gagné;100;{};15/01/2024",
     {"Mensuel": 12, "Trimestriel": 4, "Annuel": 1, "Unique": 1}),
    ("Deal;Phase;Betrag;Zahlungsrhythmus;Erstellt am", "Gewonnen;100;{};15.01.2024",
     {"monatlich": 12, "vierteljährlich": 4, "jährlich": 1, "einmalig": 1}),
    ("Trato;Etapa;Importe;Frecuencia de pago;Creado", "Ganado;100;{};2024-01-05",
     {"mensual": 12, "trimestral": 4, "anual": 1, "": 1})])  # fmt: skip
def test_each_amount_counts_for_a_year_by_its_own_period(
    head: str, row: str, times: dict[str, int]
) -> None:
    text = "\n".join((head, *(f"{n};{row.format(word)}" for n, word in enumerate(times)), ""))
    found = reading_of(text, answers={"recurring": "year"})
    assert found.deals is not None
    assert found.deals["amount"].tolist() == [100 * often for often in times.values()]


@pytest.mark.parametrize("heading", [
    "MRR", "Monthly value", "Montant mensuel", "Monatsbetrag", "Importe mensual",
    "Importo mensile", "Bedrag per maand"])  # fmt: skip
def test_amounts_that_are_of_a_month_by_their_heading_are_asked(heading: str) -> None:
    text = f"Deal Name,Stage,Created Date,{heading}\nA,Won,2024-01-15,100\nB,Lost,2024-01-16,30\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == f"recurring:{heading}"
    yearly = reading_of(text, answers={"recurring": "year"}).to_json()["deals"]
    assert yearly["won_amount"] == 100 * 12


@pytest.mark.parametrize("heading", ["ARR", "annualized_value", "Valeur annuelle", "Jahreswert"])
def test_the_value_of_a_year_goes_before_that_of_a_month_and_is_not_asked(heading: str) -> None:
    text = (f"Deal Name,Stage,Created Date,MRR,{heading}\nA,Won,2024-01-15,100,1200\n"
            "B,Lost,2024-01-16,30,360\n")  # fmt: skip
    assert reading_of(text).to_json()["deals"]["won_amount"] == 1200
    beside = text.replace(heading, "Amount")
    assert reading_of(beside).columns["amount"] == "Amount"


def test_payments_once_or_by_the_year_are_not_asked_about() -> None:
    text = PERIODS.replace("monthly", "annual")
    reading = read(text.encode())
    assert not [q for q in reading.questions if q.blocking]
    assert reading.to_json()["deals"]["won_amount"] == 100
