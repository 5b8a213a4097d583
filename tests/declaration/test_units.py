"""Every unit that an input is said in."""

from __future__ import annotations

import pytest

from roi_model import Benefit, Channel, Role, Scenario
from roi_model.declaration.card import cards
from roi_model.declaration.units import Unit


@pytest.mark.parametrize(
    ("entity", "key", "unit"),
    [
        (Scenario, "horizon_months", Unit.MONTHS),
        (Scenario, "discount_rate", Unit.RATE_PER_YEAR),
        (Scenario, "market", Unit.RATE),
        (Channel, "contacts", Unit.PEOPLE),
        (Channel, "monthly_cost", Unit.MONEY_PER_MONTH),
        (Channel, "meeting_cost", Unit.MONEY),
        (Scenario, "repeat_orders", Unit.ORDERS),
        (Scenario, "retention", Unit.RATE_PER_YEAR),
        (Scenario, "dso_days", Unit.DAYS),
        (Role, "fte", Unit.FTE),
        (Role, "gross_salary", Unit.MONEY_PER_MONTH),
        (Scenario, "commission", Unit.RATE_OF_FIRST_YEAR),
        (Benefit, "annual_value", Unit.MONEY_PER_YEAR),
    ],
)
def test_units(entity: type, key: str, unit: Unit) -> None:
    assert cards(entity)[key].unit is unit
