"""The pictures of comparison, allocation and bottleneck: their data and what they draw of it."""

from __future__ import annotations

import json
import re
from typing import Any

import altair as alt
import pytest

from roi_model.charts import bottleneck, marginal, side_by_side, waterfall
from roi_model.charts.parts.theme import CACHED_SPECS, colours
from roi_model.charts.table import CHARTS
from roi_model.texts import LANGUAGES
from tests.charts.compared import PICTURES, every
from tests.charts.drawn import parts


@every
def test_a_picture_draws_its_frame(name: str, lang: str, theme: str) -> None:
    author, shape, frame = PICTURES[name]
    spec = author(lang, "EUR", theme, **shape)
    alt.LayerChart.from_dict(spec)  # raises where Vega-Lite would not read it
    assert not frame.empty
    known = set(frame.columns) | {part["as"] for part in parts(spec) if "calculate" in part}
    drawn = {part["field"] for part in parts(spec) if "field" in part}
    read = set(re.findall(r"datum\.([a-z_][a-z_0-9]*)", json.dumps(spec)))
    assert drawn and drawn <= known
    assert read - {"value", "label"} <= known
    for part in parts(spec):
        assert "datasets" not in part and "data" not in part
    tooltips = [part["tooltip"] for part in parts(spec) if isinstance(part.get("tooltip"), list)]
    assert tooltips and all(entry["title"] for tooltip in tooltips for entry in tooltip)
    words = next(one.words for one in CHARTS.values() if one.spec is author)
    assert spec["title"]["text"] in {one.title(lang) for one in words}
    assert spec["description"] in {one.description(lang) for one in words}
    assert spec["config"]["background"] == colours(theme).background  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PICTURES)
def test_the_two_languages_draw_the_same(name: str) -> None:
    author, shape, _ = PICTURES[name]
    drawn = [
        [part["field"] for part in parts(author(lang, "EUR", "light", **shape)) if "field" in part]
        for lang in LANGUAGES
    ]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize(
    "author", [waterfall.spec, side_by_side._authored, bottleneck.spec, marginal.spec]
)
def test_few_pictures_are_kept(author: Any) -> None:
    assert author.cache_info().maxsize == CACHED_SPECS
