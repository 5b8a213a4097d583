"""Initiatives: what they may multiply, and what is no effect."""

from __future__ import annotations

import pytest

from roi_model import ScenarioError
from roi_model.declaration.card import cards
from roi_model.declaration.initiatives import EFFECT_PARAMETERS, Effect
from roi_model.declaration.scenario import Channel, Scenario


def test_an_effect_multiplies_an_input_of_a_channel_or_of_the_case() -> None:
    known = {*cards(Channel), *cards(Scenario), "people_cost"}
    assert [name for name in EFFECT_PARAMETERS if name not in known] == []


def test_the_cost_of_people_belongs_to_no_channel() -> None:
    assert Effect(parameter="people_cost", factor=0.9).channel is None
    with pytest.raises(ScenarioError) as caught:
        Effect(parameter="people_cost", factor=0.9, channel="Calls")
    assert [p.code for p in caught.value.problems] == ["team_has_no_channel"]
