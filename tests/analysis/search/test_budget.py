"""Which budgets can be moved, and what one more unit of each is worth."""

from __future__ import annotations

import dataclasses

import pytest

from roi_model import Channel, Role
from roi_model.analysis.search.allocate import allocate
from tests.analysis.search.budgets import TWO, case, channel, profit


def test_over_several_months_a_unit_is_paid_every_month() -> None:
    """Twice the months: twice the profit and twice the spending, the same marginal return."""
    longer = dataclasses.replace(TWO, campaign_months=2, repeat_orders=0)
    found = allocate(longer, 50_000)
    assert found.gross_profit == pytest.approx(220_000, rel=1e-9)
    assert found.marginal == pytest.approx({"Search": 0.9, "Fairs": 0.9}, rel=1e-7)


def test_what_comes_with_the_volume_is_told_beside() -> None:
    """Each customer costs one meeting of 30: 0.9 of profit brings 0.27 of meetings."""
    costly = case(
        *(channel(c.name, 100_000, c.monthly_cost, meeting_cost=30) for c in TWO.channels)
    )
    found = allocate(costly, 50_000)
    assert found.marginal == pytest.approx({"Search": 0.9, "Fairs": 0.9}, rel=1e-7)
    assert found.marginal_net == pytest.approx({"Search": 0.63, "Fairs": 0.63}, rel=1e-6)


def test_a_channel_without_saturation_keeps_its_budget() -> None:
    plain = Channel(name="Calls", monthly_cost=777)
    found = allocate(case(*TWO.channels, plain), 50_000)
    assert set(found.monthly_cost) == {"Search", "Fairs"}
    assert found.gross_profit == pytest.approx(
        profit(case(*TWO.channels, plain), found.monthly_cost), rel=1e-12
    )


def test_a_team_that_is_full() -> None:
    """Where capacity binds the channels share it: against every split on a fine grid."""
    busy = case(
        *TWO.channels, enforce_capacity=True, team=(Role(title="SDR", fte=40, gross_salary=0),)
    )
    found = allocate(busy, 50_000)
    tried = [profit(busy, {"Search": 500.0 * k, "Fairs": 50_000 - 500.0 * k}) for k in range(101)]
    assert found.gross_profit >= max(tried) * (1 - 1e-6)
