"""Months down and years across are read as costs of each month of each year."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

TEXT = (
    "{month};{said}2023;{said}2024;Abweichung\nJanuar;100,50;200,00;99,50\n"
    "Februar;50,00;;-50,00\nSumme;150,50;200,00;49,50\n"
)


@pytest.mark.parametrize("said", ["Ist ", "", "Kosten "])
def test_each_cell_is_a_cost_of_its_month_and_year(said: str) -> None:
    reading = reading_of(TEXT.format(month="Monat", said=said))
    assert (reading.kind, reading.blocked) == ("costs", False)
    assert reading.total("month") == {"2023-01": 100.5, "2023-02": 50.0, "2024-01": 200.0}
    (aside,) = [note for note in reading.notes if note.code == "columns_aside"]
    assert aside.values["columns"] == "Abweichung"


@pytest.mark.parametrize("said", ["Budget ", "Umsatz "])
def test_plans_and_sales_are_no_costs(said: str) -> None:
    reading = reading_of(TEXT.format(month="Monat", said=said))
    assert reading.refused is not None or reading.blocked


def test_a_year_of_plans_beside_one_of_costs_is_not_added_to_it() -> None:
    reading = reading_of(TEXT.format(month="Monat", said="Ist ").replace("Ist 2024", "Plan 2024"))
    assert reading.refused is not None or reading.blocked
