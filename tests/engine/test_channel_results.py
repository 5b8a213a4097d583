"""What each channel earns and costs, its share of the common costs included."""

from __future__ import annotations

import pytest

from roi_model import Channel, CostLine, project
from roi_model.engine.channel_results import FIGURES
from tests.engine.by_hand import EVERYONE, plan

ARRIVALS = (("A", 1000.0), ("B", 2000.0))


def test_figures_by_channel() -> None:
    """Shared costs by hours served; loyalty left out of cac; commissions due later counted in."""
    fast = Channel(
        name="Fast",
        contacts=20.0,
        monthly_cost=100.0,
        hours_per_lead=1.0,
        hours_per_meeting=1.0,
        hours_per_quote=1.0,
        cycle_months=0.0,
        **EVERYONE,
    )
    slow = Channel(
        name="Slow",
        contacts=10.0,
        incrementality=0.5,
        hours_per_lead=0.0,
        hours_per_meeting=0.0,
        hours_per_quote=2.0,
        cycle_months=2.5,
        **EVERYONE,
    )
    inputs: dict[str, object] = {
        "deal_value": 1000.0,
        "commission": 0.1,
        "commission_employer_rate": 0.0,
        "horizon_months": 3,
        "costs": (
            CostLine(name="CRM", category="tools", amount=800.0, every="once"),
            CostLine(name="Gifts", category="loyalty", amount=400.0, every="once"),
        ),
    }
    one, two = project(plan(fast, slow, **inputs)).channels
    assert list(one) == ["name", *FIGURES]
    # 20 · 3 = 60 hours and 10 · 2 = 20: three quarters and one quarter of 1,200
    assert (one["hours"], two["hours"]) == (60, 20)
    assert (one["shared_cost"], two["shared_cost"]) == pytest.approx((900, 300))
    # Slow: half of its ten sign in month 3, half after the horizon; each carries 100
    assert (one["own_cost"], two["own_cost"]) == pytest.approx((100 + 2000, 500))
    assert (one["gross_profit"], two["gross_profit"]) == pytest.approx((12_000, 5 * 0.5 * 600))
    assert one["contribution_roi"] == pytest.approx((12_000 - 2100) / 2100)
    assert two["loaded_roi"] == pytest.approx((1500 - 500 - 300) / 800)
    assert one["cac"] == pytest.approx((2100 + 900 - 300) / 20)
    assert two["cac"] == pytest.approx((500 + 300 - 100 + 500) / 5)  # 10 · 0.5 incremental
    included = project(plan(fast, slow, **inputs, cac_includes_loyalty=True)).channels
    assert included[0]["cac"] == pytest.approx((2100 + 900) / 20)


def test_shared_costs_fall_back_to_leads_and_then_to_equal_parts() -> None:
    idle = {"hours_per_lead": 0.0, "hours_per_meeting": 0.0, "hours_per_quote": 0.0}
    costs = (CostLine(name="CRM", amount=900.0, every="once"),)
    a, b = (Channel(name=name, contacts=n, meeting_cost=0.0, **idle) for name, n in ARRIVALS)
    shares = [line["shared_cost"] for line in project(plan(a, b, costs=costs)).channels]
    assert shares == pytest.approx([300, 600])  # 1,000 contacts and 2,000
    a, b = (Channel(name=name, contacts=0.0) for name, _ in ARRIVALS)
    shares = [line["shared_cost"] for line in project(plan(a, b, costs=costs)).channels]
    assert shares == pytest.approx([450, 450])


def test_what_rounding_leaves_of_two_sums_is_no_common_cost() -> None:
    """No channel pays for what none but it spends, however its months add up."""
    paid = [Channel(name=name, contacts=7.0, monthly_cost=0.7, **EVERYONE) for name in "AB"]
    for months in range(3, 40):
        found = project(plan(*paid, horizon_months=months, campaign_months=months)).channels
        assert [line["shared_cost"] for line in found] == [0.0, 0.0], months


def test_a_small_common_cost_beside_a_large_own_one_counts() -> None:
    """A millionth of what is spent is no rounding."""
    paid = Channel(name="A", contacts=1.0, monthly_cost=1_000_000.0, **EVERYONE)
    costs = (CostLine(name="Tool", amount=1.0, category="tools"),)
    (found,) = project(plan(paid, costs=costs)).channels
    assert found["shared_cost"] == pytest.approx(found["own_cost"] / 1_000_000, rel=1e-6)
