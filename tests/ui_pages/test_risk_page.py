"""The page Risk, run headless: complete with any case, its numbers those of the model."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting
from roi_model.analysis.goal import what_would_have_to_be_true
from roi_model.analysis.risk import SEED, risk
from roi_model.analysis.spreads import doubts
from roi_model.presets import preset, presets
from roi_model.scenario import Channel, Scenario
from roi_model.storage import link
from roi_model.texts import text

PAGE = Path(__file__).resolve().parents[2] / "pages" / "plan" / "risk.py"


def page(case: str, lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(PAGE), default_timeout=120)
    made.query_params["case"], made.query_params["lang"] = case, lang
    made.run()
    assert not made.exception, made.exception[0].stack_trace
    return made


def words(made: AppTest) -> str:
    """All that stands in the page's tables and strips, as text."""
    html = " ".join(element.proto.body for element in made.get("html"))
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_every_preset(slug: str, lang: str) -> None:
    scenario = preset(slug).scenario
    run = risk(scenario, doubts=doubts(scenario, defaults=True))
    shown = words(page(slug, lang))
    assert formatting.percent(run.roi_positive, lang, digits=2) in shown
    for share in ("p10", "p50", "p90"):
        value = getattr(run.metrics["npv"], share)
        assert formatting.metric("npv", value, "EUR", lang) in shown


def test_goals_are_the_models() -> None:
    scenario = preset("linkedin-outbound").scenario
    shown = words(page("linkedin-outbound"))
    for found in what_would_have_to_be_true(scenario, "roi", 1.0):
        if found.value is None:
            assert text("risk.reason.unreachable", "en") in shown
    assert formatting.metric("roi", 1.0, "EUR", "en") in shown


def test_the_seed_and_the_market_and_luck() -> None:
    made = page("linkedin-outbound")
    assert f"seed {SEED}:" in words(made)
    before = words(made)
    made.toggle(key="risk-shock").set_value(True).run()
    made.toggle(key="risk-luck").set_value(True).run()
    assert not made.exception
    assert words(made) != before


def test_spreads_of_its_own_are_told_from_the_usual_ones() -> None:
    """A case that names no spread has no such switch: nothing would be in doubt."""
    assert not [one for one in page("linkedin-outbound").toggle if one.key == "risk-others"]
    plan = replace(
        preset("linkedin-outbound").scenario,
        uncertainty={"deal_value": {"kind": "triangular", "low": 2000, "mode": 4000, "high": 5000}},
    )
    made = page(link.encode(plan, link.OWN))
    both = risk(plan, doubts=doubts(plan, defaults=True))
    assert formatting.metric("npv", both.metrics["npv"].p10, "EUR", "en") in words(made)
    made.toggle(key="risk-others").set_value(False).run()
    own = risk(plan)
    assert [doubt.path for doubt in own.doubts] == ["deal_value"]
    assert formatting.metric("npv", own.metrics["npv"].p10, "EUR", "en") in words(made)
    assert formatting.metric("npv", both.metrics["npv"].p10, "EUR", "en") not in words(made)
    assert text("drivers.seed", "en", count="2,048", inputs=1, seed=SEED) in words(made)


def test_the_drivers_are_those_of_the_run() -> None:
    made = page("linkedin-outbound")
    made.toggle(key="risk-shock").set_value(True).run()
    assert not made.exception
    kept = made.session_state["roi_session"].extras["cached_tornado"]
    _, swings = list(kept.values())[-1]
    assert "market" in [swing.path for swing in swings]


def test_one_long_run_is_kept_and_no_more() -> None:
    made = page("linkedin-outbound")
    for count in (16_384, 131_072):
        made.selectbox(key="risk-draws").set_value(count).run()
        assert not made.exception
        kept = made.session_state["roi_session"].extras["cached_risk_run"]
        assert [run.draws for run in kept.values()] == [count]


@pytest.mark.parametrize(
    "plan",
    [
        Scenario(name="Bare", channels=(Channel(name="X"),)),
        Scenario(name="None", channels=(Channel(name="X", contacts=0.0),)),
        replace(preset("linkedin-outbound").scenario, gross_margin=0.0, deal_value=0.0),
    ],
    ids=["no costs", "no leads", "no margin"],
)
def test_odd_cases_show_words(plan: Scenario) -> None:
    for lang in ("fr", "en"):
        assert len(words(page(link.encode(plan, link.OWN), lang))) > 200


def test_names_are_data() -> None:
    name = "<script>x<script>![i](http:a.b)"
    plan = Scenario(name=name, channels=(Channel(name=name), Channel(name="B", monthly_cost=5)))
    made = page(link.encode(plan, link.OWN))
    assert not any("<script>" in element.proto.body for element in made.get("html"))
