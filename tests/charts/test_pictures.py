"""The pictures: their data, what they draw of it, and that both languages say the same."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from roi_model.charts import cash, costs, funnel, guess, levers, monthly, waterfall
from roi_model.charts.actuals import forecast, history, measured, plan_actual
from roi_model.charts.parts.axes import month_ticks
from roi_model.charts.parts.theme import CACHED_SPECS, colours
from roi_model.charts.parts.words import Words
from roi_model.declaration.scenario import CATEGORIES, Scenario
from roi_model.projection import Projection, project
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import text

LANGUAGES = ("fr", "en")
THEMES = ("light", "dark")
HORIZON = 24


def scenario(**changes: Any) -> Scenario:
    """A founder's case that goes below zero, comes back, and signs some deals too late."""
    table: dict[str, Any] = {
        "name": "Case",
        "horizon_months": HORIZON,
        "campaign_months": HORIZON,
        "deal_value": 15_000,
        "channels": [{"name": "Phone", "contacts": 1000, "monthly_cost": 500}],
        "team": [{"title": "SDR"}],
        "costs": [{"name": "CRM", "category": "tools", "amount": 400}],
    }
    return scenario_from_dict(table | changes)


@pytest.fixture(scope="module")
def case() -> Projection:
    return project(scenario())


@pytest.fixture(scope="module")
def before() -> Projection:
    return project(scenario(deal_value=4000, horizon_months=30))


LEVERS = [
    {
        "name": "Fewer ads",
        "gross_profit": -500.0,
        "investment": -900.0,
        "roi": None,
        "payback_month": None,
        "npv": 300.0,
    },
    {
        "name": "Training",
        "gross_profit": 9000.0,
        "investment": 3000.0,
        "roi": 2.0,
        "payback_month": 7.5,
        "npv": 5000.0,
    },
]


@dataclass(frozen=True)
class Picture:
    """A picture with its data, as a page would draw it."""

    spec: Callable[..., dict[str, Any]]
    shape: dict[str, Any]
    frame: Callable[[Projection, Projection], pd.DataFrame]
    words: Words


