"""Seats as people leave and are replaced (MODEL 8.2)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from roi_model import Channel, Role, Scenario, project
from roi_model.engine.draws import Draws
from roi_model.engine.seats import Seats, seats

REP = Role(title="Rep", gross_salary=1000, employer_rate=0, attrition=0.40)
Q = 1 - 0.6 ** (1 / 12)


def plan(role: Role, **more: object) -> Scenario:
    calls = Channel(name="Calls", contacts=0)
    return Scenario(name="Team", channels=(calls,), team=(role,), **more)  # type: ignore[arg-type]


def of(role: Role, start: int = 1) -> Seats:
    found = seats(Draws(plan(role)), role, start)
    assert found is not None
    return found


def test_replaced_at_once_every_seat_is_filled() -> None:
    """q = 0.041675 leave a month; as many start in the next."""
    assert pytest.approx(0.041675, abs=5e-7) == Q
    found = of(REP)
    assert found.filled[1:, 0] == pytest.approx(1.0, abs=1e-14)
    assert found.joiners[:3, 0] == pytest.approx([0, 0, Q])
    assert found.joiners[9, 0] == pytest.approx(Q, rel=1e-13)  # the last bit is the processor's


def test_replaced_after_two_months_as_worked_in_the_contract() -> None:
    found = of(replace(REP, replacement_months=2))
    expected = [0, 1, 0.958325, 0.918386, 0.921787, 0.923310]
    assert found.filled[:6, 0] == pytest.approx(expected, abs=5e-7)
    assert found.joiners[:6, 0] == pytest.approx([0, 0, 0, 0, Q, Q * (1 - Q)])


def test_newcomers_ramp_up_from_their_own_first_month() -> None:
    """Ramp of 2 months: a quarter, three quarters, all of it."""
    found = of(replace(REP, ramp_months=2))
    stay = 1 - Q
    third = 1.0 * stay**2 + Q * stay * 0.75 + Q * 0.25
    assert found.skilled[1:4, 0] == pytest.approx([0.25, 0.75 * stay + Q * 0.25, third])


def test_money_and_hours_of_the_plan() -> None:
    role = replace(REP, fte=2, start_month=3, end_month=6, replacement_cost=500)
    role = replace(role, replacement_months=1)
    p = project(plan(role, selling_hours=100))
    filled = [1, 1 - Q, (1 - Q) ** 2 + Q, ((1 - Q) ** 2 + Q) * (1 - Q) + Q * (1 - Q)]
    assert p.monthly_costs["people"][:8].tolist() == pytest.approx(
        [0, 0, 0, *(2 * 1000 * share for share in filled), 0]
    )
    assert p.costs["hiring"] == pytest.approx(2 * 500 * (Q + Q * (1 - Q)))
    hours = p.flows.hours_there[0]
    assert hours[2:8].tolist() == pytest.approx([0, *(200 * share for share in filled), 0])


def test_nobody_leaves_and_nothing_moves() -> None:
    """To the last bit: what a replacement costs is of no matter then."""
    still = replace(REP, attrition=0.0, ramp_months=3)
    told = replace(still, replacement_months=4, replacement_cost=9_000)
    one, other = (project(plan(role)) for role in (still, told))
    assert seats(Draws(plan(told)), told, 1) is None
    assert one.monthly["cash_flow"].tolist() == other.monthly["cash_flow"].tolist()
    assert one.utilisation.tolist() == pytest.approx(other.utilisation.tolist(), nan_ok=True)


def test_a_batch_is_so_many_single_plans() -> None:
    role = replace(REP, replacement_cost=800)
    drawn = {
        "attrition": [0.4, 0.0, 0.95, 0.2],
        "replacement_months": [0.0, 3.0, 12.0, 2.0],
        "ramp_months": [0.0, 4.0, 2.5, 24.0],
        "start_month": [1.0, 2.0, 5.0, 9.0],
        "fte": [1.0, 2.0, 0.5, 3.0],
    }
    batch = project(plan(role), {f"team/Rep/{key}": values for key, values in drawn.items()})
    for at in range(4):
        own = {key: values[at] for key, values in drawn.items()}
        whole = {key: int(own[key]) for key in ("replacement_months", "start_month")}
        single = project(plan(replace(role, **{**own, **whole})))
        for name in ("people", "hiring"):
            expected = single.monthly_costs.get(name, np.zeros(37))
            np.testing.assert_allclose(
                batch.monthly_costs[name][at], expected, rtol=1e-12, atol=1e-12
            )
        np.testing.assert_allclose(
            batch.flows.hours_there[at], single.flows.hours_there[0], rtol=1e-12, atol=1e-12
        )
