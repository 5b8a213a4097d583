"""What files say of the inputs is accepted figure by figure; then what is to be expected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from roi_model import formatting, project
from roi_model.actuals.calibrate import Calibration, calibrate, joined_deals
from roi_model.actuals.indicators.still_needed import still_needed
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.suggestion import apply, with_volumes
from roi_model.declaration.paths import get_value, with_value
from roi_model.editing.following import follow
from roi_model.reading.reading import read
from roi_model.remarks.plausibility import new_remarks
from roi_model.storage.link import changed_paths
from roi_model.texts import text
from tests.ui.actuals.told import PLAN, said
from tests.ui.actuals_driver import CRM, FEC, created_as, given, part, sample, scenario, session
from tests.ui.pages import ROOT, headline, press, ran, words
from tests.ui.seen import seen
from ui.session.session import Snapshot

CONVERSION = f"channels/{PLAN.channels[0].name}/quote_to_customer"
BEFORE = f"channels/{PLAN.channels[0].name}/meeting_to_quote"
CONTACTS = f"channels/{PLAN.channels[0].name}/contacts"


def told(start: str = "2024-01", **answers: object) -> Calibration:
    """What the CRM export says of the plan, worked out without the app."""
    return calibrate(PLAN, [read(sample(CRM), name=CRM, answers=answers)], start=start)


def plan_is_kept(made: AppTest) -> bool:
    return said("plan_kept") in words(made)


def test_one_accepted_figure_brings_its_grade_and_spread() -> None:
    made = part(given(CRM), "calibrate")
    assert scenario(made) == PLAN and not plan_is_kept(made)
    assert "case" not in made.query_params
    one = next(one for one in told().suggestions if one.path == CONVERSION)
    press(made, f"accept-{CONVERSION}")

    now = scenario(made)
    # Its deals are meetings: 58 % of them won are more than one rate can take, and the two go
    # together. And there are fewer than planned: their number comes along.
    together = with_volumes([one], told().suggestions)
    assert [other.path for other in together] == [CONVERSION, BEFORE, CONTACTS]
    assert now == follow(PLAN, apply(PLAN, together))
    assert get_value(now, CONVERSION) == one.observed != get_value(PLAN, CONVERSION)
    assert now.evidence[CONVERSION] == {"source": one.source("en"), "grade": "measured"}
    assert now.uncertainty[CONVERSION] == one.spread
    assert now.deal_value == PLAN.deal_value  # the others wait for their own word
    keys = {button.key for button in made.button}
    assert f"accept-{CONVERSION}" not in keys and "accept-deal_value" in keys
    assert f":material/check: {said('accepted')}" in words(made)
    assert plan_is_kept(made)


def test_the_plan_stays_what_it_was_and_undo_brings_the_case_back() -> None:
    made = given(FEC, CRM)
    compared = headline(made)
    part(made, "calibrate")
    press(made, "calibrate-all")
    assert scenario(made) != PLAN
    part(made, "costs")
    assert headline(made) == compared  # plan against actual: the plan of before
    part(made, "calibrate")
    press(made, "calibrate-undo")
    assert scenario(made) == PLAN and not plan_is_kept(made)
    assert made.button(key="calibrate-all").label == said("accept_all", count=2)
    assert "calibrate-undo" not in {button.key for button in made.button}
    press(made, "calibrate-all")
    assert scenario(made).evidence[CONVERSION]["grade"] == "measured" and plan_is_kept(made)
    press(made, "calibrate-renew")
    assert not plan_is_kept(made)
    assert "calibrate-renew" not in {button.key for button in made.button}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sound_figures_at_once_hints_one_by_one_all_counted_as_changed(lang: str) -> None:
    made = press(part(given(CRM, lang=lang), "calibrate"), "calibrate-all")
    plan = seen(lang=lang)
    conversion = f"channels/{plan.channels[0].name}/quote_to_customer"
    hints = [one.path for one in told().suggestions if not one.sound]
    assert [one.path for one in told().suggestions if one.sound] == [CONVERSION, BEFORE, CONTACTS]
    assert len(hints) == 3
    moved = [
        path for path, said_ in scenario(made).evidence.items() if said_["grade"] == "measured"
    ]
    rates = ("quote_to_customer", "meeting_to_quote", "contacts")
    assert set(moved) == {conversion.replace("quote_to_customer", name) for name in rates}
    for accepted, path in enumerate(hints, 4):
        assert made.button(key=f"accept-{path}").label == said("accept_hint", lang)
        press(made, f"accept-{path}")
        # As many changed inputs as were accepted: a doubt comes with its figure.
        assert len(changed_paths(scenario(made), plan)) == accepted


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_rate_known_badly_says_what_it_takes(lang: str) -> None:
    """Eighteen deals: the share won is known to ±23 points; ±10 would take some 76 more."""
    found = told().suggestions
    rate = next(one for one in found if one.path == CONVERSION)
    need = still_needed(PLAN, rate, found)
    assert need is not None and need.contacts is not None
    sentence = said(
        "needed_in_plan", lang, points="10", deals="76", months="6",
        contacts=formatting.number_exact(5_100, lang),
    )  # fmt: skip
    assert 75.5 < need.deals < 76.5 and 5_000 < need.contacts < 5_200
    assert words(part(given(CRM, lang=lang), "calibrate")).count(sentence) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_benchmark_that_would_be_left_is_said_before(lang: str) -> None:
    """Fifty-eight quotes of a hundred won are far above what is published."""
    made = part(created_as(given(CRM, lang=lang), "quote"), "calibrate")
    [remark] = new_remarks(PLAN, apply(PLAN, told(created_at="quote").suggestions))
    assert remark.path == CONVERSION
    sentence = remark.sentence(lang, lambda value, *_: formatting.percent(value, lang))
    beside = [box.value.replace("\\", "") for box in made.warning]
    assert sentence in beside
    press(made, f"accept-channels/{seen(lang=lang).channels[0].name}/quote_to_customer")
    assert sentence not in [box.value.replace("\\", "") for box in made.warning]


def test_all_are_accepted_and_travel_in_the_link() -> None:
    made = press(part(given(CRM), "calibrate"), "calibrate-all")
    for one in told().suggestions:
        if not one.sound:
            press(made, f"accept-{one.path}")
    everything = follow(PLAN, apply(PLAN, told().suggestions))
    assert scenario(made) == everything
    assert not [b for b in made.button if str(b.key).startswith(("accept-", "calibrate-all"))]
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    again.query_params["case"] = made.query_params["case"]
    assert scenario(ran(again)) == everything


def test_a_plan_changed_elsewhere_is_the_one_compared_with() -> None:
    """What was worked out for another deal value is not shown for this one."""
    made = part(given(CRM), "calibrate")
    now = session(made).now
    session(made).now = replace(now, scenario=with_value(PLAN, "deal_value", 5100.0))
    ran(made)
    assert formatting.money(5100, "EUR", "en") in words(made)


def test_the_plan_is_written_in_the_currency_on_screen() -> None:
    made = press(part(given(CRM), "calibrate"), "calibrate-all")
    press(made, "calibrate-undo")
    held = session(made)
    held.currency = "CHF"
    held.now = held.now.seen("CHF", "en")
    assert not plan_is_kept(ran(made))  # nothing but the currency differs


def test_another_case_has_a_plan_of_its_own() -> None:
    made = press(part(given(CRM), "calibrate"), "calibrate-all")
    before = session(made).now
    other = seen("in-house-sdr")
    session(made).now = Snapshot("in-house-sdr", other, other)
    ran(made)
    assert not plan_is_kept(made)
    assert f"accept-channels/{other.channels[0].name}/quote_to_customer" in {
        button.key for button in made.button
    }
    press(made, "calibrate-all")
    assert plan_is_kept(made)
    session(made).now = before
    part(made, "forecast")


def test_an_input_renamed_since_is_no_longer_offered() -> None:
    made = press(part(given(CRM), "calibrate"), "accept-deal_value")
    now = session(made).now
    renamed = replace(now.scenario, channels=(replace(now.scenario.channels[0], name="Calls"),))
    session(made).now = replace(now, scenario=renamed)
    ran(made)
    keys = {button.key for button in made.button}
    assert f"accept-{CONVERSION}" not in keys and "accept-cycle_months" in keys
    assert "calibrate-all" not in keys  # hints alone are left
    press(made, "accept-cycle_months")
    assert scenario(made).evidence["cycle_months"]["grade"] == "measured"


def test_files_that_tell_nothing_say_so() -> None:
    made = part(given(FEC), "calibrate")
    assert said("nothing_to_calibrate") in [info.value for info in made.info]


def test_what_is_now_to_be_expected_follows_what_was_accepted() -> None:
    made = part(given(FEC, CRM), "forecast")
    readings = [read(sample(name), name=name) for name in (FEC, CRM)]
    entries = readings[0].entries
    deals, as_of = joined_deals(readings), readings[1].as_of
    start = made.selectbox(key="upload-start").value
    planned = project(PLAN).metrics

    def shown_as_expected(now: object) -> None:
        course = reforecast(PLAN, now, entries=entries, deals=deals, as_of=as_of, start=start,
                            calibration=told(start))  # fmt: skip
        wanted = []
        for name in ("payback_month", "roi", "net_gain", "cash_trough"):
            value = course.metrics[name]["value"]
            wanted.append(formatting.metric(name, value, "EUR", "en"))
        assert headline(made) == wanted
        payback = planned["payback_month"].value
        assert said("planned", value=formatting.metric("payback_month", payback, "EUR", "en")) in (
            made.metric[0].delta
        )
        reason = course.metrics["payback_month"]["reason"]
        assert reason is None or text(f"metrics.reason.{reason}", "en") in made.metric[0].delta

    shown_as_expected(PLAN)
    before = headline(made)
    part(made, "calibrate")
    press(made, "calibrate-all")
    part(made, "forecast")
    shown_as_expected(scenario(made))
    assert headline(made)[0] != before[0]  # the payback is another one now


def test_without_deals_the_band_is_that_of_the_case() -> None:
    shown = part(given("fr_utf8.csv"), "forecast")
    assert said("band_of_case") in words(shown)
    kept = session(shown).extras["cached_outlook"]
    assert len(kept) == 1  # the draws of Simulate, not others
    ran(shown)
    assert len(kept) == 1
    assert said("band_of_case") not in words(part(given(CRM), "forecast"))
