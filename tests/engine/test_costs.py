"""The investment, line by line, against arithmetic."""

from __future__ import annotations

import pytest

from roi_model import Channel, CostLine, Effect, Initiative, Role, project
from tests.engine.by_hand import plan, value


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
