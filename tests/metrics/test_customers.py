"""What a customer costs and is worth, worked out by hand."""

from __future__ import annotations

import pytest

from roi_model import Channel, CostLine, project
from tests.engine.by_hand import EVERYONE, plan, value


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
