"""The pictures: their data, what they draw of it, and that both languages say the same."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import pytest

from roi_model.charts import cash, costs, funnel, guess, monthly, waterfall
from roi_model.charts.actuals import by_channel, forecast, history, plan_actual, still_open
from roi_model.charts.parts.theme import CACHED_SPECS, colours
from roi_model.charts.parts.words import Words
from roi_model.declaration.scenario import CATEGORIES
from roi_model.projection import Projection
from roi_model.texts import text
from tests.charts.actuals.test_still_open import MONTHS as OPEN_MONTHS
from tests.charts.drawn import HORIZON, LANGUAGES, THEMES, parts


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
    "open-deals": Picture(
        still_open.spec,
        {"horizon": 3, "start": "2026-11", "pace": True, "signed": True},
        lambda case, before: still_open.frame(OPEN_MONTHS, pace=[5.0]),
        still_open.WORDS,
    ),
    "funnel": Picture(funnel.spec, {}, funnel.frame, funnel.WORDS),
    "monthly": Picture(monthly.spec, {"horizon": 30}, monthly.frame, monthly.WORDS),
    "costs": Picture(costs.spec, {}, costs.frame, costs.WORDS),
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
            lambda case, before: history.frame([0.2, None, 0.3], [0.1, 0.2, None]),
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
    "by_channel": Picture(
        by_channel.spec,
        {},
        lambda case, before: by_channel.frame([("SEA", 500.0, 640.0), ("Fair", None, 900.0)]),
        by_channel.WORDS,
    ),
    "plan_actual_category": Picture(
        plan_actual.spec_by_category,
        {},
        lambda case, before: plan_actual.frame_by_category(case.costs, {"people": 50_000.0}),
        plan_actual.BY_CATEGORY,
    ),
}


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
    still_open._authored,
    funnel.spec,
    monthly._authored,
    costs.spec,
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


def test_a_shape_is_named_never_positional() -> None:
    for picture in PICTURES.values():
        kinds = [p.kind for p in list(inspect.signature(picture.spec).parameters.values())[3:]]
        assert set(kinds) <= {inspect.Parameter.KEYWORD_ONLY}
