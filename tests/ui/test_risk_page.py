"""The page Risk, run headless: complete with any case, its numbers those of the model."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting
from roi_model.analysis.risk.doubt_words import set_words
from roi_model.analysis.risk.risk import SEED, risk
from roi_model.analysis.risk.spreads import doubts
from roi_model.analysis.search.goal import what_would_have_to_be_true
from roi_model.declaration.doubt_set import DoubtSet
from roi_model.declaration.scenario import Channel, Scenario
from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.report import report
from roi_model.formatting.inputs import path_words
from roi_model.storage import link
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
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
    own = risk(made.session_state["roi_session"].now.scenario)
    assert [doubt.path for doubt in own.doubts] == ["deal_value"]
    assert formatting.metric("npv", own.metrics["npv"].p10, "EUR", "en") in words(made)
    assert formatting.metric("npv", both.metrics["npv"].p10, "EUR", "en") not in words(made)
    assert text("drivers.seed", "en", count="2,048", inputs=1, seed=SEED) in words(made)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_choice_goes_with_the_case_to_its_link_its_file_and_its_documents(lang: str) -> None:
    """The first driver and the chance are the same on the page and in the PDF made elsewhere."""
    plan = replace(
        preset("saas-subscription").scenario,
        uncertainty={"monthly_fee": {"kind": "range", "p10": 150, "p90": 600}},
    )
    made = page(link.encode(plan, link.OWN), lang)
    for key, wanted in (("others", False), ("shock", True), ("luck", True)):
        made.toggle(key=f"risk-{key}").set_value(wanted).run()
    assert not made.exception
    _, case = link.decode(
        "".join(made.query_params["case"])
    )  # another machine, with the link alone
    assert case.doubt_set == DoubtSet(others=False, shock=True, luck=True)
    again = page(link.encode(case, link.OWN), lang)
    assert [again.toggle(key=f"risk-{k}").value for k in ("others", "shock", "luck")] == [
        False, True, True,
    ]  # fmt: skip
    document = Dossier(parse_scenario(dump_scenario(case)), lang, date(2026, 11, 28))
    chance = formatting.percent(document.risk.roi_positive, lang, digits=2)
    first = path_words(document.tornado[0].path, lang)
    read = "".join(
        found.extract_text() for found in pypdf.PdfReader(io.BytesIO(report(document))).pages
    )
    for shown in (words(made), words(again)):
        assert chance in shown and set_words(document.risk, lang) in shown
    for said in (chance, first, set_words(document.risk, lang)):
        assert _letters(said) in _letters(read)
    kept = made.session_state["roi_session"].extras["cached_tornado"]
    _, swings = list(kept.values())[-1]
    assert path_words(swings[0].path, lang) == first


def _letters(words: str) -> str:
    """Words as a PDF's text has them: its lines break anywhere, its spaces are not ours."""
    return re.sub(r"[\s\u200b-]+", "", words)


def test_what_is_drawn_is_one_step_of_undo() -> None:
    made = page("linkedin-outbound")
    made.toggle(key="risk-luck").set_value(True).run()
    session = made.session_state["roi_session"]
    assert session.now.scenario.doubt_set.luck
    assert session.change.label("en") == text("drivers.drawn.changed", "en")
    session.now, session.change = session.undo.pop(), None
    made.run()
    assert not made.toggle(key="risk-luck").value


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
