"""The page Compare: cases side by side, their metrics and differences."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from roi_model import formatting, project
from roi_model.declaration.paths import with_value
from roi_model.metrics import label as metric_label
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.compare.compared import FIRST, page, table
from tests.ui.pages import LANGUAGES, ran, words
from ui.compare.compare_view import METRICS
from ui.elements.figures import spoken


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_case_fills_every_part(lang: str) -> None:
    made = page(lang)
    assert made.segmented_control(key="kept-compare_fold").value == "why"
    assert len(made.get("vega_lite_chart")) == 3  # bars, curves, waterfall
    made.toggle(key="kept-compare_all").set_value(True)
    ran(made)
    named = text("pages.compare.named_reference", lang, name=preset("in-house-sdr").name(lang))
    other = preset("in-house-sdr")
    rows = {row[0]: row[1:] for row in table(made, text("pages.compare.metric", lang), named)}
    plans = [project(FIRST), project(other.scenario)]
    for name in METRICS:
        if name == "payback_month":
            continue  # a month is written in words of its own
        shown = [formatting.metric(name, p.metrics[name].value, "EUR", lang) for p in plans]
        assert rows[metric_label(name, lang)] == shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_differences_follow_the_metric_not_the_sign(lang: str) -> None:
    made = page(lang)
    scenario = with_value(FIRST, "costs/" + FIRST.costs[0].name + "/amount", 5_000.0)
    found = made.session_state["roi_session"]
    found.now = replace(found.now, scenario=scenario)
    ran(made)
    made.selectbox(key="kept-relative_to").set_value("baseline")
    ran(made)
    worse = text("ui.headline.worse", lang)
    for name, arrow in (("investment", "▲"), ("net_gain", "▼")):
        change = formatting.delta(
            name,
            project(scenario).metrics[name].value,
            project(FIRST).metrics[name].value,
            "EUR",
            lang,
        )
        assert change is not None
        shown = formatting.metric(name, project(scenario).metrics[name].value, "EUR", lang)
        said = re.escape(spoken(f"{arrow} {change.text} · {worse}"))
        assert re.search(
            rf"{re.escape(shown)}<small[^>]*>{said}<",
            words(made),
        ), name


def test_a_bar_of_each_case_says_how_far_it_is_from_the_reference() -> None:
    made = page()
    made.selectbox(key="kept-bars_metric").set_value("roi")
    ran(made)
    assert len(made.get("vega_lite_chart")) == 3
    made.selectbox(key="kept-relative_to").set_value("")
    ran(made)
    assert text("pages.compare.named_reference", "en", name="In-house SDR") not in words(made)
