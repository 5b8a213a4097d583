"""Bars from zero: their rows, and what is solid."""

from __future__ import annotations

import math

import pytest

from roi_model.charts import bars
from roi_model.charts.parts.theme import colours
from roi_model.texts import LANGUAGES
from tests.charts.compared import PICTURES
from tests.charts.drawn import parts

FRAME = PICTURES["bars"][2]


def test_a_row_a_bar_in_the_order_given() -> None:
    assert FRAME["name"].tolist() == ["Ads", "Loyalty", "Unknown"]
    assert FRAME["position"].tolist() == [0, 1, 2]
    assert FRAME["solid"].tolist() == [1, 0, 1]
    assert FRAME["second"][0] == 4_000.0
    assert math.isnan(FRAME["value"][2]) and math.isnan(FRAME["second"][1])


@pytest.mark.parametrize("what", bars.WORDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_bars_begin_at_zero_and_what_is_undefined_has_none(what: bars.What, lang: str) -> None:
    spec = bars.spec(lang, "EUR", "light", what=what)
    scales = [part["scale"] for part in parts(spec) if part.get("field") == "value"]
    assert scales and all(scale["zero"] for scale in scales)
    assert "isValid(datum.value)" in [part.get("filter") for part in parts(spec)]


def test_a_title_of_its_own_and_tones_by_name() -> None:
    spec = bars.spec("en", "EUR", "dark", what="cases", title="Net gain")
    assert spec["title"]["text"] == "Net gain"
    [tones] = [p["scale"] for p in parts(spec) if p.get("field") == "tone"]
    c = colours("dark")
    assert dict(zip(tones["domain"], tones["range"], strict=True)) == {
        "better": c.good, "worse": c.bad, "": c.muted,
    }  # fmt: skip
