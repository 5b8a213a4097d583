"""Rows of a wide table that are sums, parts or no money of their own."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

TABLE = "Poste;janv. 2026;févr. 2026\nCRM;100;100\nAds;50;60\nTotal général;150;160\n"


@pytest.mark.parametrize(
    "row",
    ["Nb de rdv;3;4", "Coût par rdv;50;40", "CA signé;1000;2000", "Budget;200;200",
     "Écart;50;40"],
)  # fmt: skip
def test_what_stands_below_the_total_of_all_and_is_no_cost_does_not_count(row: str) -> None:
    reading = reading_of(f"{TABLE}{row}\n")
    assert reading.total() == 310
    assert "count_line" in set(reading.rejected["reason"])


def test_what_the_total_takes_in_counts_whatever_it_is_called() -> None:
    text = TABLE.replace("Ads;", "Nombre d'or (agence);")
    assert reading_of(text).total() == 310


@pytest.mark.parametrize("word", ["dont", "of which", "davon"])
def test_a_part_of_the_line_above_counts_once(word: str) -> None:
    text = ("Poste;janv. 2026;févr. 2026\nPublicité;1000;1200\n"
            f"{word} Google;600;700\n{word} Meta;300;300\nCRM;100;100\n")  # fmt: skip
    reading = reading_of(text)
    assert reading.total() == 2400
    assert reading.rejected["reason"].tolist() == ["part_line", "part_line"]


def test_parts_beyond_the_line_above_are_no_parts_of_it() -> None:
    text = "Poste;janv. 2026;févr. 2026\nPublicité;100;100\ndont Google;600;700\n"
    assert reading_of(text).total() == 1500
