"""The funnel's bottleneck: each row is a plan of its own, worked out apart."""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise

import pytest

from roi_model import Channel, Scenario, project
from roi_model.analysis.bottleneck import Gain, bottlenecks
from roi_model.declaration.paths import get_value, with_value
from roi_model.storage.presets import preset, presets


def figures(scenario: Scenario) -> dict[str, float]:
    metrics = project(scenario).metrics
    made = {}
    for name in ("gross_profit", "net_gain", "payback_month"):
        value = metrics[name].value
        made[name] = math.nan if value is None else float(value)
    return made


def check(gain: Gain | None, expected: float, scenario: Scenario, path: str) -> None:
    if gain is None:
        return
    assert gain.to == pytest.approx(expected, rel=1e-12)
    moved, plan = figures(with_value(scenario, path, gain.to)), figures(scenario)
    assert gain.gross_profit == pytest.approx(
        moved["gross_profit"] - plan["gross_profit"], rel=1e-9, abs=1e-6
    )
    assert gain.net_gain == pytest.approx(moved["net_gain"] - plan["net_gain"], rel=1e-9, abs=1e-6)
    if math.isnan(moved["payback_month"]):
        assert gain.payback_month is None
    else:
        assert gain.payback_month == pytest.approx(moved["payback_month"], rel=1e-9)
    change = moved["payback_month"] - plan["payback_month"]
    if math.isnan(change):
        assert gain.payback_change is None
    else:
        assert gain.payback_change == pytest.approx(change, abs=1e-7)


@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_every_row_is_a_plan_of_its_own(slug: str) -> None:
    scenario = preset(slug).scenario
    found = bottlenecks(scenario)
    assert found
    for row in found:
        own = get_value(scenario, row.path)
        value = get_value(scenario, row.parameter) if own is None else own
        assert row.value == value
        cheaper = row.parameter in ("cycle_months", "lead_price", "meeting_cost", "monthly_cost")
        check(row.tenth, value * 0.9 if cheaper else min(1.0, value * 1.1), scenario, row.path)
        assert row.point is None or not cheaper
        check(row.point, min(1.0, value + 0.01), scenario, row.path)
    ranked = [row.brings() for row in found]
    assert all(later <= earlier + 1e-3 for earlier, later in pairwise(ranked))


CALLS = Channel(
    name="Calls",
    contacts=1000,
    contact_to_lead=0.1,
    lead_to_qualified=0.3,
    qualified_to_meeting=1.0,
    meeting_to_quote=0.5,
    quote_to_customer=0.995,
    lead_price=10,
    monthly_cost=100,
)
CASE = Scenario(name="Case", channels=(CALLS,), cycle_months=0, dso_days=0, commission=0)


def test_a_point_finds_the_lowest_rate() -> None:
    """One point of 10 % is a tenth of the customers, one of 50 % a fiftieth."""
    found = bottlenecks(CASE, move="point")
    assert [row.parameter for row in found][:3] == [
        "contact_to_lead", "lead_to_qualified", "meeting_to_quote",
    ]  # fmt: skip
    plan = figures(CASE)["gross_profit"]
    for row, share in zip(found, (0.01 / 0.1, 0.01 / 0.3, 0.01 / 0.5), strict=False):
        assert row.point is not None
        assert row.point.gross_profit == pytest.approx(plan * share, rel=1e-9)


def test_a_rate_stops_at_one() -> None:
    rows = {row.parameter: row for row in bottlenecks(CASE)}
    assert "qualified_to_meeting" not in rows  # there already
    last = rows["quote_to_customer"]
    assert last.point is not None and last.point.to == 1.0
    assert last.tenth is not None and last.tenth.to == 1.0


def test_equals_go_by_what_they_cost_and_then_by_a_point() -> None:
    """A tenth more of any rate brings the same customers; the late stages need no more leads."""
    found = [row.parameter for row in bottlenecks(CASE)]
    assert found[:3] == ["meeting_to_quote", "lead_to_qualified", "contact_to_lead"]
    assert found[3] == "quote_to_customer"  # less than a tenth: it stops at 1


def test_the_kind_of_action() -> None:
    case = dataclasses.replace(CASE, monthly_fee=50, cycle_months=4)
    actions = {row.parameter: row.action for row in bottlenecks(case)}
    assert actions == {
        "contact_to_lead": "targeting",
        "lead_to_qualified": "targeting",
        "meeting_to_quote": "targeting",
        "quote_to_customer": "targeting",
        "cycle_months": "pitch",
        "retention": "loyalty",
        "lead_price": "channel",
        "meeting_cost": "channel",
        "monthly_cost": "channel",
    }


def test_costs_rank_by_net_gain() -> None:
    found = bottlenecks(CASE, measure="net_gain")
    rows = {row.parameter: row.tenth for row in found}
    lead, meeting, budget = (rows[key] for key in ("lead_price", "meeting_cost", "monthly_cost"))
    assert lead is not None and meeting is not None and budget is not None
    assert lead.net_gain == pytest.approx(0.1 * 10 * 100 * 12, rel=1e-9)
    assert meeting.net_gain == pytest.approx(0.1 * 60 * 30 * 12, rel=1e-9)
    assert budget.net_gain == pytest.approx(0.1 * 100 * 12, rel=1e-9)
    assert lead.gross_profit == 0.0
    gains = [row.brings("net_gain") for row in found]
    assert gains == sorted(gains, reverse=True)


def test_the_budget_of_a_saturated_channel_is_not_here() -> None:
    saturated = dataclasses.replace(CALLS, saturation_spend=100.0, reference_spend=100.0)
    case = dataclasses.replace(CASE, channels=(saturated,))
    assert "monthly_cost" not in {row.parameter for row in bottlenecks(case)}


def test_a_plan_without_anybody() -> None:
    nobody = dataclasses.replace(CALLS, contacts=0, monthly_cost=0)
    assert bottlenecks(dataclasses.replace(CASE, channels=(nobody,))) == []
