"""The figures worked out in the text of MODEL.md, and by hand beside it: arithmetic is shown."""

from __future__ import annotations

import math

import numpy as np
import pytest

from roi_model import (
    Benefit,
    Channel,
    CostLine,
    Effect,
    Initiative,
    Projection,
    Role,
    Scenario,
    project,
)
from roi_model.metrics import first_crossing_month, irr, npv, payback_month

EXACT = 1e-12
EVERYONE = {
    "contact_to_lead": 1.0,
    "lead_to_qualified": 1.0,
    "qualified_to_meeting": 1.0,
    "meeting_to_quote": 1.0,
    "quote_to_customer": 1.0,
    "meeting_cost": 0.0,
}

ARRIVALS = (("A", 1000.0), ("B", 2000.0))


def plan(*channels: Channel, **inputs: object) -> Scenario:
    """A scenario of nothing but what a test says: no commission, cash and signature at once."""
    base: dict[str, object] = {
        "name": "By hand",
        "cycle_months": 0.0,
        "dso_days": 0.0,
        "commission": 0.0,
        "campaign_months": 1,
    }
    return Scenario(channels=channels, **{**base, **inputs})  # type: ignore[arg-type]


def value(projection: Projection, name: str) -> float:
    found = projection.metrics[name].value
    assert isinstance(found, float), (name, projection.metrics[name].reason)
    return found


def test_the_several_returns() -> None:
    """MODEL 3: 50,000 invested, 150,000 revenue, 30,000 direct costs."""
    p = project(
        plan(
            Channel(name="A", contacts=30, **EVERYONE),
            deal_value=5000.0,
            gross_margin=0.8,
            costs=(CostLine(name="All", amount=50_000.0, every="once"),),
            benefits=(
                Benefit(name="Method", annual_value=12_000, probability=0.5, start_month=13),
            ),
        )
    )
    assert value(p, "roi_gross") == pytest.approx(2.40, rel=EXACT)
    assert value(p, "roi") == pytest.approx(1.40, rel=EXACT)
    assert value(p, "roi_revenue") == pytest.approx(2.00, rel=EXACT)
    assert value(p, "roi_total_cost") == pytest.approx(0.875, rel=EXACT)
    assert value(p, "annualised_roi") == pytest.approx(2.40 ** (12 / 36) - 1, rel=EXACT)
    # months 13 to 36 of a benefit worth 12,000 a year, half likely: 24 · 1,000 · 0.5
    assert value(p, "extended_roi") == pytest.approx((70_000 + 12_000) / 50_000, rel=EXACT)
    # each of the 30 customers leaves 4,000: 12.5 of them carry 50,000
    assert value(p, "break_even_customers") == pytest.approx(12.5, rel=EXACT)
    risk_adjusted = (0.9 * 120_000 - 1.1 * 50_000) / (1.1 * 50_000)
    assert risk_adjusted == pytest.approx(0.964, abs=5e-4)  # MODEL 5 says 96.4 %


def test_cac_payback_of_a_shrinking_base() -> None:
    """MODEL 3: 40 a month at 75 % margin, 4 % monthly churn, cac 300: 12.52, not 10."""
    p = project(
        plan(
            Channel(name="A", contacts=10, **EVERYONE),
            deal_value=0.0,
            monthly_fee=40.0,
            gross_margin=0.75,
            retention=0.96**12,
            costs=(CostLine(name="All", amount=3000.0, every="once"),),
        )
    )
    assert value(p, "cac") == pytest.approx(300)
    # 30 · (1 − 0.96^n) / 0.04 reaches 300 in the 13th month: between n = 12 and n = 13
    at = [30 * (1 - 0.96**n) / 0.04 for n in range(14)]
    assert at[12] < 300 < at[13]
    by_hand = 12 + (300 - at[12]) / (at[13] - at[12])
    assert value(p, "cac_payback_month") == pytest.approx(by_hand, rel=1e-10)
    assert round(by_hand, 2) == 12.52
    assert value(p, "ltv") == pytest.approx(30 * (1 - 0.96**60) / 0.04, rel=1e-10)


def test_lag_splits_a_fixed_cycle_between_two_months() -> None:
    """MODEL 2.2: 2.4 months are 0.6 after two and 0.4 after three."""
    p = project(plan(Channel(name="A", contacts=10, **EVERYONE), cycle_months=2.4))
    assert p.monthly["customers"][:6] == pytest.approx([0, 0, 0, 6, 4, 0], abs=EXACT)


