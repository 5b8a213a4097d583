"""Targets against what came and what is forecast."""

from __future__ import annotations

import pytest

from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.targets import LOWER_IS_BETTER, METRICS, Target, judge
from roi_model.reading.reading import read
from roi_model.texts import LANGUAGES, text
from tests.actuals.forecasts import COSTS, DAY, PLAN, both
from tests.actuals.pipelines import deals


@pytest.mark.parametrize(
    ("metric", "value", "by", "status", "expected"),
    [
        ("customers", 2, "2024-02", "met", 2),
        ("customers", 3, 2, "missed", 2),
        ("customers", 6, 6, "on_track", 6),
        ("won_business", 6500, "2024-06", "at_risk", 6400),
        ("investment", 700, 2, "met", 680),  # spending less is better
        ("investment", 1800, 6, "at_risk", 1880),
        ("conversion", 0.3, 2, "met", 2 / 6),
        ("cac", 400, 2, "met", 340),
        ("cpl", 100, 2, "missed", 680 / 6),
        ("gross_profit", 1440, 2, "met", 1440),
        ("roi", 2, 2, "missed", (1440 - 680) / 680),
        ("cumulative_cash", 0, 3, "on_track", 60),
    ],
)
def test_targets_by_hand(metric: str, value: float, by: int | str, status: str, expected: float):  # type: ignore[no-untyped-def]
    found = judge(Target(metric, value, by), both())
    assert found["status"] == status
    assert found["expected"] == pytest.approx(expected)
    assert found["reason"] is None
    for lang in LANGUAGES:
        assert text(f"calibration.status.{status}", lang)
        assert text(f"calibration.target.{metric}", lang)


def test_targets_that_cannot_be_judged_say_why() -> None:
    found = both()
    assert judge(Target("customers", 1, "2025-01"), found)["reason"] == "beyond_horizon"
    assert judge(Target("customers", 1, "2023-12"), found)["reason"] == "before_start"
    nobody = reforecast(PLAN, deals=deals(("2024-01-05", "", "open", 1.0, "")), as_of=DAY)
    late = judge(Target("cac", 500, 1), nobody)
    assert (late["status"], late["reason"], late["expected"]) == ("unknown", "no_customers", None)
    # Costs alone tell of no customer: what the plan says of a past month is no fact.
    costs = reforecast(PLAN, entries=read(COSTS).entries)
    told = judge(Target("customers", 1, 1), costs)
    assert (told["status"], told["actual"]) == ("on_track", None)
    assert judge(Target("investment", 400, 1), costs)["status"] == "met"
    with pytest.raises(ValueError, match="allowed: customers"):
        Target("happiness", 1, 1)
    for lang in LANGUAGES:
        for reason in ("beyond_horizon", "before_start", "no_customers", "too_young"):
            assert text(f"calibration.reason.{reason}", lang)
    assert set(METRICS) > LOWER_IS_BETTER


def test_what_is_signed_and_open_covers_a_part_of_a_target() -> None:
    """Two customers won; the plan's law leaves the open deal of February nothing more."""
    found = both()
    assert judge(Target("customers", 8, 6), found)["covered"] == pytest.approx(2 / 8)
    assert judge(Target("won_business", 4800, "2024-01"), found)["covered"] == pytest.approx(0.5)
    assert judge(Target("roi", 1, 6), found)["covered"] is None
    assert judge(Target("customers", 8, 6), reforecast(PLAN))["covered"] is None
