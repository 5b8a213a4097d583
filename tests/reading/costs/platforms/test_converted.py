"""A payment in another currency costs what left the balance for it, once."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

HEAD = ("Date,Name,Type,Currency,Gross,Fee,Net,Balance\n"
        "13/06/2026,Anna,Express Checkout Payment,EUR,1000.00,-3.25,996.75,996.75\n")  # fmt: skip


def _lines(word: str, order: str) -> str:
    lines = {"h": f"18/06/2026,,{word},EUR,-184.12,0.00,-184.12,812.63",
             "f": f"18/06/2026,,{word},USD,200.00,0.00,200.00,200.00",
             "p": "18/06/2026,Namecheap,Payment,USD,-200.00,0.00,-200.00,0.00"}  # fmt: skip
    return "".join(lines[one] + "\n" for one in order)


@pytest.mark.each_once
@pytest.mark.parametrize("order", ["hfp", "phf", "pfh"])
@pytest.mark.parametrize(
    "word", ["General Currency Conversion", "Conversion de devise", "Allgemeine Währungsumrechnung",
             "Conversión de divisas", "Conversione di valuta"],
)  # fmt: skip
def test_it_counts_once_and_nothing_is_asked(word: str, order: str) -> None:
    text = HEAD + _lines(word, order)
    for answers in ({}, {"rate:USD": "0.95"}):
        reading = reading_of(text, answers=answers)
        assert (reading.blocked, reading.total()) == (False, 3.25 + 184.12)
    assert reading.rejected["reason"].tolist() == ["own_transfer"] * 2
    assert reading.currencies["chosen"] == "EUR"
    assert [n.values["count"] for n in reading.notes if n.code == "paid_in_another_currency"] == [1]


def test_two_of_one_day_have_each_its_own_amount() -> None:
    second = _lines("Currency Conversion", "hfp").replace("184.12", "92.06").replace("200.", "100.")
    text = HEAD + _lines("Currency Conversion", "hfp") + second
    assert reading_of(text).total() == round(3.25 + 184.12 + 92.06, 2)


def test_money_changed_without_a_payment_and_a_payment_of_its_own_currency_stay() -> None:
    text = HEAD + _lines("Currency Conversion", "hf")
    assert not [n for n in reading_of(text).notes if n.code == "paid_in_another_currency"]
    other = HEAD + _lines("Currency Conversion", "hfp") + (
        "19/06/2026,Zed,Payment,USD,-50.00,0.00,-50.00,0.00\n")  # fmt: skip
    assert [q.about for q in reading_of(other).questions if q.blocking] == ["currency"]
    answers = {"currency:Currency": "EUR", "rate:USD": "0.90"}
    assert reading_of(other, answers=answers).total() == round(3.25 + 184.12 + 45, 2)
