"""Which column holds the costs, asked where in doubt."""

from __future__ import annotations

from roi_model.reading.reading import read
from tests.reading.read_again import reading_of


def test_spending_and_income_in_one_column_is_asked() -> None:
    text = "date,label,amount\n2024-01-01,Ads,-100.00\n2024-01-02,Client,500.00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "sign:amount"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {
        "positive": 400.0,
        "negative": 100.0,
    }
    reading = reading_of(text, answers={"sign": "negative"})
    assert reading.total() == 100
    assert reading.rejected["reason"].tolist() == ["income"]


def test_only_negative_amounts_are_costs_and_it_is_said() -> None:
    reading = reading_of("date,label,amount\n2024-01-01,Ads,-100.50\n2024-01-02,CRM,-50.25\n")
    assert reading.total() == 150.75
    assert "negative_costs" in [note.code for note in reading.notes]


def test_two_columns_of_amounts_are_asked() -> None:
    text = "date;label;2023;2024\n15/01/2024;Ads;10,50;20,50\n16/01/2024;CRM;11,50;21,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "amount_column"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"2023": 22.0, "2024": 42.0}
    assert reading_of(text, answers={"amount_column": "2024"}).total() == 42


def test_vat_beside_an_amount_of_unknown_kind_is_asked() -> None:
    text = "date;label;montant;tva\n15/01/2024;Ads;120,50;20,10\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"no": 120.5, "yes": 100.4}
    assert reading_of(text, answers={"vat_included": "yes"}).total() == 100.4


def test_a_lone_column_of_equally_long_numbers_is_asked_about() -> None:
    rows = "25/01/2024;10045;A\n26/01/2024;10046;B\n"
    reading = read(f"Date;X12;Libellé\n{rows}".encode())
    assert [question.id for question in reading.questions] == ["amount_column"]
    assert (
        read(f"Date;X12;Libellé\n{rows}".encode(), answers={"amount_column": "X12"}).total()
        == 20091.0
    )
