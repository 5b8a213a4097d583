"""Steps by month are typed in lines, or pasted as a row, a column or two of a spreadsheet."""

from __future__ import annotations

import pytest

from roi_model import Scenario, ScenarioError
from roi_model.declaration.card import cards
from roi_model.declaration.steps import Steps
from roi_model.editing import by_month

VALUE, MARKET = cards(Scenario)["deal_value"], cards(Scenario)["market"]
RISING = {"1": 5000.0, "7": 5500.0}


@pytest.mark.parametrize(
    "typed",
    [
        "1: 5000; 7: 5500",
        "1: 5 000 €\n7: 5 500 €",
        "1 = 5000\r\n7 = 5500\r\n",
        "Month\tValue\n1\t5000\n7\t5500",
        "mois 1 : 5000\nmois 7 : 5500",
        "\t".join(["5000"] * 6 + ["5500"] * 6),
        "\n".join(["5000"] * 6 + ["5500"] * 6),
        "7: 5500; 1: 5000",
    ],
)
def test_what_means_the_same(typed: str) -> None:
    assert by_month.read(VALUE, "deal_value", typed, "fr") == RISING


def test_two_values_of_a_row_are_no_month_and_its_value() -> None:
    assert by_month.read(VALUE, "deal_value", "40\t80", "en") == {"1": 40.0, "2": 80.0}


def test_a_percent_is_typed_as_one() -> None:
    assert by_month.read(MARKET, "market", "1: 100 %; 9: 90 %", "fr") == {"1": 1.0, "9": 0.9}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_is_written_is_read(lang: str) -> None:
    steps = Steps.of({1: 12_500.5, 4: 0.0, 13: 1_000_000.0})
    assert (
        by_month.read(VALUE, "deal_value", by_month.written(VALUE, steps, "EUR", lang), lang)
        == steps.as_json()
    )  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "code", "value"),
    [
        ("1: 5000; later 6000", "steps_unreadable", "later 6000"),
        ("1: 5000; 1: 6000", "steps_twice", "1"),
        ("1: much 5", "not_a_number", "much 5"),
        ("", "steps_unreadable", ""),
        ("\t".join(["1000"] * 150), "steps_month", "150"),
    ],
)
def test_what_cannot_be_read_is_named(typed: str, code: str, value: str) -> None:
    with pytest.raises(ScenarioError) as error:
        by_month.read(VALUE, "deal_value", typed, "en")
    found = error.value.problems[0]
    assert (found.code, found.value) == (code, value)
