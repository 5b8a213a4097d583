"""A cell is shown and read as people write."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.elements.lines import PLAN, opened, turned
from tests.ui.panel_driver import cell, edit, enter, grid, shown
from tests.ui.simulate import scenario
from ui.elements import tables


def spaced(written: str) -> str:
    """With plain spaces."""
    return " ".join(written.split())


def test_cells_are_written_as_the_reader_writes_and_empty_ones_show_what_counts() -> None:
    made = opened("channels", "fr")
    calls, ads = shown(made, "channels")
    assert spaced(calls["quote_to_customer"]) == "25 %"
    assert spaced(ads["cycle_months"]) == "2 mois"
    assert calls["cycle_months"] == ""
    assert spaced(cell(made, "channels", 0, "cycle_months")["placeholder"]) == "3 mois"
    assert cell(made, "channels", 0, "end_month")["placeholder"] == "12"
    assert "placeholder" not in cell(made, "channels", 1, "cycle_months")
    for key in tables.LISTS:
        assert not {"None", "nan"} & {
            str(v) for row in shown(turned(made, key), key) for v in row.values()
        }


@pytest.mark.parametrize(
    ("lang", "column", "typed", "value", "written"),
    [
        ("fr", "contact_to_lead", "9,5", 0.095, "9,5 %"),
        ("en", "contact_to_lead", "9,5", 0.095, "9.5%"),
        ("fr", "deal_value", "7 500 €", 7500, "7 500 €"),
        ("fr", "contacts", "7,3k", 7300, "7 300"),
        ("fr", "monthly_cost", "31200/12", 2600, "2 600 €"),
    ],
)
def test_numbers_are_taken_as_people_type_them(
    lang: str, column: str, typed: str, value: float, written: str
) -> None:
    made = enter(opened("channels", lang), "channels", 0, column, typed)
    assert getattr(scenario(made).channels[0], column) == value
    assert spaced(cell(made, "channels", 0, column)["text"]) == written


def test_what_may_be_two_numbers_is_asked_in_the_table() -> None:
    made = enter(opened("channels"), "channels", 0, "monthly_cost", "2.600")
    found = cell(made, "channels", 0, "monthly_cost")
    assert (found["text"], scenario(made).channels[0].monthly_cost) == ("2.600", 0)
    said, value = found["asked"][1]
    assert (said, value) == ("€2,600", 2600)
    line = grid(made, "channels")["lines"][0]["id"]
    edit(made, f"{line}/monthly_cost", "slide", value, "grid-channels")
    assert scenario(made).channels[0].monthly_cost == 2600
    assert "asked" not in cell(made, "channels", 0, "monthly_cost")


@pytest.mark.parametrize(
    ("key", "line", "column", "typed"),
    [
        ("channels", 0, "contacts", "6OO"),
        ("channels", 0, "contact_to_lead", "140"),
        ("channels", 0, "contacts", ""),
        ("channels", 1, "name", "Calls"),
        ("channels", 1, "name", "a/b"),
        ("team", 0, "fte", "-1"),
        ("costs", 0, "start_month", "99"),
    ],
)
def test_what_is_refused_stays_in_its_cell_beside_a_sentence(
    key: str, line: int, column: str, typed: str
) -> None:
    made = enter(opened(key), key, line, column, typed)
    assert scenario(made) == replace(PLAN, currency="EUR")
    found = cell(made, key, line, column)
    assert found["text"] == typed and found["refused"]
    if typed:
        assert typed in found["refused"]
