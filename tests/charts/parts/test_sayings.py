"""What pictures say: one message each, of the figures drawn, none where they have none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from roi_model.charts import bars, waterfall
from roi_model.charts.bars import Bar
from roi_model.charts.parts import sayings
from roi_model.charts.parts.theme import SAYS, says
from roi_model.texts import topic

EMPTY = pd.DataFrame({"value": []})


def test_the_funnel_says_how_many_customers_contacts_make() -> None:
    assert sayings.funnel([800.0, 80.0, 4.0], "en") == "800 contacts make 4 customers"
    assert sayings.funnel([0.0, 0.0], "en") is None


def test_costs_say_the_largest_and_its_share() -> None:
    said = sayings.costs(["people", "tools"], [3000.0, 1000.0], "EUR", "fr")
    assert said is not None and said.startswith("Personnel") and "75" in said and "4" in said
    assert sayings.costs([], [], "EUR", "fr") is None


@pytest.mark.parametrize(
    ("profit", "cash", "wanted"),
    [
        (
            [0, -1, 1],
            [0, -1, 1],
            "In profit from month 2 on, more cash in than out from month 2 on",
        ),
        ([0, 1, 1], [0, -1, -1], "In profit from month 1 on; never more cash in than out"),
        ([0, -1, np.nan], [0, 1, 1], "No month is in profit"),
    ],
)
def test_the_first_month_in_profit_and_the_first_with_cash(
    profit: list[float], cash: list[float], wanted: str
) -> None:
    assert sayings.monthly(profit, cash, "en", None).replace("\u00a0", " ") == wanted


@pytest.mark.parametrize(
    ("by_month", "wanted"),
    [
        ([0, 0.5, 0.9], "Half of the draws have it back by month 1, 8 in 10 by month 2"),
        ([0, 0.2, 0.6], "Half of the draws have it back by month 2; 40% never do"),
        ([0, 0.1, 0.3], "70% of the draws never have it back within the horizon"),
    ],
)
def test_by_when_draws_are_paid_back(by_month: list[float], wanted: str) -> None:
    assert sayings.paid_back(by_month, "en", None).replace("\u00a0", " ") == wanted


def test_a_spread_says_what_is_below_and_the_middle() -> None:
    said = sayings.spread("roi", 0.18, 0.537, "EUR", "en")
    assert said == "18% of the draws lose; half return less than 53.7%"
    assert sayings.spread("roi", 0.18, None, "EUR", "en") is None


def test_the_driver_goes_from_the_lower_result_to_the_higher() -> None:
    """A cost at its P10 gives the higher one."""
    swings = pd.DataFrame({"name": ["Salary", "Fee"], "at_low": [0.5, 0.2], "at_high": [0.1, 0.2]})
    said = sayings.driver(swings, "roi", "EUR", "en")
    assert said is not None and said.startswith("Salary") and said.index("10%") < said.index("50%")
    assert sayings.driver(swings.iloc[:0], "roi", "EUR", "en") is None
    assert sayings.driver(swings.assign(at_low=np.nan), "roi", "EUR", "en") is None


def test_who_explains_the_uncertainty() -> None:
    indices = pd.DataFrame({"name": ["Rate"], "total": [0.304]})
    assert sayings.explains(indices, "en") == "Rate explains 30% of the uncertainty"
    assert sayings.explains(indices.iloc[:0], "en") is None


def cells(reached: set[tuple[int, int]], now: tuple[int, int] | None) -> pd.DataFrame:
    """A map of three by three; values are named by their step."""
    return pd.DataFrame(
        [
            (i, j, f"a{i}", f"b{j}", 0.5, float((i, j) in reached), float((i, j) == now))
            for i in range(3)
            for j in range(3)
        ],
        columns=["across", "up", "across_words", "up_words", "chance", "reached", "present"],
    )


@pytest.mark.parametrize(
    ("reached", "wanted"),
    [
        ({(1, 1), (2, 0)}, "A a1 and B b1 are enough together"),  # as near, and more even
        ({(2, 2), (0, 2)}, "One of the two is enough: B b2"),
        ({(0, 0)}, "The plan is enough as it is: 50%"),
        (set(), "Even together they are not enough"),
    ],
)
def test_the_nearest_pair_that_is_enough(reached: set[tuple[int, int]], wanted: str) -> None:
    assert sayings.pair(cells(reached, (0, 0)), "A", "B", "en") == wanted


def test_a_map_without_the_plan_says_nothing() -> None:
    assert sayings.pair(cells({(1, 1)}, None), "A", "B", "en") is None


def test_who_has_the_money_back_first() -> None:
    said = sayings.first_back({"Plan": 12.2, "Other": 8.9, "Never": None}, "en")
    assert said.replace("\u00a0", " ") == "Other has its money back first: ≈ 9 months"
    assert sayings.first_back({"Plan": None}, "en") == "None has its money back within its horizon"


def test_who_is_ahead_follows_the_metric() -> None:
    frame = bars.frame([Bar("A", 1.0, "€1"), Bar("B", 2.0, "€2"), Bar("C", None, "–")])
    assert sayings.ahead(frame, "higher", "en") == "B is ahead: €2"
    assert sayings.ahead(frame, "lower", "en") == "A is ahead: €1"
    assert sayings.ahead(frame, None, "en") is None
    assert sayings.ahead(frame.iloc[:1], "higher", "en") is None


def test_the_lever_that_adds_most_if_one_does() -> None:
    frame = bars.frame([Bar("A", 5.0, "+€5"), Bar("B", -2.0, "−€2")])
    assert sayings.lever(frame, "en") == "A adds the most: +€5"
    assert sayings.lever(frame.iloc[1:], "en") == "No lever adds to the gain"
    assert sayings.lever(frame.iloc[:0], "en") is None


def test_the_part_that_weighs_most_whatever_its_sign() -> None:
    ends = ("Plan", 10.0), ("Actual", 7.0)
    steps = waterfall.steps(ends, [("Price", 2.0, "", ""), ("Volume", -5.0, "", "")])
    said = sayings.part(steps, lambda value: f"{value:+.0f}", "en")
    assert said == "Volume weighs the most: -5"
    assert sayings.part(waterfall.steps(ends, []), str, "en") is None


def test_the_sentence_travels_in_the_first_row() -> None:
    assert says({"a": [1, 2]}, "So") == {"a": [1, 2], SAYS: ["So", None]}
    assert says(pd.DataFrame({"a": [1, 2]}), "So")[SAYS].tolist()[0] == "So"
    assert SAYS not in says({"a": [1, 2]}, None)


def test_both_languages_say_the_same_things() -> None:
    assert set(topic("charts", "fr")["says"]) == set(topic("charts", "en")["says"])
