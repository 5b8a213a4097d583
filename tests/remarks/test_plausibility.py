"""Benchmarks speak where a value lies far from them: once, with their source, never otherwise."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.declaration.units import Unit
from roi_model.remarks.plausibility import Remark, Rule, plain, published, remarks, rules
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_from_dict
from tests.golden.cases import PROJECTIONS

DEMO = Scenario(name="Demo", channels=(Channel(name="Any"),))
ROLE = Role(title="SDR")


def with_channel(scenario: Scenario, **values: float | str | dict[int, float]) -> Scenario:
    return replace(scenario, channels=(replace(scenario.channels[0], **values),))


def tuned(rule: Rule, value: float) -> Scenario:
    """A scenario in which the rule applies and sees that value."""
    demo = with_channel(DEMO, name=f"Any {min(rule.words)}" if rule.words else "Any")
    if rule.subscription:
        demo = replace(demo, monthly_fee=100.0)
    if (rule.first_year_from, rule.first_year_below) != (0, math.inf):
        demo = replace(demo, deal_value=rule.first_year_from or rule.first_year_below / 2)
    match rule.measure:
        case "contact_to_meeting":
            rates = {"contact_to_lead": 1.0, "lead_to_qualified": 1.0}
            return with_channel(demo, qualified_to_meeting=value, **rates)
        case "lead_to_customer":
            rates = {"qualified_to_meeting": 1.0, "meeting_to_quote": 1.0, "quote_to_customer": 1.0}
            return with_channel(demo, lead_to_qualified=value, **rates)
        case "advertising_per_lead":
            return with_channel(demo, monthly_cost=value * 1000 * 0.10)
        case "tools_per_head":
            lines = tuple(CostLine(name=n, category="tools", amount=value / 2) for n in "AB")
            return replace(demo, costs=lines)
        case "employer_rate" | "gross_salary" | "ramp_months":
            return replace(demo, team=(replace(ROLE, **{rule.measure: value}),))
        case key if hasattr(DEMO, key):
            return replace(demo, **{key: value})
        case key:
            return with_channel(demo, **{key: value})


def said(scenario: Scenario) -> dict[str, Remark]:
    return {remark.rule.id: remark for remark in remarks(scenario)}


each = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)


@each
def test_rules_are_whole(rule: Rule) -> None:
    assert rule.quiet_low <= rule.low <= rule.high <= rule.quiet_high
    assert rule.source and rule.year
    assert set(rule.quality) == {"fr", "en"} and rule.quality["fr"] != rule.quality["en"]
    assert not rule.unit.is_money or (rule.figures_in and rule.currencies)


def test_rules_have_one_name_each() -> None:
    assert len({rule.id for rule in rules()}) == len(rules())


@each
def test_every_rule_speaks_beyond_its_quiet_range_and_not_within(rule: Rule) -> None:
    too_high = rule.quiet_high * 1.2 if rule.quiet_high < 0.8 or rule.quiet_high > 1 else 0.99
    assert rule.id in said(tuned(rule, too_high))
    assert rule.id not in said(tuned(rule, rule.quiet_high))
    assert rule.id not in said(tuned(rule, rule.low))
    if rule.quiet_low > 0:
        assert rule.id in said(tuned(rule, rule.quiet_low * 0.8))


@each
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sentences_carry_the_value_and_no_open_brace(rule: Rule, lang: str) -> None:
    value = rule.quiet_high * 1.2 if rule.quiet_high < 0.8 or rule.quiet_high > 1 else 0.99
    remark = said(tuned(rule, value))[rule.id]
    sentence = remark.sentence(lang)
    assert plain(lang)(remark.value, rule.unit, "EUR") in sentence
    assert "{" not in sentence and sentence.endswith(".")
    if lang == "fr":
        assert not re.search(r" [;:?!%]|\w'\w", sentence)


def test_the_cold_call_of_the_brief() -> None:
    calls = with_channel(
        DEMO,
        name="Cold calls",
        contact_to_lead=1.0,
        lead_to_qualified=1.0,
        qualified_to_meeting=0.30,
    )
    [remark] = remarks(calls)
    assert remark.path == "channels/Cold calls/qualified_to_meeting"
    assert remark.severity == "warning"
    assert "2–3%" in remark.sentence("en") and "30%" in remark.sentence("en")
    assert "2–3\u202f%" in remark.sentence("fr") and "30\u202f%" in remark.sentence("fr")
    assert (remark.source, remark.year) == ("Cognism, State of Cold Calling; Belkins", "2024–2026")


def test_accents_and_case_of_a_channel_name_do_not_matter() -> None:
    calls = with_channel(DEMO, name="Prospection TÉLÉPHONIQUE", contact_to_lead=0.9)
    assert "cold_call_meeting" in said(calls)
    assert "cold_call_meeting" not in said(with_channel(calls, name="Prospection écrite"))


def test_only_the_telephone_preset_deserves_a_word() -> None:
    spoken = {case.slug: [r.rule.id for r in remarks(case.scenario)] for case in presets()}
    assert {slug: ids for slug, ids in spoken.items() if ids} == {
        "telephone-prospecting": ["cold_call_meeting"]
    }


def test_defaults_are_plausible() -> None:
    assert remarks(replace(DEMO, team=(ROLE,))) == []


def test_one_remark_by_input_warnings_first() -> None:
    wild = with_channel(DEMO, name="LinkedIn", contact_to_lead=0.9, meeting_to_quote=0.95)
    found = remarks(replace(wild, dso_days=200.0, commission=0.18))
    assert len({remark.path for remark in found}) == len(found)
    severities = [remark.severity for remark in found]
    assert severities == sorted(severities, reverse=True)
    assert [r.rule.id for r in found if r.path.endswith("contact_to_lead")] == ["linkedin_reply"]


def test_a_remark_on_several_stages_stands_beside_the_one_that_stands_out() -> None:
    good = with_channel(
        DEMO,
        lead_to_qualified=0.6,
        qualified_to_meeting=0.8,
        meeting_to_quote=0.7,
        quote_to_customer=0.5,
    )
    remark = said(good)["lead_to_customer"]  # 16.8 % in all
    assert remark.path == "channels/Any/qualified_to_meeting"
    assert remark.value == pytest.approx(0.6 * 0.8 * 0.7 * 0.5)


def test_an_override_is_judged_at_the_channel_and_the_rest_once_at_the_scenario() -> None:
    own = Channel(name="Large", deal_value=300_000.0, cycle_months=30.0)
    scenario = replace(DEMO, cycle_months=12.0, channels=(*DEMO.channels, Channel(name="B"), own))
    assert {remark.path: remark.rule.id for remark in remarks(scenario)} == {
        "cycle_months": "cycle_2k_10k",
        "channels/Large/cycle_months": "cycle_from_250k",
    }


def test_a_measured_figure_is_no_warning() -> None:
    slow = replace(DEMO, dso_days=200.0)
    measured = replace(slow, evidence={"dso_days": {"source": "CRM", "grade": "measured"}})
    assert said(slow)["dso_france"].severity == "warning"
    assert said(measured)["dso_france"].severity == "note"


def test_figures_of_another_currency_or_country_stay_silent() -> None:
    odd = replace(DEMO, dso_days=200.0, team=(replace(ROLE, gross_salary=9000.0),))
    assert set(said(odd)) == {"dso_france", "gross_salary_france"}
    assert remarks(replace(odd, currency="JPY")) == []


def test_a_loaded_salary_is_not_taken_for_a_gross_one() -> None:
    loaded = replace(ROLE, gross_salary=7000.0, employer_rate=0.0)
    assert remarks(replace(DEMO, team=(loaded,))) == []


def test_figures_are_written_by_the_readers_own_format() -> None:
    slow = said(replace(DEMO, dso_days=200.0))["dso_france"]
    assert slow.sentence("en", lambda value, unit, currency: f"<{value:g}>").count("<200>") == 1


def test_published_dollars_stay_dollars() -> None:
    dear = said(with_channel(DEMO, lead_price=900.0))["lead_price"]
    assert "20–500\u00a0USD" in dear.sentence("en")
    assert "900\u00a0EUR" in dear.sentence("en")


@pytest.mark.parametrize("row", PROJECTIONS, ids=lambda row: row["scenario"]["name"])
def test_any_scenario_can_be_judged(row: dict[str, dict[str, object]]) -> None:
    for remark in remarks(scenario_from_dict(row["scenario"])):
        assert remark.sentence("fr") != remark.sentence("en")


def test_the_published_range_of_an_input_holds_wherever_it_stands() -> None:
    calls = Channel(name="Cold email", contact_to_lead=0.5, cycle_months=4.0)
    case = Scenario(name="Demo", channels=(calls,), team=(Role(title="SDR"),), deal_value=20_000.0)
    found = published(case)
    rule = found["channels/Cold email/contact_to_lead"]
    assert rule.id == "cold_email_reply" and rule.positions == (0.02, 0.03, 0.04)
    # The cycle of the channel's own is its; months and charges are cautious at their high end.
    assert found["channels/Cold email/cycle_months"].positions == (3.0, 1.75, 0.5)
    assert "cycle_months" not in found
    assert found["team/SDR/employer_rate"].positions == (0.47, 0.36, 0.25)
    # What is published of a lead is no range of the budget; one point is no range.
    assert not {"channels/Cold email/monthly_cost", "discount_rate"} & set(found)
    dollars = published(replace(case, currency="USD"))
    assert "team/SDR/employer_rate" not in dollars


def test_plain_numbers() -> None:
    assert plain("fr")(0.125, Unit.RATE, "EUR") == "12,5\u202f%"
    assert plain("fr")(1633, Unit.MONEY_PER_MONTH, "EUR") == "1\u202f633\u00a0EUR"
    assert plain("en")(0.0045, Unit.RATE, "EUR") == "0.45%"


def test_of_an_input_that_varies_by_month_the_worst_month_is_named() -> None:
    for steps in ({1: 100.0, 7: 200_000.0}, {1: 120_000.0, 4: 200_000.0, 7: 0.0}):
        varying = with_channel(DEMO, monthly_cost=steps)
        assert said(varying)["advertising_per_lead"].value == 2000  # of 100 leads a month
    falling = with_channel(DEMO, monthly_cost=50_000.0, contacts={1: 1000.0, 6: 250.0, 9: 0.0})
    assert said(falling)["advertising_per_lead"].value == 2000


def test_a_value_is_within_what_is_published_above_or_below_it() -> None:
    [rule] = [rule for rule in rules() if rule.id == "linkedin_reply"]
    assert (rule.low, rule.high) == (0.05, 0.10)
    verdicts = [rule.verdict(value) for value in (0.04, 0.05, 0.1, 0.1 + 1e-12, 0.396)]
    assert verdicts == ["below", "within", "within", "within", "above"]
