"""The forecast: dots where known, dashes after."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from roi_model.charts.actuals import forecast
from roi_model.charts.parts.theme import Spec, Theme, colours
from tests.charts.drawn import THEMES


def test_the_forecast_has_dots_where_known_and_dashes_after() -> None:
    frame = forecast.frame([0.0, -5.0, -2.0, 4.0], [0.0, -8.0, -6.0, -2.0, 2.0], 2)
    assert frame["plan"].tolist()[:4] == [0, -5, -2, 4] and np.isnan(frame["plan"][4])
    assert frame["actual"].dropna().to_dict() == {1: -8.0, 2: -6.0}
    assert frame["forecast"].dropna().to_dict() == {2: -6.0, 3: -2.0, 4: 2.0}
    assert frame["payback_month"].dropna().to_dict() == {0: 3.5}
    assert frame["never_pays_back"].dropna().to_dict() == {0: 0.0}
    assert frame["low"].isna().all() and frame["high"].isna().all()
    ends = ([0.0, -8.0, -6.0, -4.0, -1.0], [0.0, -8.0, -6.0, 1.0, 5.0])
    banded = forecast.frame([0.0, -5.0], [0.0, -8.0, -6.0, -2.0, 2.0], 2, ends)
    assert banded["low"].dropna().to_dict() == {2: -6.0, 3: -4.0, 4: -1.0}
    assert banded["high"].dropna().to_dict() == {2: -6.0, 3: 1.0, 4: 5.0}
    never = forecast.frame([0.0, -1.0], [0.0, -1.0], 0)
    assert never["payback_month"].isna().all() and never["never_pays_back"][0] == 1
    assert never["actual"].isna().all() and never["forecast"].tolist() == [0.0, -1.0]


def marks(made: Spec) -> list[tuple[str, Any]]:
    """Series and look of each layer that draws one."""
    return [
        (layer["encoding"]["y"]["field"], layer["mark"])
        for layer in made["layer"]
        if "field" in layer["encoding"].get("y", {}) and isinstance(layer["mark"], dict)
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_what_happened_is_solid_with_dots_and_what_is_expected_dashed(theme: Theme) -> None:
    c = colours(theme)
    drawn = marks(forecast.spec("fr", "EUR", theme, horizon=12))
    lines = {field: mark for field, mark in drawn if mark["type"] == "line"}
    assert lines.keys() == {"plan", "actual", "forecast"}
    assert "strokeDash" not in lines["actual"] and lines["forecast"]["strokeDash"] == [5, 4]
    assert lines["actual"]["color"] == lines["forecast"]["color"] == c.actual
    assert lines["plan"]["color"] == c.case
    assert lines["plan"]["strokeWidth"] < lines["actual"]["strokeWidth"]  # dots are the subject
    [dots] = [mark for field, mark in drawn if mark["type"] == "point" and field == "actual"]
    assert dots["filled"]


@pytest.mark.parametrize("band", [False, True])
def test_lines_and_band_are_named_where_they_end_and_there_is_no_key(band: bool) -> None:
    made = forecast.spec("en", "EUR", "light", horizon=12, band=band)
    named = {field for field, mark in marks(made) if mark["type"] == "text"}
    assert named == {"plan", "forecast", "actual"} | ({"high"} if band else set())
    assert "legend" not in str([layer["encoding"] for layer in made["layer"]])


@pytest.mark.parametrize("theme", THEMES)
def test_the_band_lies_behind(theme: Theme) -> None:
    made = forecast.spec("en", "EUR", theme, horizon=12, band=True)
    behind = made["layer"][0]
    assert behind["mark"]["type"] == "area"
    assert behind["encoding"]["y"]["field"] == "low" and behind["encoding"]["y2"]["field"] == "high"
    assert behind["mark"]["color"] == colours(theme).actual  # of the same hue, and pale
    assert behind["mark"]["opacity"] < 0.3
    plain = forecast.spec("en", "EUR", theme, horizon=12)
    assert all(layer["mark"]["type"] != "area" for layer in plain["layer"] if "mark" in layer)


def test_a_long_plan_does_not_squeeze_what_happened() -> None:
    """Ten years with three months known: three years are drawn; where the money comes back later,
    up to half a year after that.
    """
    for back, shown in ((12, 36), (60, 66), (118, 120)):
        cash = np.where(np.arange(121) < back, -1.0, 1.0)
        assert forecast.months_shown(forecast.frame(cash.tolist(), cash.tolist(), 3)) == shown
    assert forecast.months_shown(forecast.frame([0.0] * 25, [-1.0] * 25, 3)) == 24
