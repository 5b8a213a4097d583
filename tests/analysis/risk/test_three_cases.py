"""The cautious and the ambitious case: each doubt to the end that costs or brings net gain."""

from __future__ import annotations

from math import sqrt

import pytest

from roi_model import project
from roi_model.analysis.risk.spreads import drawn_doubts
from roi_model.analysis.risk.three_cases import three_cases
from roi_model.declaration.paths import get_value
from roi_model.declaration.scenario import Channel, CostLine, Role, Scenario
from roi_model.storage.presets import presets

PLAN = Scenario(
    name="Demo",
    channels=(Channel(name="Calls", meeting_cost=100),),
    team=(Role(title="SDR", gross_salary=20_000),),
    costs=(CostLine(name="CRM", amount=500),),
    uncertainty={
        "deal_value": {"kind": "triangular", "low": 4000, "mode": 5000, "high": 8000},
        "channels/Calls/meeting_cost": {"kind": "triangular", "low": 50, "mode": 100, "high": 200},
        "discount_rate": {"kind": "range", "p10": 0.02, "p90": 0.2},
        "team/SDR/start_month": {"kind": "range", "p10": 1, "p90": 4},
    },
)


def net_gain(scenario: Scenario) -> float:
    return float(project(scenario).metrics["net_gain"].value)


def test_each_input_goes_to_the_end_that_is_worse_for_net_gain() -> None:
    found = three_cases(PLAN)
    moves = {m.path: (m.cautious, m.expected, m.ambitious) for m in found.moves}
    # P10 of a triangle: low + √(10 % · width · rise); P90: high − √(10 % · width · fall).
    worse, better = 4000 + sqrt(0.1 * 4000 * 1000), 8000 - sqrt(0.1 * 4000 * 3000)
    assert moves["deal_value"] == pytest.approx((worse, 5000, better))
    cheap, dear = 50 + sqrt(0.1 * 150 * 50), 200 - sqrt(0.1 * 150 * 100)
    assert moves["channels/Calls/meeting_cost"] == pytest.approx((dear, 100, cheap))
    assert moves["discount_rate"] == (PLAN.discount_rate,) * 3  # net gain is not discounted
    # Whole months stay whole; later means fewer salaries and the same leads.
    assert moves["team/SDR/start_month"] == (1, 1, 4)
    assert get_value(found.ambitious, "team/SDR/start_month") == 4
    assert found.expected is PLAN


@pytest.mark.parametrize("slug", [p.slug for p in presets()])
def test_the_cases_stand_in_order_on_every_preset(slug: str) -> None:
    scenario = next(p.scenario for p in presets() if p.slug == slug)
    found = three_cases(scenario)
    assert [move.path for move in found.moves] == [d.path for d in drawn_doubts(scenario)]
    assert net_gain(found.cautious) < net_gain(scenario) < net_gain(found.ambitious)
    for move in found.moves:
        assert get_value(found.cautious, move.path) == pytest.approx(move.cautious)
        assert get_value(found.ambitious, move.path) == pytest.approx(move.ambitious)


def test_certain_plans_have_one_case_alone() -> None:
    sure = Scenario(
        name="Sure",
        channels=(Channel(name="Calls"),),
        uncertainty={"deal_value": {"kind": "range", "p10": 5000, "p90": 5000}},
        drawn={"others": False},
    )
    found = three_cases(sure)
    assert net_gain(found.cautious) == net_gain(sure) == net_gain(found.ambitious)