PICTURES = {
    "cash": Picture(
        cash.spec,
        {"horizon": 30, "band": True, "actual": True},
        lambda case, before: cash.frame(
            case, before, band={"p10": [0.0], "p90": [1.0]}, actual={1: 2.0}
        ),
        cash.WORDS,
    ),
    "guess": Picture(
        guess.spec,
        {"horizon": HORIZON},
        lambda case, before: guess.frame(HORIZON),
        guess.WORDS,
    ),
    "calendar": Picture(
        cash.spec,
        {"horizon": 30, "start": "2026-11"},
        lambda case, before: cash.frame(case, before),
        cash.WORDS,
    ),
    "forecast": Picture(
        forecast.spec,
        {"horizon": HORIZON, "start": "2026-11"},
        lambda case, before: forecast.frame(
            case.monthly["cumulative_cash"], before.monthly["cumulative_cash"], 4
        ),
        forecast.WORDS,
    ),
    "funnel": Picture(funnel.spec, {}, funnel.frame, funnel.WORDS),
    "monthly": Picture(monthly.spec, {"horizon": 30}, monthly.frame, monthly.WORDS),
    "costs": Picture(costs.spec, {}, costs.frame, costs.WORDS),
    "levers": Picture(
        levers.spec,
        {},
        lambda case, before: levers.frame(LEVERS),
        levers.WORDS,
    ),
    "won": Picture(
        waterfall.spec,
        {"words": waterfall.WON},
        lambda case, before: waterfall.steps(
            (("Plan", 9.0), ("Actual", 7.0)), [("Volume", -3.0, "9", "6"), ("Rate", 1.0, "", "")]
        ),
        waterfall.WON,
    ),
    **{
        f"history_{name}": Picture(
            history.spec,
            {"indicator": name, "horizon": 3, "start": "2026-05"},
            lambda case, before: history.frame([0.2, None, 0.3]),
            history.WORDS[name],
        )
        for name in history.INDICATORS
    },
    "plan_actual_month": Picture(
        plan_actual.spec_by_month,
        {"horizon": HORIZON},
        lambda case, before: plan_actual.frame_by_month(case.monthly["investment"], {1: 5000.0}),
        plan_actual.BY_MONTH,
    ),
    "plan_actual_category": Picture(
        plan_actual.spec_by_category,
        {},
        lambda case, before: plan_actual.frame_by_category(case.costs, {"people": 50_000.0}),
        plan_actual.BY_CATEGORY,
    ),
}


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a specification, itself included."""
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
    marked = pytest.mark.parametrize("lang", LANGUAGES)(marked)
    return pytest.mark.parametrize("theme", THEMES)(marked)


def made(name: str, lang: str, theme: str) -> dict[str, Any]:
    picture = PICTURES[name]
    return picture.spec(lang, "EUR", theme, **picture.shape)


@every
def test_a_specification_holds_no_data(name: str, lang: str, theme: str) -> None:
    for part in parts(made(name, lang, theme)):
        assert "datasets" not in part
        assert "data" not in part


@every
def test_every_field_drawn_is_in_the_frame_or_computed_from_it(
    name: str, lang: str, theme: str, case: Projection, before: Projection
) -> None:
    spec = made(name, lang, theme)
    frame = PICTURES[name].frame(case, before)
    computed = {part["as"] for part in parts(spec) if "calculate" in part or "op" in part}
    known = set(frame.columns) | computed
    drawn = {part["field"] for part in parts(spec) if "field" in part}
    # Expressions stand in filters, calculations, labels and marks: "datum.x" reads a column.
    read = set(re.findall(r"datum\.([a-z_][a-z_0-9]*)", json.dumps(spec)))
    assert drawn
    assert drawn <= known
    assert read - {"value", "label"} <= known


@every
def test_a_specification_says_what_it_is(name: str, lang: str, theme: str) -> None:
    spec = made(name, lang, theme)
    picture = PICTURES[name]
    assert spec["title"]["text"] == picture.words.title(lang)
    assert spec["description"] == picture.words.description(lang)
    assert spec["config"]["background"] == colours(theme).background
    tooltips = [part["tooltip"] for part in parts(spec) if isinstance(part.get("tooltip"), list)]
    assert tooltips
    assert all(entry["title"] for tooltip in tooltips for entry in tooltip)


@pytest.mark.parametrize("name", PICTURES)
def test_a_specification_is_valid(name: str) -> None:
    alt.LayerChart.from_dict(made(name, "fr", "light"))  # raises where Vega-Lite would not read it


@every
def test_words_are_large_enough_for_a_projector(name: str, lang: str, theme: str) -> None:
    sizes = [
        value
        for part in parts(made(name, lang, theme))
        for key, value in part.items()
        if key.lower().endswith("fontsize")
    ]
    assert sizes
    assert min(sizes) >= 13


def test_the_locale_of_vega_is_the_reader_s() -> None:
    french = made("cash", "fr", "light")["config"]["locale"]
    english = cash.spec("en", "USD", "light", horizon=12)["config"]["locale"]
    assert french["number"]["decimal"] == ","
    assert french["number"]["thousands"] == "\N{NARROW NO-BREAK SPACE}"
    assert french["number"]["currency"] == ["", "\N{NO-BREAK SPACE}€"]
    assert french["time"]["shortMonths"][:2] == ["janv.", "févr."]
    assert french["time"]["shortDays"][0] == "dim."
    assert english["number"]["currency"] == ["$", ""]
    assert english["time"]["months"][11] == "December"


@pytest.mark.parametrize("name", PICTURES)
def test_the_two_languages_draw_the_same(name: str) -> None:
    def drawn(lang: str) -> list[Any]:
        return [part["field"] for part in parts(made(name, lang, "light")) if "field" in part]

    assert drawn("fr") == drawn("en")
    assert made(name, "fr", "light")["title"] != made(name, "en", "light")["title"]


def test_every_category_and_stage_has_words() -> None:
    for lang in LANGUAGES:
        for category in CATEGORIES:
            assert text(f"charts.category.{category}", lang)
        for stage in funnel.STAGES:
            assert text(f"charts.funnel.stage.{stage}", lang)


AUTHORS = [
    cash._authored,
    forecast._authored,
    funnel.spec,
    monthly._authored,
    costs.spec,
    levers.spec,
    plan_actual._month_authored,
    plan_actual.spec_by_category,
]


@pytest.mark.parametrize("author", AUTHORS)
def test_few_pictures_are_kept(author: Any) -> None:
    assert author.cache_info().maxsize == CACHED_SPECS


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_authored_once(name: str) -> None:
    made(name, "fr", "light")
    before = sum(author.cache_info().misses for author in AUTHORS)
    again = made(name, "fr", "light")
    assert sum(author.cache_info().misses for author in AUTHORS) == before
    assert again["config"]["background"] != made(name, "fr", "dark")["config"]["background"]


def test_another_horizon_is_not_another_picture() -> None:
    short = cash.spec("fr", "EUR", "light", horizon=12)
    before = cash._authored.cache_info().misses
    long = cash.spec("fr", "EUR", "light", horizon=84)
    assert cash._authored.cache_info().misses == before
    values = {param["name"]: param["value"] for param in long["params"]}
    assert (values["horizon"], values["month_ticks"]) == (84, list(range(0, 85, 12)))
    assert {**long, "params": None} == {**short, "params": None}


def test_a_shape_is_named_never_positional() -> None:
    for picture in PICTURES.values():
        kinds = [p.kind for p in list(inspect.signature(picture.spec).parameters.values())[3:]]
        assert set(kinds) <= {inspect.Parameter.KEYWORD_ONLY}


# What the frames hold -------------------------------------------------------------------------


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


def test_the_forecast_has_dots_where_known_and_dashes_after() -> None:
    frame = forecast.frame([0.0, -5.0, -2.0, 4.0], [0.0, -8.0, -6.0, -2.0, 2.0], 2)
    assert frame["plan"].tolist()[:4] == [0, -5, -2, 4] and np.isnan(frame["plan"][4])
    assert frame["actual"].dropna().to_dict() == {1: -8.0, 2: -6.0}
    assert frame["forecast"].dropna().to_dict() == {2: -6.0, 3: -2.0, 4: 2.0}
    assert frame["payback_month"].dropna().to_dict() == {0: 3.5}
    assert frame["never_pays_back"].dropna().to_dict() == {0: 0.0}
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


def test_the_funnel_counts_all_deals_and_says_which_come_late(
    case: Projection, before: Projection
) -> None:
    frame = funnel.frame(case, before)
    assert frame["stage"].tolist() == list(funnel.STAGES)
    # 1000 contacts a month for 24 months, at the default rates.
    people = 1000 * 24 * np.cumprod([1, 0.10, 0.30, 0.50, 0.50, 0.25])
    np.testing.assert_allclose(frame["count"], people, rtol=1e-9)
    assert np.isnan(frame["step_rate"][0])
    np.testing.assert_allclose(frame["step_rate"][1:], [0.10, 0.30, 0.50, 0.50, 0.25], rtol=1e-9)
    signed = case.metrics["customers_signed"].value
    assert signed is not None
    late = frame["after_horizon"].iloc[-1]
    assert late > 0
    assert frame["count"].iloc[-1] == pytest.approx(signed + late, rel=1e-9)
    assert frame["baseline_count"].notna().all()
    assert funnel.frame(case)["baseline_count"].isna().all()


def test_an_empty_funnel_has_no_rates() -> None:
    nobody = project(scenario(channels=[{"name": "Phone", "contacts": 0}]))
    frame = funnel.frame(nobody)
    assert (frame["count"] == 0).all()
    assert frame["step_rate"].isna().all()


def test_monthly_profit_adds_up_to_the_net_gain(case: Projection, before: Projection) -> None:
    frame = monthly.frame(case, before)
    assert frame["net_profit"].sum() == pytest.approx(case.metrics["net_gain"].value, rel=1e-9)
    assert (frame["investment"].dropna() >= 0).all()
    np.testing.assert_allclose(
        frame["cash_flow"].cumsum()[: HORIZON + 1], case.monthly["cumulative_cash"], rtol=1e-9
    )
    assert frame["baseline_net_profit"].notna().sum() == 31


def test_costs_are_sorted_and_whole(case: Projection, before: Projection) -> None:
    frame = costs.frame(case, before)
    assert frame["amount"].is_monotonic_decreasing
    assert frame["amount"].sum() == pytest.approx(case.metrics["investment"].value, rel=1e-9)
    assert frame["share"].sum() == pytest.approx(1.0, rel=1e-12)
    assert frame["position"].tolist() == list(range(len(frame)))
    assert "travel" not in set(frame["category"])


def test_a_category_only_the_baseline_had_is_kept(case: Projection) -> None:
    fair = {"name": "Fair", "category": "events", "amount": 900, "every": "once"}
    frame = costs.frame(case, project(scenario(costs=[fair])))
    row = frame.set_index("category").loc["events"]
    assert (row["amount"], row["baseline_amount"]) == (0.0, 900.0)


def test_costs_of_nothing_are_an_empty_frame() -> None:
    free = scenario(team=[], costs=[], channels=[{"name": "Friends", "contacts": 0}])
    frame = costs.frame(project(free))
    assert frame.empty
    assert list(frame.columns) == list(costs.COLUMNS)


def test_levers_come_with_the_largest_gain_first() -> None:
    frame = levers.frame(LEVERS)
    assert frame["name"].tolist() == ["Training", "Fewer ads"]
    assert frame["roi"].tolist()[0] == 2.0
    assert np.isnan(frame["roi"].tolist()[1])
    assert levers.frame([]).empty


def test_plan_and_actual_compare_only_known_months() -> None:
    frame = plan_actual.frame_by_month([100.0, 200.0, 300.0], {0: 150.0, 1: 150.0, 7: 1.0})
    assert frame["difference"].tolist()[:2] == [50.0, -50.0]
    assert frame[["actual", "difference"]].iloc[2].isna().all()


def test_plan_and_actual_keep_what_only_one_side_has() -> None:
    frame = plan_actual.frame_by_category(
        {"people": 100.0, "tools": 20.0, "travel": 0.0}, {"people": 90.0, "events": 50.0}
    )
    assert frame["category"].tolist() == ["people", "events", "tools"]
    assert frame["difference"].tolist() == [-10.0, 50.0, -20.0]


def test_month_ticks_are_round_or_the_same_months_of_a_year() -> None:
    assert month_ticks(12, None) == list(range(13))
    assert month_ticks(36, None) == list(range(0, 37, 3))
    assert month_ticks(120, None) == list(range(0, 121, 12))
    # Month 1 is November 2026: January is month 3, July month 9.
    assert month_ticks(36, "2026-11") == [3, 9, 15, 21, 27, 33]
    assert month_ticks(3, "2026-11") == [1, 2, 3]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_measured_input_is_drawn_without_a_title(lang: str, theme: str) -> None:
    spec = measured.spec(lang, "EUR", theme)  # type: ignore[arg-type]
    alt.LayerChart.from_dict(spec)
    frame = measured.frame(0.25, 0.5, (0.4, 0.6), ("25%", "50%", "40% to 60%"))
    drawn = {part["field"] for part in parts(spec) if "field" in part}
    assert drawn == set(frame.columns)
    assert "title" not in spec and spec["description"]
