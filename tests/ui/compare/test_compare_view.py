"""The page Compare: cases side by side, their metrics and differences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import formatting, project
from roi_model.declaration.paths import with_value
from roi_model.metrics import label as metric_label
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.compare.compared import FIRST, page, table
from tests.ui.pages import LANGUAGES, ran
from ui.compare.compare_view import METRICS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_case_fills_every_part(lang: str) -> None:
    made = page(lang)
    titles = [element.value for element in (*made.header, *made.subheader)]
    for part in ("title", "why_title", "cases_title"):
        assert text(f"pages.compare.{part}", lang) in titles
    assert len(made.get("vega_lite_chart")) == 3
    other = preset("in-house-sdr")
    rows = {
        row[0]: row[1:] for row in table(made, text("pages.compare.metric", lang), other.name(lang))
    }
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
    rows = {
        r[0]: r[1]
        for r in table(
            made, text("pages.compare.metric", lang), text("pages.compare.baseline", lang)
        )
    }
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
        assert rows[metric_label(name, lang)] == f"{arrow} {change.text} · {worse}"
