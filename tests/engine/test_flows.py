"""The series every metric is made of: months weighed by their rate, margin added up by age."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import Channel, CostLine, project
from tests.engine.by_hand import EVERYONE, plan

FEES = plan(
    Channel(name="A", contacts=2.0, **EVERYONE),
    deal_value=100.0,
    monthly_fee=10.0,
    gross_margin=0.5,
    retention=0.5,
    discount_rate=0.21,
    costs=(
        CostLine(name="Fair", category="events", amount=70.0, every="once"),
        CostLine(name="Gifts", category="loyalty", amount=5.0),
    ),
)


def test_a_year_discounts_by_the_annual_rate() -> None:
    flows = project(FEES).flows
    assert flows.discount[0, :13] == pytest.approx([1.21 ** (-m / 12) for m in range(13)])
    series = flows.monthly["cash_flow"][0]
    by_hand = sum(flow * 1.21 ** (-m / 12) for m, flow in enumerate(series))
    assert flows.discounted("cash_flow")[0] == pytest.approx(by_hand)


def test_cash_is_what_comes_in_less_what_is_paid() -> None:
    monthly = project(FEES).flows.monthly
    paid = monthly["direct_costs"] + monthly["investment"]
    assert monthly["cash_flow"] == pytest.approx(monthly["receipts"] - paid)


def test_loyalty_counts_in_one_place_alone() -> None:
    out, within = (
        project(plan(*FEES.channels, costs=FEES.costs, cac_includes_loyalty=flag)).flows
        for flag in (False, True)
    )
    assert (out.acquisition[0], out.loyalty_off_ltv[0]) == pytest.approx((70, 5))
    assert (within.acquisition[0], within.loyalty_off_ltv[0]) == pytest.approx((75, 0))


def test_the_margin_of_a_customer_by_age() -> None:
    """50 at once, then half of a fee of 10 for those who stay: half of them after a year."""
    margin = project(FEES).flows.margin
    by_hand = 2 * (50 + sum(5 * 0.5 ** (month / 12) for month in range(12)))
    assert margin.at(np.array([12.0]))[0] == pytest.approx(by_hand)
    assert margin.age_at(np.array([by_hand]))[0] == pytest.approx(12)
    assert np.isnan(margin.age_at(np.array([1e6]))[0])