def test_customers_beyond_the_horizon_are_told_not_squeezed_in() -> None:
    scenario = plan(
        Channel(name="A", contacts=10, **EVERYONE),
        cycle_months=3.0,
        horizon_months=6,
        campaign_months=6,
        commission=0.10,
        commission_employer_rate=0.5,
        deal_value=1000.0,
        monthly_fee=50.0,
        costs=(CostLine(name="All", amount=9000.0, every="once"),),
    )
    p = project(scenario)
    assert value(p, "customers_ultimate") == pytest.approx(60)
    assert value(p, "customers_signed") == pytest.approx(30)
    assert value(p, "customers_after_horizon") == pytest.approx(30)
    each = (1000 + 12 * 50) * 0.10 * 1.5  # first-year value · commission · charges
    assert p.costs["commissions"] == pytest.approx(30 * each)
    assert value(p, "cac") == pytest.approx((9000 + 60 * each) / 60)  # those still due too
    assert value(p, "period_cac") == pytest.approx((9000 + 30 * each) / 30)


def test_revenue_of_a_customer_by_age() -> None:
    """MODEL 2.4: V at once, then V·repeat/12·S(a), and the fee times S(a) from age 0 on."""
    p = project(
        plan(
            Channel(name="A", contacts=1, **EVERYONE),
            deal_value=1200.0,
            repeat_orders=3.0,
            monthly_fee=10.0,
            retention=0.8,
            gross_margin=0.5,
            horizon_months=24,
        )
    )
    kept = [0.8 ** (age / 12) for age in range(24)]
    by_age = [1200 + 10] + [(300 + 10) * share for share in kept[1:]]
    assert p.monthly["revenue"][1:] == pytest.approx(by_age, rel=1e-10)
    assert p.monthly["direct_costs"][1:] == pytest.approx([x / 2 for x in by_age], rel=1e-10)


def test_a_retention_of_nothing_keeps_nobody() -> None:
    """0^0 = 1: the fee of age 0 is paid, and no other."""
    p = project(plan(Channel(name="A", contacts=1, **EVERYONE), monthly_fee=10.0, retention=0.0))
    assert p.monthly["revenue"][:4].tolist() == [0, 5010, 0, 0]
    assert value(p, "ltv") == pytest.approx(0.6 * 5010)


def test_money_arrives_after_dso_days() -> None:
    """MODEL 2.7: 45 days are a month and a half, half of it in each of two months."""
    p = project(plan(Channel(name="A", contacts=1, **EVERYONE), dso_days=45.0, deal_value=800.0))
    assert p.monthly["receipts"][:5].tolist() == [0, 0, 400, 400, 0]
    late = project(plan(Channel(name="A", contacts=1, **EVERYONE), dso_days=75.0, horizon_months=3))
    assert late.monthly["receipts"].tolist() == [0, 0, 0, 2500]
    assert value(late, "receivables_at_horizon") == pytest.approx(2500)


def test_saturation_halves_at_k() -> None:
    """h(S) = S^α/(S^α+K^α): 1,000 contacts at 2,000; with K = 1,000 and α = 2, h(2000) = 0.8."""
    channel = {
        "name": "Ads",
        "contacts": 1000.0,
        "saturation_spend": 1000.0,
        "saturation_shape": 2.0,
        "reference_spend": 2000.0,
    }
    for spend, share in ((2000.0, 1.0), (1000.0, 0.5 / 0.8), (0.0, 0.0), (3000.0, 0.9 / 0.8)):
        p = project(plan(Channel(**channel, monthly_cost=spend)))  # type: ignore[arg-type]
        assert p.monthly["contacts"][1] == pytest.approx(1000 * share, rel=EXACT)


def test_seasons_are_of_the_calendar_and_have_a_mean_of_one() -> None:
    indices = (2.0, 4.0, *[1.8] * 10)  # sum 24, mean 2
    p = project(
        plan(
            Channel(name="A", contacts=100.0),
            seasonality=indices,
            start="2025-12",
            campaign_months=13,
        )
    )
    december, january, february = 90, 100, 200
    assert p.monthly["contacts"][1:4] == pytest.approx([december, january, february])
    assert p.monthly["contacts"][2:14].sum() == pytest.approx(1200)
    from_january = project(
        plan(Channel(name="A", contacts=100.0), seasonality=indices, campaign_months=2)
    )
    assert from_january.monthly["contacts"][1:3] == pytest.approx([100, 200])


def test_capacity_and_ramp() -> None:
    """MODEL 2.3: 400 hours asked; 2 FTE · 50 % · 100 h, in the first month half of (0.5/1)."""
    scenario = plan(
        Channel(
            name="A",
            contacts=100.0,
            **{**EVERYONE, "contact_to_lead": 0.5, "quote_to_customer": 0.1},
            hours_per_lead=1.0,
            hours_per_meeting=3.0,
            hours_per_quote=4.0,
        ),
        team=(Role(title="Rep", fte=2, time_share=0.5, ramp_months=2),),
        selling_hours=100.0,
        enforce_capacity=True,
        campaign_months=3,
    )
    p = project(scenario)
    there = [100 * 0.25, 100 * 0.75, 100]  # (a − 0.5) / 2, at most 1
    asked = 50 * (1 + 3 + 4)
    assert p.utilisation[1:4] == pytest.approx([asked / hours for hours in there])
    assert np.isnan(p.utilisation[0]) and np.isnan(p.utilisation[4:]).all()
    assert p.monthly["contacts"][1:4] == pytest.approx([100 * h / asked for h in there])
    assert p.channels[0]["hours"] == pytest.approx(sum(there))  # served, not asked


