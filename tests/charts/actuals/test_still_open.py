"""Open deals by month: hollow plan, solid where signed, pale where expected."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from roi_model.charts.actuals import still_open
from roi_model.charts.parts.theme import colours
from tests.actuals.outlook.pipeline import forecast, made
from tests.charts.drawn import THEMES

MONTHS = pd.DataFrame(
    {"plan": [10.0, 10.0, 10.0], "signed": [2.0, 0.0, 0.0], "expected": [6.0, 3.0, 0.1],
     "low": [1.0, 0.0, 0.0], "high": [9.0, 7.0, 0.0]}
)  # fmt: skip


def test_what_is_expected_stands_on_what_is_signed() -> None:
    frame = still_open.frame(MONTHS, 3, [4.0, 4.0])
    assert frame["month"].tolist() == [1, 2, 3]
    assert frame["reached"].tolist() == [8.0, 3.0, 0.1]
    assert frame["low"].tolist() == [3.0, 0.0, 0.0] and frame["high"].tolist() == [11.0, 7.0, 0.0]
    assert frame["pace"].tolist()[:2] == [4.0, 4.0] and np.isnan(frame["pace"][2])
    assert frame["labelled"].tolist() == [True, True, False]
    assert len(still_open.frame(MONTHS, 2, [4.0] * 9)) == 2


def test_as_many_months_as_bring_nearly_all_of_it() -> None:
    def months(expected: list[float]) -> int:
        return still_open.months_shown(pd.DataFrame({"expected": expected}))

    assert months([]) == 0 and months([5.0, 1.0]) == 2
    assert months([5.0, 1.0, *[0.0] * 20]) == 6
    assert months([1.0] * 9 + [0.0] * 20) == 9
    assert months([1.0] * 60) == 18


@pytest.mark.parametrize("theme", THEMES)
def test_plan_expected_and_signed_are_told_apart_without_colour(theme: str) -> None:
    made_ = still_open.spec("fr", "EUR", theme, horizon=9, start="2024-07", pace=True, signed=True)
    bars = [layer for layer in made_["layer"] if layer["mark"]["type"] == "bar"]
    plan, expected, signed = bars
    assert plan["mark"]["filled"] is False and plan["encoding"]["y"]["field"] == "plan"
    assert [bar["encoding"]["y"]["field"] for bar in (expected, signed)] == ["reached", "signed"]
    scale = expected["encoding"]["color"]["scale"]
    shown = dict(zip(scale["domain"], scale["range"], strict=True))
    c = colours(theme)
    assert shown["signed"] == c.actual and shown["reached"] == c.actual + "59"
    assert list(shown) == ["plan", "signed", "reached", "span", "pace"]
    few = still_open.spec("fr", "EUR", theme, horizon=9)
    kinds = [layer["mark"]["type"] for layer in few["layer"]]
    assert "tick" not in kinds and kinds.count("bar") == 2


def test_the_picture_of_a_pipeline_begins_with_the_month_that_runs() -> None:
    day = pd.Timestamp("2024-06-15")
    worth = forecast(made(1, day=day), day=day).open_worth
    assert worth is not None
    goal = worth.goal("won_business", 300_000, 9)
    data, spec = still_open.of_worth(worth, "en", "EUR", "light", goal)
    assert data["pace"].notna().sum() == 4  # June to September
    assert data["signed"][0] > 0 == data["signed"][1]
    assert "2024" in str(spec["transform"]) and len(data) == 6
    customers = worth.goal("customers", 300, 9)
    assert still_open.of_worth(worth, "en", "EUR", "light", customers)[0]["pace"].isna().all()
