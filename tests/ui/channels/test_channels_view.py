"""The page Channels: figures by channel, the team's load, the bottleneck."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting, project
from roi_model.analysis.bottleneck import bottlenecks
from roi_model.declaration.scenario import Channel, Role, Scenario
from roi_model.formatting.inputs import input_words
from roi_model.storage import link
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.remarks.busy import BUSY
from tests.ui.channels.opened import SHARED, fold, page, scenario_of
from tests.ui.pages import LANGUAGES, ran, words
from tests.ui.seen import seen
from ui.elements.escape import escaped

HOSTILE = "<img src=x onerror=alert(1)> **b** $1$ [l](http:x)"


def opened(scenario: Scenario, lang: str = "en") -> AppTest:
    """The page with a case of our own in it."""
    made = page(lang)
    session = made.session_state["roi_session"]
    session.now = replace(session.now, slug=link.OWN, scenario=scenario, baseline=scenario)
    return ran(made)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_case_fills_every_part(lang: str) -> None:
    made = page(lang)
    titles = [element.value for element in made.header]
    for part in ("table", "capacity", "bottleneck"):
        assert text(f"pages.channels.{part}_title", lang) in titles
    assert len(made.get("vega_lite_chart")) == 3  # what each brings, load, bottleneck
    made = fold(made, "budget")
    assert len(made.get("vega_lite_chart")) == 4  # and what the next unit of money brings
    example = preset(SHARED).name(lang)
    assert text("pages.channels.example", lang, name=escaped(example)) in made.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_of_a_lone_channel_are_the_plans(lang: str) -> None:
    said = words(page(lang))
    metrics = project(seen()).metrics
    for name in ("cost_per_lead", "cac"):
        assert formatting.metric(name, metrics[name].value, "EUR", lang) in said
    assert formatting.percent(metrics["roi"].value, lang) in said


@pytest.mark.parametrize("found", presets(), ids=lambda found: found.slug)
def test_every_preset_fills_the_page(found: object) -> None:
    slug = found.slug  # type: ignore[attr-defined]
    made = page("fr", case=slug)
    for channel in seen(slug, "fr").channels:
        assert escape(channel.name) in words(made)


def test_the_busiest_month_is_told() -> None:
    made = opened(BUSY)
    load = project(BUSY).utilisation
    peak = formatting.percent(float(np.nanmax(load)), "en")
    assert f"<dd>{peak}" in words(made)
    limited = replace(BUSY, enforce_capacity=True)
    when = formatting.month_name(int(np.nanargmax(load)), "en", BUSY.start)
    said = text("pages.channels.beyond_held", "en", peak=peak, when=when)
    assert said in words(opened(limited)) and said not in words(made)


def test_a_plan_without_sellers_says_so() -> None:
    made = opened(Scenario(name="None", channels=(Channel(name="Ads"),), team=()))
    infos = [info.value for info in made.info]
    assert text("pages.channels.no_team", "en") in infos
    late = Scenario(
        name="Late", channels=(Channel(name="Ads"),), team=(Role(title="AE", start_month=3),)
    )
    made = opened(late)
    assert escape(text("pages.channels.nobody", "en", count=2)) in words(made)


@pytest.mark.parametrize("move", ["tenth", "point"])
def test_the_bottleneck_is_named_with_what_moves_it(move: str) -> None:
    made = page()
    made.segmented_control(key="kept-bottleneck_move").set_value(move)
    ran(made)
    first = bottlenecks(seen(), move=move)[0]  # type: ignore[arg-type]
    said = next(m.value for m in made.markdown if "gross profit" in m.value and "**" in m.value)
    assert escaped(input_words(seen(), first.path, "en")) in said
    assert text(f"compare.bottleneck.action.{first.action}", "en") in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_data(lang: str) -> None:
    hostile = HOSTILE.replace("/", "")
    channel = Channel(name=hostile, monthly_cost=500, saturation_spend=500, reference_spend=500)
    made = opened(Scenario(name=hostile, channels=(channel,)), lang)
    said = words(made)
    assert "<img" not in "\n".join(e.proto.body for e in made.get("html"))
    assert escape(hostile) in said
    assert "**b**" not in "\n".join(m.value for m in made.markdown)
    assert dump_scenario(scenario_of(made))  # the page left it as it was
