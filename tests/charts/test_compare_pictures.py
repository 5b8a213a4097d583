"""The pictures of comparison, allocation and bottleneck: their data and what they draw of it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from roi_model import CostLine, Scenario, project
from roi_model.analysis.bottleneck import STEPS, bottlenecks
from roi_model.analysis.change.compare import Comparison, Part, compare
from roi_model.analysis.search.allocate import allocate, marginal_curves
from roi_model.charts import bottleneck, marginal, side_by_side, utilisation, waterfall
from roi_model.charts.parts.theme import CACHED_SPECS, colours
from roi_model.charts.table import CHARTS
from roi_model.declaration.initiatives import EFFECT_PARAMETERS
from roi_model.declaration.paths import numeric_paths, with_value
from roi_model.formatting.inputs import change_words, path_words, value_words
from roi_model.metrics import CARDS
from roi_model.storage.presets import preset, presets
from roi_model.texts import LANGUAGES, topic

PLAN = preset("inbound-and-outbound").scenario


def better() -> Scenario:
    made = PLAN
    for path, value in {
        "deal_value": 7000.0,
        "channels/Outbound/quote_to_customer": 0.2,
        "market": 1.1,
    }.items():
        made = with_value(made, path, value)
    return made


COMPARED = compare(PLAN, better(), "npv")
SHARED = allocate(PLAN, 9000)
PICTURES: dict[str, tuple[Callable[..., dict[str, Any]], dict[str, Any], pd.DataFrame]] = {
    "waterfall": (
        waterfall.spec,
        {"kind": "money"},
        waterfall.frame(COMPARED, ("A", "B"), "EUR", "en"),
    ),
    "waterfall of a rate": (
        waterfall.spec,
        {"kind": "percent"},
        waterfall.frame(compare(PLAN, better(), "roi"), ("A", "B"), "EUR", "en"),
    ),
    "side_by_side": (
        side_by_side.spec,
        {"horizon": 36, "start": "2026-05"},
        side_by_side.frame({"A": project(PLAN), "B": project(better())}),
    ),
    "bottleneck": (
        bottleneck.spec,
        {"move": "point"},
        bottleneck.frame(bottlenecks(PLAN), PLAN, "EUR", "en", move="point"),
    ),
    "utilisation": (
        utilisation.spec,
        {"horizon": 36, "start": "2026-05"},
        utilisation.frame(project(PLAN).utilisation),
    ),
    "marginal": (marginal.spec, {}, marginal.frame(marginal_curves(PLAN, 9000), SHARED)),
}


def parts(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value)


def every(test: Callable[..., None]) -> Callable[..., None]:
    marked = pytest.mark.parametrize("name", PICTURES)(test)
    marked = pytest.mark.parametrize("lang", LANGUAGES)(marked)
    return pytest.mark.parametrize("theme", ("light", "dark"))(marked)


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


# Why A became B -------------------------------------------------------------------------------


def test_bars_lead_from_one_figure_to_the_other() -> None:
    frame = waterfall.frame(COMPARED, ("Before", "After"), "EUR", "en")
    assert frame["row_kind"].tolist() == ["end", "part", "part", "part", "end"]
    assert frame["name"].tolist()[0] == "Before" and frame["name"].tolist()[-1] == "After"
    assert frame["value"].iloc[0] == COMPARED.a and frame["value"].iloc[-1] == COMPARED.b
    bars = frame[frame["row_kind"] == "part"]
    np.testing.assert_allclose(bars["end"] - bars["start"], bars["value"], rtol=1e-9)
    assert bars["start"].iloc[0] == COMPARED.a
    assert bars["end"].iloc[-1] == pytest.approx(COMPARED.b, rel=1e-12)
    assert bars["start"].tolist()[1:] == bars["end"].tolist()[:-1]
    by_name = bars.set_index("name")
    assert by_name.loc["Deal value", "good"] == 1
    assert by_name.loc["Outbound · Quote → customer", "good"] == -1
    told = by_name.loc["Outbound · Quote → customer", ["before", "after"]]
    assert told.tolist() == ["26%", "20%"]
    assert by_name.loc["Deal value", "before"] == "€6,000"


def test_what_raises_a_cost_is_bad() -> None:
    dearer = dataclasses.replace(
        PLAN, costs=(*PLAN.costs, CostLine(name="Fair", amount=9000, every="once"))
    )
    frame = waterfall.frame(compare(PLAN, dearer, "cac"), ("A", "B"), "EUR", "fr")
    row = frame.iloc[1]
    assert row["value"] > 0 and row["good"] == -1
    assert row["name"] == "Fair\N{NO-BREAK SPACE}: ajouté"


def test_the_smallest_changes_are_one_bar() -> None:
    parts_ = tuple(
        Part(f"channels/C{n}/contacts", 1.0, 2.0, contribution)
        for n, contribution in enumerate((50.0, -30.0, 20.0, 5.0, 3.0, 0.0))
    )
    found = Comparison("npv", 0.0, 48.0, 48.0, parts_)
    frame = waterfall.frame(found, ("A", "B"), "EUR", "en", most=3)
    assert frame["value"].tolist() == [0.0, 50.0, -30.0, 28.0, 48.0]
    assert frame["name"].iloc[3] == "3 other changes"
    assert len(waterfall.frame(found, ("A", "B"), "EUR", "en")) == 7  # the part of 0 has no bar


def test_a_figure_that_does_not_exist_has_no_bars() -> None:
    poor = with_value(PLAN, "deal_value", 1.0)
    frame = waterfall.frame(compare(PLAN, poor, "payback_month"), ("A", "B"), "EUR", "en")
    assert frame["name"].tolist() == ["A"]


@pytest.mark.parametrize("metric", CARDS)
def test_every_kind_of_metric_can_be_drawn(metric: str) -> None:
    spec = waterfall.spec("fr", "EUR", "light", kind=CARDS[metric].unit)
    alt.LayerChart.from_dict(spec)


# Side by side ---------------------------------------------------------------------------------


def test_each_scenario_keeps_its_horizon() -> None:
    short = project(with_value(PLAN, "horizon_months", 14))
    frame = side_by_side.frame({"Long": project(PLAN), "Short": short})
    assert frame.groupby("scenario")["month"].max().to_dict() == {"Long": 36, "Short": 14}
    assert frame.groupby("scenario")["position"].unique().map(list).to_dict() == {
        "Long": [0],
        "Short": [1],
    }
    np.testing.assert_array_equal(
        frame.loc[frame["scenario"] == "Short", "cumulative_cash"], short.monthly["cumulative_cash"]
    )
    assert side_by_side.frame({}).empty
    with pytest.raises(ValueError, match="at most 6"):
        side_by_side.frame(dict.fromkeys("ABCDEFG", short))


def test_lines_differ_by_colour_and_by_dash() -> None:
    spec = side_by_side.spec("en", "EUR", "light", horizon=36)
    line = next(layer for layer in spec["layer"] if "strokeDash" in layer["encoding"])
    for channel in ("color", "strokeDash"):
        shown = line["encoding"][channel]["scale"]["range"]
        assert len({str(look) for look in shown}) == side_by_side.MOST


# The bottleneck -------------------------------------------------------------------------------


def test_the_largest_gain_first_and_what_is_reached() -> None:
    found = bottlenecks(PLAN)
    frame = bottleneck.frame(found, PLAN, "EUR", "en", move="point", most=3)
    assert len(frame) == 3 and frame["gain"].is_monotonic_decreasing
    gains = sorted((row.point.gross_profit for row in found if row.point is not None), reverse=True)
    np.testing.assert_allclose(frame["gain"], gains[:3], rtol=1e-12)
    np.testing.assert_allclose(frame["reached"], np.cumsum(gains)[:3] / sum(gains), rtol=1e-12)
    assert frame.iloc[0][["name", "action", "value", "to"]].tolist() == [
        "Outbound · Contact → lead", "targeting", "5%", "6%",
    ]  # fmt: skip
    costs = bottleneck.frame(found, PLAN, "EUR", "en", measure="net_gain", most=99)
    assert "Outbound · Cost per meeting" in costs["name"].tolist()
    assert (
        "Outbound · Cost per meeting"
        not in bottleneck.frame(found, PLAN, "EUR", "en")["name"].tolist()
    )
    assert bottleneck.frame([], PLAN, "EUR", "en").empty


def test_every_kind_of_action_has_words() -> None:
    for lang in LANGUAGES:
        assert set(topic("compare", lang)["bottleneck"]["action"]) == {a for _, a, _ in STEPS}


# Marginal returns -----------------------------------------------------------------------------


def test_a_point_marks_each_budget() -> None:
    frame = marginal.frame(marginal_curves(PLAN, 9000, points=31), SHARED)
    chosen = frame.dropna(subset=["chosen"]).set_index("channel")
    assert chosen["monthly_cost"].to_dict() == SHARED.monthly_cost
    assert chosen["chosen"].to_dict() == SHARED.marginal
    assert frame["marginal"].max() <= marginal.CEILING * max(1, *SHARED.marginal.values())  # type: ignore[arg-type]
    plain = marginal.frame(marginal_curves(PLAN, 9000, points=31))
    assert plain["chosen"].isna().all() and len(plain) == 62
    assert marginal.frame([]).empty


# Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_every_input_has_words(slug: str, lang: str) -> None:
    scenario = preset(slug).scenario
    words = {path: path_words(path, lang) for path in numeric_paths(scenario)}
    assert all(words.values())
    assert len(set(words.values())) == len(words)  # no two inputs are called the same


@pytest.mark.parametrize("parameter", EFFECT_PARAMETERS)
def test_effects_have_words(parameter: str) -> None:
    told = path_words(f"initiatives/Pitch/effects/{parameter}/Ads/factor", "fr")
    assert told.startswith("Pitch · ") and told.endswith(" · Ads") and len(told) > 16
    added = change_words(f"initiatives/Pitch/effects/{parameter}", None, parameter, "en")
    assert added.endswith(": added")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("deal_value", 1234.5, "€1,234.50"),
        ("retention", 0.85, "85%"),
        ("channels/Ads/end_month", None, "default"),
        ("enforce_capacity", True, "yes"),
        ("team/SDR/fte", 1.5, "1.5"),
        ("costs/CRM", {"every": "once", "amount": 3}, "once · 3"),
        ("channels/Ads", "Ads", "Ads"),
        ("seasonality", [1.0, 2.0], "1 · 2"),
        ("initiatives/Pitch/effects/deal_value/factor", 1.2, "1.2"),
    ],
)
def test_values_in_words(path: str, value: Any, words: str) -> None:
    assert value_words(path, value, "EUR", "en") == words


def test_changes_in_words() -> None:
    assert change_words("costs/CRM", "CRM", None, "en") == "CRM: removed"
    assert change_words("channels/Ads", "Ads", "Search", "en") == "Ads becomes Search"
    assert change_words("costs/CRM", {"every": "once"}, {"every": "month"}, "en") == "CRM: changed"
    assert change_words("seasonality", None, [1.0] * 12, "en") == "Seasonality"
    assert path_words("seasonality/7", "en") == "Seasonality, month 7"


def test_what_is_beyond_the_teams_hours_stands_above_the_line() -> None:
    drawn = utilisation.frame([np.nan, 0.4, 1.0, 2.5])
    assert drawn["within"].tolist()[1:] == [0.4, 1.0, 1.0]
    assert drawn["beyond"].tolist()[3] == 2.5
    assert drawn["beyond"].isna().tolist() == [True, True, True, False]
    assert np.isnan(drawn["within"][0])  # nobody there: no bar, not an empty one
