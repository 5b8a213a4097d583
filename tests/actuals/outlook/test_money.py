"""What follows from customers: many draws side by side are each alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from roi_model.actuals.outlook.money import Money
from roi_model.actuals.won_business import first_orders
from roi_model.projection import project
from tests.actuals.outlook.pipeline import PLAN

RICH = replace(PLAN, monthly_fee=40, repeat_orders=3, retention=0.7, dso_days=40)
SERIES = ("revenue", "direct_costs", "investment", "receipts", "cash_flow", "cumulative_cash")


def test_draws_side_by_side_are_each_alone() -> None:
    now = project(RICH)
    money = Money.of(now, dict(now.monthly_costs), {(2, "commissions")})
    rng = np.random.default_rng(1)
    customers = rng.poisson(5, (13, 4)).astype(float)
    orders = customers * 800
    together = money.series(customers, orders)
    for at in range(4):
        alone = money.series(customers[:, at], orders[:, at])
        for name in SERIES:
            assert together[name][:, at] == pytest.approx(alone[name])


def test_the_plans_own_customers_are_the_plan() -> None:
    now = project(RICH)
    money = Money.of(now, dict(now.monthly_costs), set())
    found = money.series(now.monthly["customers"], first_orders(RICH))
    for name in SERIES:
        assert found[name] == pytest.approx(now.monthly[name])


def test_twice_the_plans_customers_bring_twice_its_business_at_its_own_margin() -> None:
    now = project(RICH)
    money = Money.of(now, dict(now.monthly_costs), set())
    found = money.series(2 * now.monthly["customers"], 2 * first_orders(RICH))
    assert now.monthly["direct_costs"].sum() > 0
    for name in ("revenue", "direct_costs", "receipts"):
        assert found[name] == pytest.approx(2 * now.monthly[name])
    more = found["investment"] - now.monthly["investment"]
    assert more == pytest.approx(now.monthly_costs["commissions"])


def test_a_commission_that_was_paid_does_not_follow() -> None:
    now = project(RICH)
    more = now.monthly["customers"] + 1.0
    paid = Money.of(now, dict(now.monthly_costs), {(5, "commissions")}).commissions(more)
    assert paid[5] == 0
    each = now.monthly_costs["commissions"][6] / now.monthly["customers"][6]
    assert paid[6] == pytest.approx(each)
