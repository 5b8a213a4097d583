"""Money changed between balances of one's own is no cost; what was taken for it is."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.movements.told import own_transfers
from tests.reading.read_again import reading_of

CHANGED = ["Converted 1,000.00 EUR to 1,080.00 USD", "Converted 1,000.00 EUR to USD",
           "You converted 1,000.00 EUR into 860.00 GBP", "Exchanged EUR to USD",
           "1 000,00 EUR convertis en 1 080,00 USD", "Conversion de 1 000,00 EUR en 1 080,00 USD",
           "1.000,00 EUR in 1.080,00 USD umgerechnet", "Umtausch von EUR in USD",
           "Has convertido 1.000,00 EUR a 1.080,00 USD", "Convertiti 1.000,00 EUR in USD",
           "Convertido 1.000,00 EUR para 1.080,00 USD",
           "1.000,00 EUR omgewisseld naar 1.080,00 USD"]  # fmt: skip
BOUGHT = ["Figma 49.99 USD converted to 45.10 EUR", "Sent money to Exchange Ltd",
          "Card transaction of 49.99 USD issued by Zed", "1,000.00 EUR to 1,080.00 USD",
          "Conversion rate optimisation", "Exchange 4 EUR", "Change EUR USD Zed SA",
          "Frais de conversion de 1 000,00 EUR en USD"]  # fmt: skip


def test_a_label_of_amounts_and_currencies_alone_is_money_changed() -> None:
    found = own_transfers([pa.array([*CHANGED, *BOUGHT])], len(CHANGED + BOUGHT))
    assert found.tolist() == [True] * len(CHANGED) + [False] * len(BOUGHT)


@pytest.mark.parametrize("label", CHANGED)
def test_it_is_left_out_of_a_statement_and_listed(label: str) -> None:
    text = ("Date;Description;Amount;Balance\n02/03/2026;Sent money to Jane;-150,50;800,00\n"
            f"16/03/2026;{label};-1000,00;700,00\n24/03/2026;Zed Ads;-49,90;650,10\n")  # fmt: skip
    reading = reading_of(text)
    assert (reading.kind, reading.total()) == ("bank", 150.5 + 49.9)
    assert reading.rejected["reason"].tolist() == ["own_transfer"]


BESIDE = ("Date;Type;Description;{0};Balance\n02/03/2026;EXCHANGE;EUR to USD;{1};900,00\n"
          "03/03/2026;CARD;Zed Ads;{2};0\n25/03/2026;TRANSFER;Landlord;{3};0\n")  # fmt: skip


@pytest.mark.parametrize(("heads", "first", "second", "third"), [
    ("Amount;Total amount;Fee", "-1000,00;-1004,00;4,00", "-50,00;-50,00;0", "-90,00;-92,00;2,00"),
    ("Amount;Fee", "-1000,00;4,00", "-50,00;0", "-90,00;2,00"),
    ("Betrag;Gebühr", "-1000,00;-4,00", "-50,00;0", "-90,00;-2,00"),
    ("Montant;Frais", "-1000,00;4,00", "-50,00;", "-90,00;2,00"),
])  # fmt: skip
def test_what_was_taken_for_moving_it_is_a_cost(
    heads: str, first: str, second: str, third: str
) -> None:
    reading = reading_of(BESIDE.format(heads, first, second, third))
    assert reading.total() == 4 + 50 + 92
    (note,) = [note for note in reading.notes if note.code == "own_transfer_fees"]
    assert (note.values["total"], note.values["moved"]) == (4, 1000)
    assert not len(reading.rejected)


def test_the_question_of_a_sign_counts_what_was_taken_too() -> None:
    text = ("Date,Description,Amount,Fee\n2025-03-01,Exchange,-500.00,4.00\n"
            "2025-03-02,Zed,-50.00,0\n2025-03-03,Acme,900.00,0\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    gives = {one.answer: one.gives["all"] for one in question.candidates}
    assert gives["negative"] == reading_of(text, answers={"sign": "negative"}).total() == 54
