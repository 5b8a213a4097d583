"""The stops of a slider are few, round, legal, and the plan's own value is one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import get_value
from roi_model.declaration.steps import level
from roi_model.engine.draws import Draws
from roi_model.export.page.stops import MOST_STOPS, choosable, sliders, telling
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.strategies import Json, scenarios

CASE = preset("linkedin-outbound").scenario


@given(scenarios(), st.integers(1, MOST_STOPS))
def test_every_input_has_stops_the_engine_takes(raw: Json, most: int) -> None:
    scenario = scenario_from_dict(raw)
    for path in choosable(scenario):
        (slider,) = sliders(scenario, [path], most)
        assert slider.stops[slider.here] == level(get_value(scenario, path))
        assert list(slider.stops) == sorted(set(slider.stops))
        assert 1 <= len(slider.stops) <= most
        Draws(scenario, {path: slider.stops})  # refuses what is not legal


def test_nearly_every_input_of_the_examples_has_stops_enough() -> None:
    few = {}
    for one in presets():
        for path in choosable(one.scenario):
            (slider,) = sliders(one.scenario, [path])
            if len(slider.stops) < 5:
                few[path] = slider.stops
    assert few == {}


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("deal_value", 5000.0, (3e3, 4e3, 5e3, 6e3, 7e3, 8e3, 9e3, 1e4)),
        ("retention", 0.85, (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)),
        ("campaign_months", 2, (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)),
        ("monthly_fee", 0.0, (0.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4, 2e4)),
        ("commission", 0.0, (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)),
        ("gross_margin", 1.0, (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)),
    ],
)
def test_stops_are_what_people_expect(path: str, value: float, expected: tuple[float, ...]) -> None:
    (slider,) = sliders(replace(CASE, **{path: value}), [path])
    assert slider.stops == expected


def test_months_end_with_the_horizon() -> None:
    short = replace(CASE, horizon_months=6, campaign_months=5)
    (slider,) = sliders(short, ["campaign_months"])
    assert slider.stops[-1] == 6


def test_what_is_not_chosen_tells_most_and_is_understood() -> None:
    cards = choosable(CASE)
    assert telling(CASE) == [slider.path for slider in sliders(CASE)]
    assert len(telling(CASE)) == 4
    assert not any(cards[path].advanced for path in telling(CASE))


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (["horizon_months"], "no_slider"),
        (["name"], "no_slider"),
        (["channels/Nobody/contacts"], "no_slider"),
        (["deal_value", "market", "retention", "commission", "dso_days"], "too_many_sliders"),
    ],
)
def test_what_cannot_be_a_slider_is_said(chosen: list[str], code: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        sliders(CASE, chosen)
    assert [problem.code for problem in refused.value.problems] == [code]
