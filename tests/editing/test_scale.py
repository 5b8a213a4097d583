"""The stops of a slider reach every legal value."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.declaration.card import Card
from roi_model.editing import entry, scale
from tests.editing.numbers import NUMBERS, card

SLIDERS = [card for card in NUMBERS if card.slider is not None]


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
