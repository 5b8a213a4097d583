"""The value of an input that brings a metric to its target."""

from __future__ import annotations

import math

import numpy as np
import pytest

from roi_model import project
from roi_model.analysis.search.goal import (
    UNREACHABLE,
    goal,
    used_inputs,
    what_would_have_to_be_true,
)
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Scenario
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_from_dict
from tests.analysis.search.curves import CHANNEL, LINKEDIN, sought


def test_the_goal_of_a_straight_line() -> None:
    found = sought(lambda x: 3 * x + 1, 100.0, 5.0)
    assert found.value == pytest.approx(33.0, rel=1e-13)
    assert (found.reason, found.others) == (None, ())
    assert found.metric == pytest.approx(100.0)


def test_several_roots_are_said_so() -> None:
    found = sought(lambda x: (x - 20) ** 2, 25.0, 16.0)
    assert found.value == pytest.approx(15.0)
    assert found.others == pytest.approx((25.0,))


def test_a_target_that_is_just_touched_is_reached() -> None:
    found = sought(lambda x: 50 - (x - 37.123456) ** 2, 50.0, 5.0)
    assert found.value == pytest.approx(37.123456, rel=1e-4)
    assert found.metric == pytest.approx(50.0, rel=1e-9)


def test_two_roots_between_two_steps_are_both_found() -> None:
    found = sought(lambda x: (x - 60) ** 2, 1e-4, 5.0)
    assert (found.value, *found.others) == pytest.approx((59.99, 60.01), rel=1e-9)


def test_the_best_in_range_may_lie_inside_it() -> None:
    found = sought(lambda x: 50 - (x - 37.5) ** 2, 60.0, 5.0)
    assert (found.value, found.metric) == (None, pytest.approx(50.0))
    assert found.best_value == pytest.approx(37.5, rel=1e-4)


def test_a_stretch_at_the_target_is_one_answer() -> None:
    found = sought(lambda x: np.maximum(30.0 - x, 0.0), 0.0, 5.0)
    assert (found.value, found.others) == (pytest.approx(30.0, abs=5.0), ())
    assert sought(lambda x: np.maximum(30.0 - x, 0.0), 0.0, 50.0).value == 50.0
    found = sought(lambda x: np.maximum(x // 10, 3.0), 3.0, 1.0, whole=True)
    assert (found.value, found.others) == (1.0, ())


def test_an_unreachable_target_has_the_best_in_range() -> None:
    found = sought(lambda x: 50 - (x - 100) ** 2 / 400, 60.0, 5.0)
    assert (found.value, found.reason) == (None, UNREACHABLE)
    assert (found.best_value, found.metric) == (100.0, 50.0)


def test_of_equally_good_values_the_nearest_to_the_present() -> None:
    found = sought(lambda x: 0 * x + 7.0, 60.0, 5.0)
    assert (found.best_value, found.metric) == (5.0, 7.0)


def test_a_jump_over_the_target_does_not_reach_it() -> None:
    found = sought(lambda x: np.where(x < 30, 1.0, 3.0), 2.0, 5.0)
    assert (found.value, found.reason) == (None, UNREACHABLE)


def test_the_present_value_may_be_the_answer() -> None:
    assert sought(lambda x: 2 * x, 10.0, 5.0).value == 5.0


def test_what_is_never_defined_has_no_best() -> None:
    found = sought(lambda x: x * np.nan, 1.0, 5.0)
    assert (found.value, found.reason, found.best_value) == (None, UNREACHABLE, None)


def test_a_whole_number_goes_to_the_target_or_beyond() -> None:
    assert sought(lambda x: x * 2, 9.0, 2.0, whole=True).value == 5
    assert sought(lambda x: x * 2, 9.0, 8.0, whole=True).value == 4
    assert sought(lambda x: x * 2, 8.0, 2.0, whole=True).value == 4


def test_the_goals_of_the_linkedin_preset() -> None:
    value = goal(LINKEDIN, CHANNEL + "quote_to_customer", "roi", 0.0).value
    assert value == pytest.approx(0.13576, abs=5e-6)
    assert goal(LINKEDIN, "deal_value", "roi", 0.0).value == pytest.approx(2172.12, abs=5e-3)


@pytest.mark.parametrize("case", [p.scenario for p in presets()], ids=lambda case: case.name)
def test_a_goal_put_into_the_plan_gives_the_target(case: Scenario) -> None:
    now = project(case).metrics["roi"].value
    assert isinstance(now, float)
    for found in what_would_have_to_be_true(case, "roi", now + 0.1):
        if found.value is not None:
            there = project(with_value(case, found.path, found.value)).metrics["roi"].value
            assert there == pytest.approx(now + 0.1, abs=1e-9)
        else:
            assert found.reason == UNREACHABLE
            assert found.metric is not None and found.metric < now + 0.1


def test_the_five_are_those_of_the_channel_that_earns_most() -> None:
    raw = {
        "name": "Two",
        "channels": [{"name": "Small", "contacts": 10}, {"name": "Big", "deal_value": 9000}],
    }
    assert used_inputs(scenario_from_dict(raw)) == [
        "channels/Big/contacts",
        "channels/Big/contact_to_lead",
        "channels/Big/quote_to_customer",
        "channels/Big/deal_value",
        "gross_margin",
    ]


@pytest.mark.parametrize(
    ("path", "metric", "target", "code"),
    [
        ("deal_valeu", "roi", 0.0, "unknown_path"),
        ("currency", "roi", 0.0, "not_numeric"),
        (CHANNEL + "saturation_spend", "roi", 0.0, "null"),
        ("deal_value", "roy", 0.0, "unknown_metric"),
        ("deal_value", "roi", math.nan, "not_finite"),
    ],
)
def test_what_cannot_be_sought(path: str, metric: str, target: float, code: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        goal(LINKEDIN, path, metric, target)
    assert [problem.code for problem in refused.value.problems] == [code]
