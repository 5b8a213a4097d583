"""The forecast: dots where known, dashes after."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model.charts.actuals import forecast
from roi_model.charts.parts.theme import colours
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


@pytest.mark.parametrize("theme", THEMES)
def test_the_forecast_is_drawn_as_dots_and_dashes(theme: str) -> None:
    layers = forecast.spec("fr", "EUR", theme, horizon=12)["layer"]
    by_field = {
        layer["encoding"]["y"]["field"]: layer
        for layer in layers
        if "field" in layer["encoding"].get("y", {})
    }
    assert by_field["actual"]["mark"]["type"] == "point" and by_field["actual"]["mark"]["filled"]
    assert by_field["plan"]["mark"]["type"] == by_field["forecast"]["mark"]["type"] == "line"
    scale = by_field["forecast"]["encoding"]["strokeDash"]["scale"]
    dashes = dict(zip(scale["domain"], scale["range"], strict=True))
    assert dashes == {"plan": [1, 0], "actual": [1, 0], "forecast": [5, 4]}
    hues = by_field["plan"]["encoding"]["color"]["scale"]
    shown = dict(zip(hues["domain"], hues["range"], strict=True))
    c = colours(theme)
    assert shown == {"plan": c.case, "actual": c.actual, "forecast": c.actual}


@pytest.mark.parametrize("theme", THEMES)
def test_the_band_lies_behind_and_is_named(theme: str) -> None:
    made = forecast.spec("en", "EUR", theme, horizon=12, band=True)
    behind = made["layer"][0]
    assert behind["mark"]["type"] == "area"
    assert behind["encoding"]["y"]["field"] == "low" and behind["encoding"]["y2"]["field"] == "high"
    hues = behind["encoding"]["color"]["scale"]
    shown = dict(zip(hues["domain"], hues["range"], strict=True))
    assert shown["band"] == colours(theme).actual + "38"  # of the same hue, and pale
    plain = forecast.spec("en", "EUR", theme, horizon=12)
    assert all(layer["mark"]["type"] != "area" for layer in plain["layer"] if "mark" in layer)
