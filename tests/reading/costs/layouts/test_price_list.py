"""Prices of licences that are due each month or year are no payments."""

from __future__ import annotations

from tests.reading.read_again import reading_of

LIST = ("Outil;Prix HT;Fréquence;{};Date de début\nNotion;10,00;mensuel;{};15/01/2026\n"
        "Zoom;150,00;annuel;1;20/01/2026\n")  # fmt: skip


def test_a_price_list_is_refused_with_what_would_do() -> None:
    refused = reading_of(LIST.format("Nb licences", 8)).refused
    assert refused is not None and refused.code == "price_list"
    assert "Prix HT, Fréquence, Nb licences" in refused.sentence("fr")


def test_prices_of_a_month_and_of_a_year_are_never_added_in_silence() -> None:
    (question,) = [q for q in reading_of(LIST.format("Nb licences", 1)).questions if q.blocking]
    assert question.about == "spread"
    paid = LIST.format("Note", "x").replace("Prix HT", "Montant HT")
    assert reading_of(paid).total() == 160