def test_investment_line_by_line() -> None:
    """MODEL 2.6 on one month of operation after the start."""
    p = project(
        plan(
            Channel(
                name="A",
                contacts=100.0,
                contact_to_lead=0.5,
                lead_to_qualified=0.4,
                qualified_to_meeting=0.5,
                meeting_to_quote=0.5,
                quote_to_customer=0.2,
                monthly_cost=700.0,
                lead_price=3.0,
                meeting_cost=40.0,
            ),
            team=(Role(title="Rep", fte=2, gross_salary=3000, employer_rate=0.4, time_share=0.5),),
            costs=(
                CostLine(name="CRM", category="tools", amount=90.0),
                CostLine(name="Fair", category="events", amount=1500.0, every="once"),
                CostLine(name="Gifts", category="loyalty", amount=20.0),
            ),
            initiatives=(
                Initiative(
                    name="Course", one_off=800.0, monthly_cost=30.0, category="training",
                    effects=(Effect(parameter="people_cost", factor=1.1),),
                ),
            ),
            commission=0.1,
            commission_employer_rate=0.5,
            deal_value=2000.0,
            monthly_fee=100.0,
        )
    )  # fmt: skip
    assert p.costs == pytest.approx(
        {
            "people": 2 * 3000 * 1.4 * 0.5 * 1.1,
            "tools": 90,
            "events": 1500,
            "loyalty": 20,
            "advertising": 700,
            "leads": 50 * 3,
            "meetings": 10 * 40,
            "commissions": 1 * (2000 + 1200) * 0.1 * 1.5,
            "training": 800 + 30,
        }
    )
    assert p.monthly["investment"][0] == 1500 + 800
    spent = value(p, "investment")
    assert value(p, "cost_per_lead") == pytest.approx((spent - 480 - 400) / 50)
    assert value(p, "cac") == pytest.approx(spent - 20)  # one customer, loyalty left out
    bare = 0.6 * sum((2000 if age == 0 else 0) + 100 * 0.85 ** (age / 12) for age in range(60))
    assert value(p, "ltv") == pytest.approx(bare - 20)
    assert p.channels[0]["ltv"] == pytest.approx(bare)  # per channel: before loyalty


def test_initiatives_multiply_by_cohort_and_are_capped_once() -> None:
    """1.5 · 0.9 · 0.7 on a rate of 0.8: 0.756, where capping in between would give 0.63."""
    scenario = plan(
        Channel(name="A", contacts=100.0, **{**EVERYONE, "contact_to_lead": 0.8}),
        campaign_months=6,
        initiatives=(
            Initiative(name="Up", start_month=1, delay_months=1,
                       effects=(Effect(parameter="contact_to_lead", factor=1.5),)),
            Initiative(name="Down", kind="assumption", start_month=3,
                       effects=(Effect(parameter="contact_to_lead", factor=0.9),)),
            Initiative(name="Worse", start_month=4,
                       effects=(Effect(parameter="contact_to_lead", factor=0.7),)),
            Initiative(name="Off", enabled=False, one_off=999.0,
                       effects=(Effect(parameter="contacts", factor=0.0),)),
        ),
    )  # fmt: skip
    leads = project(scenario).monthly["leads"]
    expected = [80, 100, 100, 75.6, 75.6, 75.6]  # month 3: min(1, 0.8 · 1.5 · 0.9 = 1.08)
    assert leads[1:7] == pytest.approx(expected, rel=EXACT)


def test_a_changed_retention_holds_for_later_cohorts_alone() -> None:
    scenario = plan(
        Channel(name="A", contacts=1.0, **EVERYONE),
        campaign_months=2,
        deal_value=0.0,
        monthly_fee=100.0,
        retention=0.5,
        initiatives=(
            Initiative(name="Care", start_month=2,
                       effects=(Effect(parameter="retention", factor=2.0),)),
        ),
    )  # fmt: skip
    revenue = project(scenario).monthly["revenue"]
    months = np.arange(2, 37)
    early = 100 * 0.5 ** ((months - 1) / 12)
    assert revenue[2:] == pytest.approx(early + 100, rel=1e-10)


