"""Flip points and goal seek: on curves whose crossings are known, then on the presets."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from roi_model import project
from roi_model.analysis.search.flips import Range, flip_points, flips
from roi_model.analysis.search.goal import (
    UNREACHABLE,
    goal,
    seek,
    used_inputs,
    what_would_have_to_be_true,
)
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.paths import numeric_paths, with_value
from roi_model.declaration.scenario import Scenario
from roi_model.metrics import CARDS
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import scenario_from_dict

LINKEDIN = preset("linkedin-outbound").scenario
CHANNEL = f"channels/{LINKEDIN.channels[0].name}/"


def curve(of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda draws: of(draws["x"])


def crossing(of: Callable[[Any], Any], now: float, low: float, high: float, **more: Any) -> Any:
    [found] = flips(curve(of), {"x": Range(now, low, high, 0.01, **more)})
    return found


# Flip points ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "now", "root"),
    [
        (lambda x: x - math.pi, 1.0, math.pi),
        (lambda x: math.pi - x, 9.0, math.pi),
        (lambda x: x**3 - 2, 8.0, 2 ** (1 / 3)),
        (lambda x: 1 / x - 0.001, 3.0, 1000.0),
        (lambda x: np.tanh(x - 5) * 1e12, 1.0, 5.0),
        (lambda x: np.sign(x - math.e), 1.0, math.e),  # a jump: there is no line to follow
        (lambda x: np.where(x > math.e, 1e-9, -1e9), 1.0, math.e),
    ],
)
def test_a_crossing_is_found_to_the_last_digits(of: Any, now: float, root: float) -> None:
    assert crossing(of, now, 1e-3, 10_000.0).value == pytest.approx(root, rel=1e-12)


def test_the_nearest_of_two_crossings() -> None:
    def of(x: Any) -> Any:
        return (x - 2) * (x - 8)

    assert crossing(of, 3.0, 0.0, 100.0).value == pytest.approx(2)
    assert crossing(of, 7.0, 0.0, 100.0).value == pytest.approx(8)
    assert crossing(of, 9.0, 0.0, 100.0).value == pytest.approx(8)


def test_none_in_range() -> None:
    found = crossing(lambda x: x + 1, 3.0, 0.0, 10.0)
    assert (found.value, found.reason) == (None, "none_in_range")


def test_an_undefined_stretch_is_no_crossing() -> None:
    def of(x: Any) -> Any:
        return np.where(x < 5, np.where(x > 2, np.nan, -1.0), 1.0)

    assert crossing(of, 8.0, 0.0, 10.0).value is None


def test_a_whole_number_is_the_first_on_the_other_side() -> None:
    assert crossing(lambda x: x - 6.5, 2.0, 1.0, 36.0, whole=True).value == 7
    assert crossing(lambda x: x - 6.5, 12.0, 1.0, 36.0, whole=True).value == 6


def test_inputs_are_searched_together_as_if_alone() -> None:
    def figure(draws: Any) -> Any:
        return draws.get("a", 3.0) * draws.get("b", 5.0) - 6.0

    found = flips(figure, {"a": Range(3.0, 0.0, 10.0, 0.1), "b": Range(5.0, 0.0, 10.0, 0.1)})
    assert [flip.value for flip in found] == pytest.approx([1.2, 2.0], rel=1e-12)


def test_a_season_of_one_month_alone_never_vanishes() -> None:
    plan = dataclasses.replace(LINKEDIN, seasonality=(0.0, 3.0) + (0.0,) * 10)
    by_path = {flip.path: flip for flip in flip_points(plan, "net_gain")}
    assert by_path["seasonality/2"].value is None
    sought = goal(plan, "seasonality/2", "customers_signed", 0.0)
    assert (sought.value, sought.reason) == (None, "unreachable")


def test_seasons_drawn_at_0_all_the_year_reach_nobody() -> None:
    plan = dataclasses.replace(LINKEDIN, seasonality=(3.0,) + (0.0,) * 11)
    drawn = project(plan, {"seasonality/1": np.array([3.0, 0.0])})
    assert drawn.metrics["customers_signed"].value.tolist()[1] == 0  # type: ignore[union-attr]
    assert np.isfinite(drawn.monthly["cumulative_cash"]).all()


def test_the_flip_points_of_the_linkedin_preset() -> None:
    """roi = 0 at 13.576 % of quotes signed, or at a deal value of 2,172.12."""
    by_path = {flip.path: flip for flip in flip_points(LINKEDIN, "roi")}
    assert list(by_path) == list(numeric_paths(LINKEDIN))
    assert by_path[CHANNEL + "quote_to_customer"].value == pytest.approx(0.13576, abs=5e-6)
    assert by_path["deal_value"].value == pytest.approx(2172.12, abs=5e-3)
    needed = project(LINKEDIN).metrics["break_even_customers"].value
    assert needed == pytest.approx(12.218, abs=5e-4)
    signed = project(LINKEDIN).metrics["customers_signed"].value
    share = by_path[CHANNEL + "quote_to_customer"].value / LINKEDIN.channels[0].quote_to_customer
    assert signed * share == pytest.approx(needed)  # they say the same thing


@pytest.mark.parametrize("slug", ["inbound-and-outbound", "saas-subscription", "sales-consulting"])
def test_at_every_flip_point_the_metric_is_at_its_break_even(slug: str) -> None:
    case = preset(slug).scenario
    cards = numeric_paths(case)
    found = [
        flip
        for flip in flip_points(case, "npv")
        if flip.value is not None and flip.path != "horizon_months"  # bounds other months
    ]
    assert len(found) > 10
    for flip in found:
        assert flip.value is not None
        at = project(with_value(case, flip.path, flip.value)).metrics["npv"].value
        if cards[flip.path].whole:
            now = project(case).metrics["npv"].value
            assert at * now <= 0
        else:
            size = project(case).metrics["investment"].value
            assert at == pytest.approx(0, abs=1e-6 * size), flip.path


def test_payback_flips_where_it_begins_to_exist() -> None:
    flip = next(f for f in flip_points(LINKEDIN, "payback_month") if f.path == "deal_value")
    assert flip.value is not None
    paid, unpaid = (
        project(with_value(LINKEDIN, "deal_value", flip.value * share)).metrics["payback_month"]
        for share in (1 + 1e-6, 1 - 1e-6)
    )
    assert paid.value is not None and unpaid.value is None


def test_irr_breaks_even_at_the_discount_rate_be_it_moved_itself() -> None:
    flip = next(f for f in flip_points(LINKEDIN, "irr") if f.path == "discount_rate")
    assert flip.value is None  # the rate of return is far above the highest rate there is
    low = with_value(LINKEDIN, "deal_value", 2300.0)
    rate = project(low).metrics["irr"].value
    assert isinstance(rate, float) and 0.1 < rate < 0.5
    flip = next(f for f in flip_points(low, "irr") if f.path == "discount_rate")
    assert flip.value == pytest.approx(rate, rel=1e-9)


def test_a_metric_without_a_threshold_says_so() -> None:
    assert {flip.reason for flip in flip_points(LINKEDIN, "cost_per_lead")} == {"no_break_even"}
    with pytest.raises(ScenarioError, match="roy"):
        flip_points(LINKEDIN, "roy")


@pytest.mark.parametrize("metric", CARDS)
def test_every_metric_has_flip_points_or_a_reason(metric: str) -> None:
    for flip in flip_points(preset("quarter-campaign").scenario, metric):
        assert (flip.value is None) == (flip.reason is not None)


# Goal seek --------------------------------------------------------------------------------------


def sought(of: Callable[[Any], Any], target: float, now: float, **more: Any) -> Any:
    return seek(curve(of), "x", Range(now, 0.0, 100.0, 0.01, **more), target)


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


def test_an_empty_override_starts_from_what_it_inherits() -> None:
    found = goal(LINKEDIN, CHANNEL + "deal_value", "roi", 0.0)
    assert found.now == LINKEDIN.deal_value
    assert found.value == pytest.approx(2172.12, abs=5e-3)


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
