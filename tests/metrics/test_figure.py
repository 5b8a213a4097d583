"""A figure that does not exist says why."""

from __future__ import annotations

import pytest

from roi_model import Channel, project
from tests.engine.by_hand import plan


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
        ({"deal_value": 0.0}, "mirr", "no_sign_change"),
    ],
)
def test_reasons(raw: dict[str, float], metric: str, reason: str) -> None:
    found = project(plan(Channel(name="A", **raw))).metrics[metric]  # type: ignore[arg-type]
    assert (found.value, found.reason) == (None, reason)
