"""What would have to be true, first on the page Risk: what it says is what the model says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model.analysis.risk.chances import Draws, Wish, asked_about
from roi_model.analysis.risk.doubt_words import share
from roi_model.analysis.search.goal import what_would_have_to_be_true
from roi_model.editing import entry
from roi_model.formatting.inputs import card_of, input_words
from roi_model.metrics import label as metric_label
from roi_model.storage import link
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.risk.opened import page, words

CASE = preset("linkedin-outbound").scenario


def shown(path: str, value: float, lang: str = "en") -> str:
    card = card_of(path)
    assert card is not None
    return entry.written(card, float(f"{value:.3g}"), "EUR", lang)


@pytest.mark.parametrize(
    ("slug", "lang"),
    [("in-house-sdr", "fr"), ("saas-subscription", "en"), ("inbound-and-outbound", "fr")],
)
def test_money_back_within_a_year_in_eight_of_ten_comes_first(slug: str, lang: str) -> None:
    made = page(slug, lang)
    case = made.session_state["roi_session"].now.scenario
    drawn, told = Draws(case, Wish()), words(made)
    named = text("drivers.wish.payback", lang, months="12")
    chance = share(drawn.now, lang)
    assert told.index(named) < told.index(chance)
    for found in map(drawn.needed, asked_about(case)):
        assert input_words(case, found.path, lang) in told
        if found.value is not None:
            assert shown(found.path, found.value, lang) in told


def test_values_are_judged_beside_what_is_published() -> None:
    told = words(page("linkedin-outbound"))
    for rate in ("5–10%", "10–40%"):  # contact → lead on LinkedIn, quote → customer
        assert text("drivers.judge.above", "en", range=rate) in told
    assert text("drivers.judge.unknown", "en") in told  # of the value of a deal
    named = "Gross margin, Deal value or Contacts per month"
    assert text("drivers.wish.open", "en", names=named) in told


def test_a_value_within_what_is_published_is_said_to_do() -> None:
    case = replace(CASE, deal_value=6_000.0)
    told = words(page(link.encode(case, link.OWN)))
    found = Draws(case, Wish()).needed("channels/LinkedIn outbound/quote_to_customer")
    assert found.value is not None and found.value <= 0.40
    assert text("drivers.judge.within", "en", range="10–40%") in told
    assert text("drivers.wish.within", "en", names="Quote → customer or Sales cycle") in told


def test_where_it_holds_the_table_says_how_far() -> None:
    told = words(page("sales-consulting"))
    assert text("drivers.wish.holds", "en") in told
    assert text("drivers.may_go", "en") in told


def test_another_wish_and_any_other_input() -> None:
    made = page("linkedin-outbound")
    made.selectbox(key="kept-goal_metric").set_value("net_gain")
    made.selectbox(key="kept-goal_share").set_value(0.5)
    made.selectbox(key="goal-path").set_value("dso_days").run()
    assert not made.exception
    told = words(made)
    gain = metric_label("net_gain", "en")
    target = text("drivers.wish.higher", "en", metric=gain, target="€22,600")
    assert target in told
    assert input_words(CASE, "dso_days", "en") in told


def test_the_plan_as_stated_is_sought_without_draws() -> None:
    made = page("linkedin-outbound")
    made.selectbox(key="kept-goal_metric").set_value("roi")
    made.selectbox(key="kept-goal_share").set_value(0.0).run()
    assert not made.exception
    told = words(made)
    for found in what_would_have_to_be_true(CASE, "roi", 1.0):
        if found.value is not None:
            assert shown(found.path, found.value) in told
    assert text("drivers.goal_note", "en") in told


def test_the_map_is_of_two_inputs_that_are_not_the_same() -> None:
    made = page("linkedin-outbound")
    first, second = (made.selectbox(key=f"kept-pair_{name}") for name in ("first", "second"))
    assert (first.value, second.value) == (
        "gross_margin", "channels/LinkedIn outbound/quote_to_customer",
    )  # fmt: skip
    first.set_value("channels/LinkedIn outbound/quote_to_customer").run()
    assert not made.exception
    assert made.selectbox(key="kept-pair_second").value == "gross_margin"
