"""A figure that does not exist says why."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import Channel, project
from roi_model.metrics.figure import CODE, Figure
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


def test_of_some_draws_each_keeps_its_value_and_its_reason() -> None:
    """Where no input that it needs is drawn, a metric is one value for all of them."""
    chosen = np.array([3, 0])
    drawn = Figure(
        np.array([1.0, 2.0, 3.0, np.nan]), np.array([0, 0, 0, CODE["no_leads"]], np.int8)
    )
    some = drawn.at(chosen, 4)
    assert some.values.tolist() == [pytest.approx(np.nan, nan_ok=True), 1.0]
    assert some.codes.tolist() == [CODE["no_leads"], 0]
    alike = Figure(np.array([0.5]), np.array([0], np.int8)).at(chosen, 4)
    assert (alike.values.tolist(), alike.codes.tolist()) == ([0.5, 0.5], [0, 0])
