"""Cumulative cash: the line, where it is lowest, when it comes back."""

from __future__ import annotations

import altair as alt
import numpy as np

from roi_model.charts import cash, guess
from roi_model.projection import Projection, project
from tests.charts.drawn import HORIZON, scenario


def test_another_horizon_is_not_another_picture() -> None:
    short = cash.spec("fr", "EUR", "light", horizon=12)
    before = cash._authored.cache_info().misses
    long = cash.spec("fr", "EUR", "light", horizon=84)
    assert cash._authored.cache_info().misses == before
    values = {param["name"]: param["value"] for param in long["params"]}
    assert (values["horizon"], values["month_ticks"]) == (84, list(range(0, 85, 12)))
    assert {**long, "params": None} == {**short, "params": None}


def test_cash_holds_the_series_and_its_marks(case: Projection, before: Projection) -> None:
    frame = cash.frame(case, before, actual={0: -10.0, 2: -30.0, 99: 1.0})
    assert list(frame.columns) == list(cash.COLUMNS)
    assert frame["month"].tolist() == list(range(31))
    np.testing.assert_array_equal(
        frame["cumulative_cash"][: HORIZON + 1], case.monthly["cumulative_cash"]
    )
    assert frame["cumulative_cash"][HORIZON + 1 :].isna().all()
    np.testing.assert_array_equal(
        frame["baseline_cumulative_cash"], before.monthly["cumulative_cash"]
    )
    payback, trough = case.metrics["payback_month"].value, case.metrics["cash_trough"].value
    assert payback is not None
    assert trough is not None
    assert frame["payback_month"].dropna().tolist() == [payback]
    assert frame["trough"].dropna().tolist() == [trough]
    assert frame["trough"].first_valid_index() == case.metrics["cash_trough_month"].value
    assert frame["never_pays_back"].dropna().tolist() == [0.0]
    assert frame["actual"].dropna().to_dict() == {0: -10.0, 2: -30.0}
    assert frame[["p10", "p90"]].isna().all(axis=None)


def test_cash_that_never_comes_back_says_so() -> None:
    frame = cash.frame(project(scenario(deal_value=10)))
    assert frame["payback_month"].isna().all()
    assert frame["never_pays_back"].dropna().tolist() == [1.0]
    assert frame["baseline_cumulative_cash"].isna().all()


def test_cash_that_is_never_below_zero_has_nothing_to_mark() -> None:
    free = scenario(
        team=[], costs=[], channels=[{"name": "Friends", "meeting_cost": 0}], dso_days=0
    )
    frame = cash.frame(project(free))
    assert frame["payback_month"].isna().all()
    assert frame["trough"].isna().all()
    assert frame["never_pays_back"].dropna().tolist() == [0.0]


def test_the_band_stands_in_its_columns(case: Projection) -> None:
    p10, p90 = np.arange(HORIZON + 1.0), np.arange(HORIZON + 1.0) + 5
    frame = cash.frame(case, band={"p10": p10, "p90": p90})
    np.testing.assert_array_equal(frame["p90"] - frame["p10"], 5.0)


def test_the_month_that_a_room_guessed_stands_on_the_curve() -> None:
    bare = cash.spec("en", "EUR", "light", horizon=24, baseline=False, band=False)
    spec = guess.marked(bare, "light", 9.0, "The room: \u2248 9 months")
    line, words = spec["layer"][-2:]
    assert line["encoding"]["x"]["datum"] == words["encoding"]["x"]["datum"] == 9.0
    assert words["mark"]["text"] == "The room: \u2248 9 months"
    assert len(bare["layer"]) == len(spec["layer"]) - 2, "the cached picture was changed"
    alt.LayerChart.from_dict(spec)
