"""Rates of return of long series: found or told apart, without a warning."""

from __future__ import annotations

import math

import numpy as np
import pytest

from roi_model.engine.irr import FOUND, MULTIPLE_ROOTS, NO_ROOT, irr_with_reason
from roi_model.engine.long_irr import LONG, roots_of_long
from tests.engine.test_irr import flows_with_roots

pytestmark = pytest.mark.filterwarnings("error")


def solve(flows: list[float]) -> tuple[float, int]:
    rates, codes = irr_with_reason(np.array([flows], dtype=np.float64))
    return float(rates[0]), int(codes[0])


def annuity(rate: float, periods: int) -> list[float]:
    """1 paid now, the same sum back every period: (1 − v^n)/i of them are worth it."""
    return [-1.0] + [rate / (1 - (1 + rate) ** -periods)] * periods


@pytest.mark.parametrize("periods", [LONG, 480, 1199])
@pytest.mark.parametrize("rate", [-0.02, -0.001, 0.00384, 0.01, 0.5, 9.9])
def test_a_loan_paid_back_for_decades_has_its_rate(rate: float, periods: int) -> None:
    found, code = solve(annuity(rate, periods))
    assert code == FOUND
    assert found == pytest.approx(rate, abs=1e-10)


def test_forty_years_of_rent_for_a_flat() -> None:
    flows = [-172545.85] + [787.74] * 480
    rate, code = solve(flows)
    assert code == FOUND
    assert rate == pytest.approx(0.00384014, abs=1e-8)
    value = math.fsum(flow * (1 + rate) ** -month for month, flow in enumerate(flows))
    assert abs(value) < 1e-6 * 172545.85


@pytest.mark.parametrize("wait", [0, 700])
@pytest.mark.parametrize(("rates", "code"), [
    ((0.1,), FOUND), ((10.0,), FOUND), ((-0.89,), FOUND), ((0.0,), FOUND), ((0.25, 0.25), FOUND),
    ((-0.9,), NO_ROOT), ((10.1,), NO_ROOT), ((0.1, 0.2), MULTIPLE_ROOTS),
    ((-0.5, 0.5), MULTIPLE_ROOTS), ((0.1, 0.1001), MULTIPLE_ROOTS),
    ((0.01, 0.02, 0.03), MULTIPLE_ROOTS),
])  # fmt: skip
def test_months_of_nothing_before_and_after_move_no_root(
    rates: tuple[float, ...], code: int, wait: int
) -> None:
    flows = [0.0] * wait + flows_with_roots(*rates)
    found, said = solve(flows + [0.0] * (1200 - len(flows)))
    assert said == code
    assert math.isnan(found) if code != FOUND else found == pytest.approx(rates[0], abs=1e-6)


def test_long_and_short_series_are_judged_alike() -> None:
    rows = np.random.default_rng(7).normal(size=(60, LONG)).cumsum(axis=1)
    short, codes = irr_with_reason(rows)
    rates, said = irr_with_reason(np.concatenate((rows, np.zeros((60, 90))), axis=1))
    assert said.tolist() == codes.tolist()
    assert {FOUND, MULTIPLE_ROOTS} & set(codes.tolist())
    np.testing.assert_allclose(rates, short, atol=1e-10)


def test_every_root_comes_with_its_row() -> None:
    rows = np.zeros((3, 400))
    rows[0, :2], rows[1, :3], rows[2, 0] = (-100, 110), flows_with_roots(0.1, 0.2), -1
    at, found = roots_of_long(rows[:2], -0.9, 10.0)
    assert sorted(zip(at.tolist(), found.round(9).tolist(), strict=True)) == [
        (0, 0.1), (1, 0.1), (1, 0.2)]  # fmt: skip
