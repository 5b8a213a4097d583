"""The page Risk says what the model says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import share
from roi_model.analysis.risk.risk import SEED, risk
from roi_model.analysis.risk.spreads import doubts
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.metrics import label as metric_label
from roi_model.storage import link
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.cases import usual_first
from tests.ui.risk.opened import opened, page, words


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", usual_first(found.slug for found in presets()))
def test_every_preset(slug: str, lang: str) -> None:
    scenario = preset(slug).scenario
    run = risk(scenario, doubts=doubts(scenario, defaults=True))
    made = opened(page(slug, lang), "figures")
    assert share(run.roi_positive, lang) in words(made)
    for tenth in ("p10", "p50", "p90"):
        value = getattr(run.metrics["npv"], tenth)
        assert formatting.metric("npv", value, "EUR", lang) in words(made)


def test_spreads_of_its_own_are_told_from_the_usual_ones() -> None:
    """A case that names no spread has no such switch: nothing would be in doubt."""
    assert not [one for one in page("linkedin-outbound").toggle if one.key == "risk-others"]
    plan = replace(
        preset("linkedin-outbound").scenario,
        uncertainty={"deal_value": {"kind": "triangular", "low": 2000, "mode": 4000, "high": 5000}},
    )
    made = opened(page(link.encode(plan, link.OWN)), "figures")
    both = risk(plan, doubts=doubts(plan, defaults=True))
    assert formatting.metric("npv", both.metrics["npv"].p10, "EUR", "en") in words(made)
    made.toggle(key="risk-others").set_value(False).run()
    own = risk(made.session_state["roi_session"].now.scenario)
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


def test_what_a_customer_costs_and_brings_without_a_subscription() -> None:
    """LTV, LTV / CAC and CAC payback are of every plan: drawn, driven, asked for, turned."""
    made = opened(page("linkedin-outbound"), "figures")
    scenario = preset("linkedin-outbound").scenario
    assert scenario.monthly_fee == 0
    run = risk(scenario, doubts=doubts(scenario, defaults=True))
    for name in ("cac", "ltv", "ltv_cac", "cac_payback_month"):
        for tenth in ("p10", "p50", "p90"):
            value = getattr(run.metrics[name], tenth)
            assert formatting.metric(name, value, "EUR", "en") in words(made)
    opened(made, "flips")
    for name in ("ltv_cac", "cac_payback_month"):
        made.selectbox(key="kept-risk_metric").set_value(name)
        made.selectbox(key="kept-goal_metric").set_value(name).run()
        assert not made.exception, made.exception[0].stack_trace
        asked = text("drivers.flip_intro", "en", metric=metric_label(name, "en"))
        assert asked in words(made)
