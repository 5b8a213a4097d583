"""The pictures of risk and drivers: their data, what they draw of it, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from roi_model.analysis.risk.sensitivity import Index, Swing
from roi_model.analysis.search.flips import Flip
from roi_model.charts import cash
from roi_model.charts.parts.theme import CACHED_SPECS, colours
from roi_model.charts.parts.words import Words
from roi_model.charts.risk import band, distribution, flip_table, payback_chance, sobol, tornado
from roi_model.metrics import CARDS
from roi_model.projection import project
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import text

SWINGS = [
    Swing("deal_value", 4000.0, 6000.0, None, 1.5),
    Swing("channels/A/contacts", 900.0, 1100.0, 0.2, 0.9),
    Swing("cycle_months", 2.0, 4.0, 0.8, 0.5),
]
INDICES = [Index("a", 0.2, 0.3), Index("b", -0.01, 0.7), Index("c", None, None)]
CHANCE = [0.0, 0.0, 0.25, 0.75]


@dataclass(frozen=True)
class Picture:
    """A picture with its data, as a page would draw it."""

    spec: Callable[..., dict[str, Any]]
    shape: dict[str, Any]
    frame: pd.DataFrame
    words: Words
    author: Any


PICTURES = {
    "tornado": Picture(tornado.spec, {}, tornado.frame(0.7, SWINGS), tornado.WORDS, tornado.spec),
    "tornado_money": Picture(
        tornado.spec, {"metric": "npv"}, tornado.frame(9e4, SWINGS), tornado.WORDS, tornado.spec
    ),
    "sobol": Picture(sobol.spec, {}, sobol.frame(INDICES), sobol.WORDS, sobol.spec),
    "distribution": Picture(
        distribution.spec,
        {},
        distribution.frame([-1.0, 0.5, 2.0], 0.4),
        distribution.WORDS,
        distribution.spec,
    ),
    "payback": Picture(
        payback_chance.spec,
        {"horizon": 3},
        payback_chance.frame(CHANCE),
        payback_chance.WORDS,
        payback_chance._authored,
    ),
    "payback_calendar": Picture(
        payback_chance.spec,
        {"horizon": 3, "start": "2026-11"},
        payback_chance.frame(CHANCE),
        payback_chance.WORDS,
        payback_chance._authored,
    ),
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
    """Run a test for every picture, language and theme."""
    marked = pytest.mark.parametrize("name", PICTURES)(test)
    marked = pytest.mark.parametrize("lang", ("fr", "en"))(marked)
    return pytest.mark.parametrize("theme", ("light", "dark"))(marked)


def made(name: str, lang: str, theme: str) -> dict[str, Any]:
    picture = PICTURES[name]
    return picture.spec(lang, "EUR", theme, **picture.shape)


@every
def test_a_specification_says_what_it_is_and_holds_no_data(
    name: str, lang: str, theme: str
) -> None:
    spec = made(name, lang, theme)
    assert spec["title"]["text"] == PICTURES[name].words.title(lang)
    assert spec["description"] == PICTURES[name].words.description(lang)
    assert spec["config"]["background"] == colours(theme).background  # type: ignore[arg-type]
    for part in parts(spec):
        assert "datasets" not in part and "data" not in part
    tooltips = [part["tooltip"] for part in parts(spec) if isinstance(part.get("tooltip"), list)]
    assert tooltips and all(entry["title"] for tooltip in tooltips for entry in tooltip)


@every
def test_every_field_drawn_is_in_the_frame_or_computed_from_it(
    name: str, lang: str, theme: str
) -> None:
    spec = made(name, lang, theme)
    computed = {part["as"] for part in parts(spec) if "calculate" in part}
    known = set(PICTURES[name].frame.columns) | computed
    drawn = {part["field"] for part in parts(spec) if "field" in part}
    read = set(re.findall(r"datum\.([a-z_][a-z_0-9]*)", json.dumps(spec)))
    assert drawn and drawn <= known
    assert read - {"value", "label"} <= known


@pytest.mark.parametrize("name", PICTURES)
def test_a_specification_is_valid(name: str) -> None:
    alt.LayerChart.from_dict(made(name, "fr", "light"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_authored_once_for_each_language(name: str) -> None:
    first = made(name, "fr", "light")
    author = PICTURES[name].author
    before = author.cache_info()
    assert before.maxsize == CACHED_SPECS
    made(name, "fr", "light")
    assert author.cache_info().misses == before.misses
    assert made(name, "en", "light")["title"] != first["title"]


@pytest.mark.parametrize("metric", CARDS)
def test_every_metric_can_be_drawn(metric: str) -> None:
    for author in (tornado.spec, distribution.spec):
        alt.LayerChart.from_dict(author("fr", "EUR", "dark", metric=metric))


# What the frames hold -------------------------------------------------------------------------


def test_the_band_is_added_to_a_line_that_stays_as_it_is() -> None:
    case = scenario_from_dict({"name": "Case", "channels": [{"name": "A"}]})
    line = cash.frame(project(case))
    edges = {"p10": np.arange(37.0), "p50": np.zeros(37), "p90": np.arange(37.0) + 5}
    with_band = band.added(line, edges)
    assert line[["p10", "p90"]].isna().all(axis=None)
    np.testing.assert_array_equal(with_band["p90"] - with_band["p10"], 5.0)
    pd.testing.assert_frame_equal(
        with_band.drop(columns=["p10", "p90"]), line.drop(columns=["p10", "p90"])
    )
    picture = cash.spec("fr", "EUR", "light", horizon=36, band=True)
    drawn = [part["field"] for part in parts(picture) if "field" in part]
    assert {"p10", "p90"} <= set(drawn)


def test_a_band_shorter_than_the_line_ends_early() -> None:
    made = band.added(pd.DataFrame({"month": range(5)}), {"p10": [1.0, 2.0], "p90": [3.0, 4.0]})
    assert made["p90"].tolist()[:2] == [3.0, 4.0] and made["p90"][2:].isna().all()


def test_the_tornado_keeps_the_order_and_names_its_inputs() -> None:
    found = tornado.frame(0.7, SWINGS, {"deal_value": "Panier moyen"}, most=2)
    assert found["name"].tolist() == ["Panier moyen", "channels/A/contacts"]
    assert found["position"].tolist() == [0, 1]
    assert np.isnan(found["at_low"][0]) and found["at_high"][0] == 1.5
    assert (found["base"] == 0.7).all()
    assert tornado.frame(None, SWINGS)["base"].isna().all()
    assert tornado.frame(0.7, []).empty


def test_bars_of_the_tornado_go_from_the_case_to_each_end() -> None:
    bars = [
        layer["encoding"]
        for layer in made("tornado", "fr", "light")["layer"]
        if layer["encoding"].get("x", {}).get("field") in ("at_low", "at_high")
    ]
    assert [bar["x2"]["field"] for bar in bars] == ["base", "base"]


def test_indices_are_sorted_and_undefined_ones_left_out() -> None:
    found = sobol.frame(INDICES)
    assert found["name"].tolist() == ["b", "a"]
    assert found["first"].tolist() == [0.0, 0.2]
    assert sobol.frame([INDICES[2]]).empty


def test_bars_of_the_distribution_meet_at_break_even_and_hold_every_draw() -> None:
    values = np.append(np.random.default_rng(1).normal(0.3, 0.5, size=5000), [40.0, np.nan])
    found = distribution.frame(values, 0.25, bars=30)
    assert found["share"].sum() == pytest.approx(1.0)
    assert 0.0 in np.round(found["low"], 12).tolist()
    assert ((found["low"] >= -1e-12) == (found["reached"] == 1)).all()
    above = found.loc[found["reached"] == 1, "share"].sum()
    assert above == pytest.approx(np.mean(values[:-1] >= 0), abs=1e-12)
    assert found["base"].dropna().tolist() == [0.25]
    assert found["high"].max() < 3  # one far draw does not squeeze the picture
    np.testing.assert_allclose(found["high"][:-1], found["low"][1:])


@pytest.mark.parametrize("values", [[0.0], [1.0, 1.0], [-5e6] * 3, [np.nan], []])
def test_a_distribution_of_one_value_or_none(values: list[float]) -> None:
    found = distribution.frame(values)
    assert list(found.columns) == list(distribution.COLUMNS)
    known = np.isfinite(values).any() if values else False
    assert found["share"].sum() == (1.0 if known else 0.0)
    assert found["share"].gt(0).sum() == (1 if known else 0)


def test_what_is_missing_to_all_is_never() -> None:
    found = payback_chance.frame(CHANCE)
    assert found["chance"].tolist() == CHANCE
    assert found["never"].dropna().to_dict() == {3: 0.25}


def test_flip_points_come_nearest_first() -> None:
    flips = [
        Flip("a", 100.0, None, "none_in_range"),
        Flip("b", 100.0, 50.0, None),
        Flip("c", 0.0, 7.0, None),
        Flip("d", 2.0, 2.2, None),
    ]
    found = flip_table.frame(flips, {"d": "Délai"})
    assert found["path"].tolist() == ["d", "b", "c", "a"]
    assert found["name"][0] == "Délai"
    assert found["share"].tolist()[:2] == pytest.approx([0.1, -0.5])
    assert found["change"].tolist()[:3] == pytest.approx([0.2, -50.0, 7.0])
    assert found["reason"].tolist() == ["", "", "", "none_in_range"]
    assert flip_table.frame([]).empty


def test_every_reason_and_kind_has_words() -> None:
    from roi_model.analysis.risk.spreads import LAWS

    for lang in ("fr", "en"):
        for reason in ("none_in_range", "no_break_even", "unreachable"):
            assert text(f"risk.reason.{reason}", lang)
        for kind in LAWS:
            assert text(f"risk.kind.{kind}", lang)
