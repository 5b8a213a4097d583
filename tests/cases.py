"""Cases that the tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from roi_model import Benefit, Channel, CostLine, Effect, Initiative, Role, Scenario

RICH = Scenario(
    name="Everything",
    start="2025-01",
    horizon_months=30,
    campaign_months=14,
    seasonality=(1.0, 2.0, *[1.0] * 10),
    cycle_cv=0.4,
    monthly_fee=40.0,
    repeat_orders=0.5,
    enforce_capacity=True,
    channels=(
        Channel(name="Calls", contacts=120.0, lead_price=4.0, monthly_cost=100.0),
        Channel(
            name="Ads",
            contacts=100.0,
            monthly_cost=900.0,
            start_month=2,
            end_month=9,
            incrementality=0.7,
            saturation_spend=800.0,
            saturation_shape=1.3,
            reference_spend=1000.0,
            cycle_months=2.5,
            cycle_cv=0.3,
            deal_value=4000.0,
            monthly_fee=55.0,
            gross_margin=0.5,
            retention=0.7,
            repeat_orders=1.0,
        ),
    ),
    opening_cash=2000.0,
    other_cash=-150.0,
    cash_floor=500.0,
    team=(
        Role(
            title="Rep",
            fte=0.1,
            end_month=11,
            start_month=2,
            ramp_months=3,
            attrition=0.3,
            replacement_months=1,
            replacement_cost=4000.0,
        ),
    ),
    costs=(
        CostLine(name="CRM", category="tools", amount=80.0, start_month=2, end_month=8),
        CostLine(name="Fair", category="events", amount=700.0, every="once", start_month=1),
        CostLine(name="Gifts", category="loyalty", amount=30.0),
    ),
    initiatives=(
        Initiative(
            name="Course",
            start_month=2,
            delay_months=2,
            one_off=500.0,
            monthly_cost=60.0,
            category="training",
            effects=(
                Effect(parameter="quote_to_customer", factor=1.2),
                Effect(parameter="people_cost", factor=1.1),
                Effect(parameter="deal_value", factor=1.3, channel="Ads"),
            ),
        ),
    ),
    benefits=(Benefit(name="Method", annual_value=900.0, probability=0.6, start_month=3),),
)


def usual_first(values: Iterable[Any], every: int = 3) -> list[Any]:
    """As parameters: every third in each run of the tests, the others in `make test-thorough`."""
    return [
        value if at % every == 0 else pytest.param(value, marks=pytest.mark.thorough)
        for at, value in enumerate(values)
    ]
