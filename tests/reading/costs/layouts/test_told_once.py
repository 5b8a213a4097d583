"""Amounts told twice: the one that was spent is read."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

FEES = ("Date,Description,Amount,Total amount,Fee,Balance\n2025-01-15,A,-100.00,{},2.50,\n"
        "2025-01-16,B,-50.25,-50.25,0.00,\n2025-01-17,C,-10.00,{},1.00,\n")  # fmt: skip


@pytest.mark.parametrize("header", ["Amount,Total amount", "Total amount,Amount"])
def test_the_amount_that_a_fee_stands_in_is_what_left_the_account(header: str) -> None:
    whole, bare = ("-102.50", "-11.00"), ("-100.00", "-10.00")
    text = FEES.format(*whole)
    if header.startswith("Total"):
        text = text.replace("Amount,Total amount", header)
        for low, high in zip(whole, bare, strict=True):
            text = text.replace(f"{high},{low}", f"{low},{high}")
    reading = reading_of(text)
    assert reading.total() == 102.5 + 50.25 + 11
    assert "fee_within" in [note.code for note in reading.notes]


def test_two_columns_with_the_same_figures_are_one() -> None:
    text = "Date,Description,Amount,Value\n2025-01-15,A,10.50,10.50\n2025-01-16,B,5.25,5.25\n"
    assert reading_of(text).total() == 10.5 + 5.25


def test_a_fee_that_does_not_explain_them_leaves_two_amounts_asked() -> None:
    (question,) = [q for q in reading_of(FEES.format("-103.50", "-11.00")).questions if q.blocking]
    assert question.id == "amount_column"


def test_the_part_of_a_month_beside_a_price_is_left_aside() -> None:
    text = ("Tool;Billing;Price;Monthly cost;First billed;Next renewal\n"
            "Zorg;Quarterly;300,00;100,00;15/01/2025;15/07/2025\n"
            "Blip;Annual;1200,00;100,00;20/02/2025;20/02/2026\n")  # fmt: skip
    reading = reading_of(text)
    (question,) = [q for q in reading.questions if q.blocking]
    assert question.id == "spread"
    totals = {c.answer: c.gives["all"] for c in question.candidates}
    assert totals == {"dated": 1500.0, "spread": 1500.0, "billed": 2 * 300 + 1200}
    billed = reading_of(text, answers={"spread": "billed"})
    assert billed.total("month") == {"2025-01": 300, "2025-02": 1200, "2025-04": 300}
