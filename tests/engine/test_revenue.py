"""Revenue by the age of a customer, and when its cash arrives, by hand."""

from __future__ import annotations

import pytest

from roi_model import Channel, project
from tests.engine.by_hand import EVERYONE, plan, value


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
