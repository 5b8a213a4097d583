"""Words for how often an expense comes."""

from __future__ import annotations

import pytest

from roi_model.reading.values.recurrence import months_of, months_of_price


@pytest.mark.parametrize(("months", "words"), [
    (1, "Monthly mensuel Mensuelle monatlich mensual"), (12, "annual Annuel yearly jährlich Jahr"),
    (3, "quarterly Trimestriel vierteljährlich"), (6, "semestriel halbjährlich"),
    (0, "half once Acme unique 12 März")])  # fmt: skip
def test_a_word_says_after_how_many_months(months: int, words: str) -> None:
    assert [months_of(word) for word in words.split()] == [months] * len(words.split())


def test_a_heading_says_what_its_price_is_for() -> None:
    found = [
        months_of_price(h) for h in ("Prix mensuel HT", "Annual price", "Preis jährlich", "Prix")
    ]
    assert found == [1, 12, 12, 0]
