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
