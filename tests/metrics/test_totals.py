"""Totals within the horizon, and the customers it takes to break even."""

from __future__ import annotations

import pytest

from roi_model import Channel, CostLine, Projection, project
from tests.engine.by_hand import EVERYONE, plan, value


def test_as_many_customers_as_break_even_leave_nothing() -> None:
    def brought(contacts: float) -> Projection:
        return project(
            plan(
                Channel(name="A", contacts=contacts, **EVERYONE),
                deal_value=5000.0,
                commission=0.1,
                costs=(CostLine(name="All", amount=50_000.0, every="once"),),
            )
        )

    needed = value(brought(1.0), "break_even_customers")
    assert value(brought(needed), "net_gain") == pytest.approx(0, abs=1e-6)


def test_what_is_left_is_revenue_less_all_costs() -> None:
    p = project(
        plan(
            Channel(name="A", contacts=30.0, **EVERYONE),
            deal_value=5000.0,
            gross_margin=0.8,
            costs=(CostLine(name="All", amount=50_000.0, every="once"),),
        )
    )
    assert value(p, "revenue") == pytest.approx(150_000)
    assert value(p, "direct_costs") == pytest.approx(30_000)
    assert value(p, "gross_profit") == pytest.approx(120_000)
    assert value(p, "net_gain") == pytest.approx(70_000)
    assert value(p, "customers_after_horizon") == 0
