"""Words for how often an expense comes."""

from __future__ import annotations

import pytest

from roi_model.reading.text.wording import fold
from roi_model.reading.values.recurrence import HEADINGS, months_of, months_of_price


@pytest.mark.parametrize(("months", "words"), [
    (1, "Monthly mensuel Mensuelle monatlich mensual"), (12, "annual Annuel yearly jährlich Jahr"),
    (3, "quarterly Trimestriel vierteljährlich"), (6, "semestriel halbjährlich"),
    (0, "half once Acme unique 12 März")])  # fmt: skip
def test_a_word_says_after_how_many_months(months: int, words: str) -> None:
    assert [months_of(word) for word in words.split()] == [months] * len(words.split())


@pytest.mark.parametrize(("months", "phrases"), [
    (1, "Par mois, per month, pro Monat, al mese, ogni mese, cada mes, por mes, per maand"),
    (3, "Par trimestre, per quarter, pro Quartal, per kwartaal"), (6, "half yearly, half-yearly"),
    (12, "Par an, per year, pro Jahr, all’anno, ogni anno, al año, cada ano, per jaar"),
    (1, "maandelijks, monatliche, mensais"), (0, "une fois, per seat, par personne")])  # fmt: skip
def test_a_phrase_says_so_too(months: int, phrases: str) -> None:
    said = phrases.split(", ")
    assert [months_of(phrase) for phrase in said] == [months] * len(said)


@pytest.mark.parametrize("heading", ["Turnus", "Périodicité", "Billing cycle", "Cadenza"])
def test_a_column_of_periods_is_known_by_its_heading(heading: str) -> None:
    assert fold(heading) in HEADINGS


def test_a_heading_says_what_its_price_is_for() -> None:
    found = [
        months_of_price(h) for h in ("Prix mensuel HT", "Annual price", "Preis jährlich", "Prix")
    ]
    assert found == [1, 12, 12, 0]
