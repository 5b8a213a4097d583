"""Values as people type and read them, and the stops of the sliders."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roi_model.declaration.card import Card, cards
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.editing import edits, entry, scale
from roi_model.editing.typed import AmbiguousError

NUMBERS = [
    card
    for entity in (Scenario, Channel, Role, CostLine)
    for card in cards(entity).values()
    if card.is_number
] + [edits.TOOLS, edits.LAUNCH]
SLIDERS = [card for card in NUMBERS if card.slider is not None]


def card(name: str) -> Card:
    return cards(Scenario)[name]


@given(st.sampled_from(NUMBERS), st.data(), st.sampled_from(["EUR", "USD", "GBP", "CHF"]))
def test_what_is_written_reads_back(one: Card, data: st.DataObject, currency: str) -> None:
    top = min(one.high, 1e7)
    value = data.draw(st.integers(int(one.low), int(top)) if one.whole else st.floats(one.low, top))
    assume(value == 0 or value > 1e-9)  # no one types a trillionth of a percent
    for lang in ("fr", "en"):
        shown = entry.written(one, value, currency, lang)
        tolerance = 0.5e-4 if one.unit.is_percent else 1e-14  # percents show two decimals
        same = pytest.approx(value, rel=1e-11, abs=tolerance)
        assert entry.parsed(one, shown, lang, value) == same
        try:  # without what the box holds, 2.625 may be asked about, but never be another number
            assert entry.parsed(one, shown, lang) == same
        except AmbiguousError as asked:
            assert same in asked.readings


@pytest.mark.parametrize(
    ("name", "typed", "lang", "value"),
    [
        ("deal_value", "4 500,5 €", "fr", 4500.5),
        ("deal_value", "4\u202f500,5\u00a0€", "fr", 4500.5),
        ("deal_value", "4500.5", "fr", 4500.5),
        ("deal_value", "4.500,5", "fr", 4500.5),
        ("deal_value", "$4,500.50", "en", 4500.5),
        ("deal_value", "4,500", "en", 4500.0),
        ("deal_value", "4,5", "en", 4.5),
        ("deal_value", "CHF 12’000", "en", None),  # a typographic apostrophe is no separator here
        ("deal_value", "CHF 12'000", "en", 12000.0),
        ("deal_value", "12k", "en", 12000.0),
        ("deal_value", "1,2 M€", "fr", 1_200_000.0),
        ("deal_value", "1.234.567", "fr", 1_234_567.0),
        ("gross_margin", "62,5 %", "fr", 0.625),
        ("gross_margin", "7", "en", 0.07),
        ("gross_margin", "−5 %", "fr", -0.05),
        ("cycle_months", "3 mois", "fr", 3.0),
        ("cycle_months", "6m", "en", 6.0),  # months, not millions
        ("dso_days", "45 jours", "fr", 45.0),
        ("deal_value", "1e3", "en", 1000.0),
        ("deal_value", "7,3k", "fr", 7300.0),
        ("deal_value", "7,3 k€", "fr", 7300.0),
        ("deal_value", "600 €/mois", "fr", 600.0),
        ("deal_value", "600 € HT", "fr", 600.0),
        ("deal_value", "≈ 7 500 €", "fr", 7500.0),
        ("deal_value", "$US 600", "fr", 600.0),
        ("deal_value", "31200/12", "fr", 2600.0),
        ("deal_value", "31 200 € / 12", "fr", 2600.0),
        ("deal_value", "=3 x 400 + 50", "en", 1250.0),
        ("gross_margin", "9,5", "fr", 0.095),
        ("gross_margin", "15/50", "fr", 0.3),  # 15 of 50
        ("gross_margin", "60/2", "fr", 0.3),
        ("gross_margin", "60 % / 2", "fr", 0.3),
        ("cycle_months", "1.500", "fr", 1.5),  # 1,500 months are out of range
        ("cycle_months", "2 ans", "fr", 24.0),
        ("horizon_months", "3 years", "en", 36.0),
    ],
)
def test_usual_ways_of_typing(name: str, typed: str, lang: str, value: float | None) -> None:
    if value is None:
        with pytest.raises(ValueError):
            entry.parsed(card(name), typed, lang)
    else:
        assert entry.parsed(card(name), typed, lang) == value


@pytest.mark.parametrize(
    ("name", "typed", "lang", "now", "meant"),
    [
        ("deal_value", "2.600", "fr", 2500.0, 2600.0),
        ("deal_value", "2.600", "fr", 0.0, 2600.0),  # no amount has three decimals
        ("deal_value", "2.600", "fr", 3.0, (2.6, 2600.0)),
        ("deal_value", "2.600", "en", 2500.0, (2.6, 2600.0)),
        ("deal_value", "2.600", "en", 3.0, 2.6),
        ("deal_value", "2,600", "fr", 2500.0, (2.6, 2600.0)),
        ("deal_value", "2,600", "fr", 3.0, 2.6),
        ("deal_value", "2,600", "en", 3.0, 2600.0),  # as English writes it
        ("deal_value", "2.600k", "fr", 3000.0, 2600.0),
        ("deal_value", "7,5000", "en", 7500.0, 75_000.0),  # a nought was added to 7,500
        ("deal_value", "7,50", "en", 7500.0, (7.5, 750.0)),  # one was taken away, or a French comma
        ("deal_value", "7,50", "en", 8.0, 7.5),
    ],
)
def test_a_mark_between_thousands_or_before_decimals(
    name: str, typed: str, lang: str, now: float, meant: float | tuple[float, float]
) -> None:
    """What the input may hold and holds now decides; else both numbers are offered."""
    if isinstance(meant, tuple):
        with pytest.raises(AmbiguousError) as asked:
            entry.parsed(card(name), typed, lang, now)
        assert asked.value.readings == meant
    else:
        assert entry.parsed(card(name), typed, lang, now) == meant


def test_a_figure_per_year_in_a_box_per_month() -> None:
    salary = cards(Role)["gross_salary"]
    assert entry.parsed(salary, "36 k€/an", "fr") == 3000.0
    assert entry.parsed(salary, "3,000 per month", "en") == 3000.0
    assert entry.parsed(cards(Role)["fte"], "1,5 ETP", "fr") == 1.5
    assert entry.parsed(cards(Channel)["contacts"], "1 200 contacts", "fr") == 1200.0


NO_NUMBERS = (
    *("", "abc", "12 % of 30", "1.2.3", "1,2,3", "--", "nan", "inf"),
    *("6OO", "l00", "1O", "600 TTC", "12 mois", "25-35", "25–35 %", "1/0", "5/", "3 apples"),
)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        entry.parsed(card("deal_value"), typed, "en")


def test_an_empty_entry_means_none_where_none_is_legal() -> None:
    assert entry.parsed(cards(Channel)["deal_value"], " ", "fr") is None
    assert entry.written(cards(Channel)["deal_value"], None, "EUR", "fr") == ""


def test_percents_and_money_in_both_languages() -> None:
    assert entry.written(card("gross_margin"), 0.07, "EUR", "en") == "7%"
    assert (
        entry.written(card("gross_margin"), 0.335, "EUR", "fr")
        .replace("\u202f", " ")
        .replace("\u00a0", " ")
        == "33,5 %"
    )
    assert entry.written(card("deal_value"), 12345.5, "USD", "en") == "$12,345.5"
    assert entry.written(card("horizon_months"), 1, "EUR", "en") == "1\u00a0month"


@given(st.sampled_from(SLIDERS), st.data())
def test_stops_hold_every_legal_value(one: Card, data: st.DataObject) -> None:
    value: Any = data.draw(st.floats(one.low, one.high))
    stops = scale.stops(one, value)
    assert value in stops
    assert all(a < b for a, b in itertools.pairwise(stops))
    assert one.low <= stops[0] and stops[-1] <= max(one.high, value)
    assert len(stops) <= scale.MOST_STOPS + 400
    labels = [entry.written(one, stop, "EUR", "fr") for stop in stops if stop != value]
    assert len(set(labels)) == len(labels), "two stops read the same"


@pytest.mark.parametrize("one", SLIDERS, ids=lambda c: c.key)
def test_the_comfortable_range_is_the_cards(one: Card) -> None:
    assert one.slider is not None
    stops = scale.stops(one, one.slider.low)
    assert (stops[0], stops[-1]) == (one.slider.low, one.slider.high)


@pytest.mark.parametrize("name", ["deal_value"])
def test_a_wide_scale_feels_even(name: str) -> None:
    """Beyond the fine steps at its start, a stop is never more than 6 % above the one before."""
    one = card(name)
    assert one.slider is not None and scale.is_mixed(one)
    stops = scale.stops(one, 5000)
    high = [s for s in stops if s >= 25 * one.slider.step]
    assert all(b / a <= 1.06 for a, b in itertools.pairwise(high))
    decades = [sum(10**d <= s < 10 ** (d + 1) for s in stops) for d in (4, 5)]
    assert max(decades) - min(decades) <= 1


def test_a_month_ends_with_the_horizon() -> None:
    assert max(scale.stops(card("campaign_months"), 6, most=24)) == 24
    assert max(scale.stops(card("campaign_months"), 30, most=24)) == 30


def test_a_value_beyond_the_slider_widens_it() -> None:
    stops = scale.stops(card("deal_value"), 3_000_000)
    assert stops[-1] == 5_000_000
    assert math.isclose(stops[1], 100)