def test_incrementality_counts_for_revenue_and_not_for_commissions() -> None:
    p = project(
        plan(
            Channel(name="A", contacts=10.0, incrementality=0.3, **EVERYONE),
            commission=0.1,
            commission_employer_rate=0.0,
            deal_value=100.0,
        )
    )
    assert value(p, "customers_signed") == 10
    assert value(p, "customers_incremental") == pytest.approx(3)
    assert value(p, "revenue") == pytest.approx(300)
    assert p.costs["commissions"] == pytest.approx(100)
    assert value(p, "cac") == pytest.approx(100 / 3)
    assert value(p, "period_cac") == pytest.approx(10)


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


def test_discounting_is_by_the_month_at_the_annual_rate() -> None:
    """100 paid at the start, 121 received in month 12 and weighed by 1.1: 110."""
    p = project(
        plan(
            Channel(name="A", contacts=1.0, start_month=12, end_month=12, **EVERYONE),
            deal_value=121.0,
            gross_margin=1.0,
            costs=(CostLine(name="All", amount=100.0, every="once"),),
            horizon_months=12,
        )
    )
    assert value(p, "npv") == pytest.approx(121 / 1.1 - 100)
    assert value(p, "irr") == pytest.approx(0.21)
    assert value(p, "mirr") == pytest.approx(0.21)
    assert value(p, "discounted_roi") == pytest.approx(0.10)
    assert value(p, "payback_month") == pytest.approx(11 + 100 / 121)
    assert value(p, "discounted_payback_month") == pytest.approx(11 + 100 / 110)
    assert (value(p, "cash_trough"), value(p, "cash_trough_month")) == (-100, 0)


@pytest.mark.parametrize(
    ("cumulative", "last", "first"),
    [
        ([0, 1, 2], 0, 0),  # never below
        ([-10, -5, 5], 1.5, 1.5),
        ([-10, -5, 0], 2, 2),  # reaches 0 exactly at the last month
        ([-10, 10, -10, 5], 2 + 10 / 15, 0.5),  # the last time below counts, and the first crossing
        ([5, -5, 5], 1.5, 1.5),
        ([-10, 5, -5], math.nan, 10 / 15),
        ([-10, -5, -1], math.nan, math.nan),
        ([5, 3, -1], math.nan, math.nan),
        ([-1e9, 1e9, -0.5], 0.5, 0.5),  # ε = 1e-9 · max: half a unit is rounding here
        ([-1e-10, 1], 0, 0),  # and a tenth of a billionth always
    ],
)
def test_payback_of_a_curve(cumulative: list[float], last: float, first: float) -> None:
    assert payback_month(cumulative) == pytest.approx(last, nan_ok=True)
    assert first_crossing_month(cumulative) == pytest.approx(first, nan_ok=True)


def test_functions_broadcast_over_the_axes_before_the_last() -> None:
    """MODEL 7: per-period series on the last axis."""
    flows = np.array([[[-100.0, 60, 60], [-100, 50, 50]], [[-100, 110, 0], [1, 1, 1]]])
    assert npv(0.1, flows).shape == (2, 2)
    for index in np.ndindex(2, 2):
        plain = sum(flow / 1.1**month for month, flow in enumerate(flows[index]))
        assert npv(0.1, flows)[index] == pytest.approx(plain)
        assert irr(flows)[index] == pytest.approx(float(irr(flows[index])), nan_ok=True)
    assert irr(flows)[1, 0] == pytest.approx(0.10)
    assert np.isnan(irr(flows)[1, 1])
    assert npv(np.array([[0.0, 0.1], [0.2, 0.3]]), flows)[0, 0] == pytest.approx(20)
    assert payback_month(flows.cumsum(axis=-1)).shape == (2, 2)
    assert payback_month(flows.cumsum(axis=-1))[0, 0] == pytest.approx(1 + 40 / 60)


@pytest.mark.parametrize(
    ("raw", "metric", "reason"),
    [
        ({"meeting_cost": 0.0}, "roi", "no_investment"),
        ({"meeting_cost": 0.0}, "ltv_cac", "no_investment"),
        ({"meeting_cost": 0.0}, "irr", "no_sign_change"),
        ({"meeting_cost": 0.0}, "mirr", "no_sign_change"),
        ({"contacts": 0.0}, "cost_per_lead", "no_leads"),
        ({"contacts": 0.0}, "cac", "no_customers"),
        ({"deal_value": 0.0}, "break_even_customers", "no_margin"),
        ({"deal_value": 0.0}, "payback_month", "not_within_horizon"),
        ({"deal_value": 0.0}, "cac_payback_month", "not_within_cap"),
        ({"deal_value": 0.0}, "annualised_roi", "total_loss"),
    ],
)
def test_reasons(raw: dict[str, float], metric: str, reason: str) -> None:
    found = project(plan(Channel(name="A", **raw))).metrics[metric]  # type: ignore[arg-type]
    assert (found.value, found.reason) == (None, reason)
