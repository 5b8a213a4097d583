"""Values as people type and read them, and the stops of the sliders."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from roi_model.declaration.card import Card, cards
from roi_model.declaration.scenario import Channel, Role
from roi_model.editing import entry
from roi_model.editing.typed import AmbiguousError
from tests.editing.numbers import NUMBERS, card


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


def test_a_figure_per_year_in_a_box_per_month() -> None:
    salary = cards(Role)["gross_salary"]
    assert entry.parsed(salary, "36 k€/an", "fr") == 3000.0
    assert entry.parsed(salary, "3,000 per month", "en") == 3000.0
    assert entry.parsed(cards(Role)["fte"], "1,5 ETP", "fr") == 1.5
    assert entry.parsed(cards(Channel)["contacts"], "1 200 contacts", "fr") == 1200.0


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
