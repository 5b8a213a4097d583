"""A plan kept to its team's hours takes what comes before volumes as it is, draw by draw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import cases
from roi_model.engine.draws import Draws
from roi_model.engine.flows import build_flows
from roi_model.engine.plan import build_plan

PLANS = {
    "one cycle": cases.plan(),
    "own cycles and initiatives": cases.plan(own_cycles=True, initiatives=True),
    "seasons": replace(cases.plan(seasons=True), enforce_capacity=False),
}


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("horizons", [False, True])
def test_some_draws_kept_to_their_hours_are_these_draws_with_capacity_enforced(
    name: str, horizons: bool
) -> None:
    plan = PLANS[name]
    drawn = cases.draws(plan, 12)
    if not horizons:
        del drawn["horizon_months"]
    given, chosen = Draws(plan, drawn), np.array([1, 2, 7, 11])
    flows = build_flows(build_plan(given))
    again = flows.kept_to_hours(chosen)
    alone = build_flows(build_plan(given.part(chosen).set_to("enforce_capacity", 1.0)))
    assert (again.total("revenue") < flows.total("revenue")[chosen]).any()
    for series in alone.monthly:
        np.testing.assert_allclose(again.monthly[series], alone.monthly[series], rtol=1e-12)
    assert list(again.costs) == list(alone.costs)
    for total in ("leads", "customers_signed", "commissions_due", "lifetime_margin"):
        np.testing.assert_allclose(getattr(again, total), getattr(alone, total), rtol=1e-12)


def test_what_was_put_away_is_worked_out_again() -> None:
    plan = PLANS["one cycle"]
    flows = build_flows(build_plan(Draws(plan, {"deal_value": [4000.0, 5000.0]})))
    kept = flows.kept_to_hours(np.array([1])).total("receipts")
    flows.put_away()
    assert flows.kept_to_hours(np.array([1])).total("receipts") == kept
