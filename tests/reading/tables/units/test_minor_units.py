"""Amounts in cents beside the same money formatted."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of

DEALS = "name,status,value,value_shown,date_created,date_won\n"


@pytest.mark.parametrize(
    ("rows", "total", "told"),
    [
        ('A,won,120050,"$1,200.50",2025-01-02,2025-02-03\nB,lost,900,$9,2025-01-02,', 1200.5, True),
        (
            'A,won,430800,"$4,308 annually",2025-01-02,2025-02-03\nB,lost,,,2025-01-02,',
            4308.0,
            True,
        ),
        ('A,won,4308,"$4,308",2025-01-02,2025-02-03\nB,lost,10,$10,2025-01-02,', 4308.0, False),
        ('A,won,4308,"$43",2025-01-02,2025-02-03\nB,lost,10,$77,2025-01-02,', 4308.0, False),
    ],
)
def test_the_formatted_column_tells_the_scale(rows: str, total: float, told: bool) -> None:
    found = reading_of(DEALS + rows + "\n")
    assert found.kind == "deals" and found.deals is not None
    assert found.deals.loc[found.deals["state"] == "won", "amount"].tolist() == [total]
    assert ("minor_units_shown" in {note.code for note in found.notes}) == told


def test_costs_in_cents_count_in_whole_units() -> None:
    text = "date;label;amount;shown\n31/01/2025;Ads;125050;1 250,50 €\n28/02/2025;CRM;900;9,00 €\n"
    assert reading_of(text).total("month") == {"2025-01": 1250.5, "2025-02": 9.0}


def test_two_figures_in_a_cell_tell_nothing() -> None:
    text = "date;label;amount;shown\n31/01/2025;Ads;1250;12 € of 50\n"
    assert reading_of(text, answers={"amount_column": "amount"}).total() == 1250
