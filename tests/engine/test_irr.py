"""The internal rate of return: none, one, several; present value; modified rate.

Flows are built as products of (1 + i − root) factors, so their roots are known; random integer
flows are judged by Sturm's theorem in exact fractions.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roi_model.engine.irr import FOUND, MULTIPLE_ROOTS, NO_ROOT, NO_SIGN_CHANGE, irr_with_reason


def flows_with_roots(*rates: float) -> list[float]:
    """Flows (−1)·Π(u − (1 + rate)) in u = 1 + i: period 0 has the highest power."""
    made = np.array([-1.0])
    for rate in rates:
        made = np.convolve(made, [1.0, -(1.0 + rate)])
    return [float(flow) for flow in made]


def solve(flows: list[float]) -> tuple[float, int]:
    rates, codes = irr_with_reason(np.array([flows], dtype=np.float64))
    return float(rates[0]), int(codes[0])


@pytest.mark.parametrize(
    "rate", [-0.899, -0.5, -0.01, -1e-6, 0.0, 1e-9, 1e-4, 0.01, 0.13, 1.0, 5.0, 9.99, 10.0]
)
def test_one_root_is_found(rate: float) -> None:
    """To 1e-12; the highest rate, 10 a period, is in the window."""
    found, code = solve(flows_with_roots(rate))
    assert code == FOUND
    assert found == pytest.approx(rate, abs=1e-12, rel=1e-12)


@pytest.mark.parametrize("rate", [-0.9, -0.95, -0.999, 10.1, 50.0])
def test_a_root_outside_the_window_is_none(rate: float) -> None:
    """The window is −0.9 < i ≤ 10: its lowest end is out."""
    found, code = solve(flows_with_roots(rate))
    assert math.isnan(found)
    assert code == NO_ROOT


@pytest.mark.parametrize(
    "rates", [(0.1, 0.2), (0.0, 0.5), (-0.5, 0.5), (0.1, 0.1001), (-0.8, -0.1), (0.01, 0.02, 0.03)]
)
def test_several_roots_are_no_answer(rates: tuple[float, ...]) -> None:
    found, code = solve(flows_with_roots(*rates))
    assert math.isnan(found)
    assert code == MULTIPLE_ROOTS


@pytest.mark.parametrize("rates", [(0.1, 20.0), (-0.95, 0.1), (0.1, -3.0), (-0.99, 0.1, 12.0)])
def test_roots_outside_the_window_do_not_count(rates: tuple[float, ...]) -> None:
    found, code = solve(flows_with_roots(*rates))
    assert code == FOUND
    assert found == pytest.approx(0.1, abs=1e-9)


@pytest.mark.parametrize("rate", [0.0, 0.25, 1.0, -0.5])
def test_a_double_root_is_one_root(rate: float) -> None:
    """Touched, not crossed: still one distinct root; conditioned to the root of rounding, 1e-6."""
    found, code = solve(flows_with_roots(rate, rate))
    assert code == FOUND
    assert found == pytest.approx(rate, abs=1e-6)


@pytest.mark.parametrize("flows", [[1, 2, 3], [-1, -2], [0, 0, 0], [0, 5]])
def test_no_sign_change(flows: list[float]) -> None:
    found, code = solve(flows)
    assert math.isnan(found)
    assert code == NO_SIGN_CHANGE


def test_mixed_signs_without_a_root() -> None:
    """1 − 2v + 2v² has a negative discriminant: never 0."""
    assert solve([1, -2, 2])[1] == NO_ROOT


def test_money_lost_almost_wholly_still_has_a_rate() -> None:
    """Paid over a year, a fraction back long after: −73.5 % a month, far from the largest flow.

    39 months, so that present values at both ends of the window differ by 10^39.
    """
    flows = [0.0] + [-4320.0] * 12 + [0.0] * 27
    for month in range(4, 19):
        flows[month] += 8.4375
    rate, code = solve(flows)
    value = math.fsum(flow * (1 + rate) ** (39 - m) for m, flow in enumerate(flows))
    size = math.fsum(abs(flow) * (1 + rate) ** (39 - m) for m, flow in enumerate(flows))
    assert code == FOUND
    assert abs(value) <= 1e-10 * size


@pytest.mark.parametrize("turn", [1, 60, 90])
def test_ten_years_of_flows_that_change_sign_once(turn: int) -> None:
    """Roots on both sides of 0, where steps on present value itself crawl for hundreds."""
    rows = np.random.default_rng(turn).exponential(1.0, (8, 121))
    rows[:, turn:] *= np.geomspace(0.02, 50, 8)[:, None]
    rows[:, :turn] *= -1
    rates, codes = irr_with_reason(rows)
    assert (codes == FOUND).any()
    for flows, rate in zip(rows[codes == FOUND], rates[codes == FOUND], strict=True):
        u = Fraction(1 + rate)
        values = [Fraction(flow) * u ** (120 - m) for m, flow in enumerate(flows)]
        assert abs(sum(values)) <= Fraction(1, 10**11) * sum(map(abs, values))


def polynomial(flows: list[int]) -> list[Fraction]:
    """Present value times (1+i)^n as coefficients in u = 1 + i, highest power first."""
    coefficients = [Fraction(flow) for flow in flows]
    while coefficients and coefficients[0] == 0:
        coefficients.pop(0)
    while coefficients and coefficients[-1] == 0:  # u = 0 is no rate
        coefficients.pop()
    return coefficients


def remainder(a: list[Fraction], b: list[Fraction]) -> list[Fraction]:
    a = a[:]
    while len(a) >= len(b):
        factor = a[0] / b[0]
        for position, coefficient in enumerate(b):
            a[position] -= factor * coefficient
        a.pop(0)
    while a and a[0] == 0:
        a.pop(0)
    return a


def at(coefficients: list[Fraction], u: Fraction) -> Fraction:
    total = Fraction(0)
    for coefficient in coefficients:
        total = total * u + coefficient
    return total


def distinct_roots(flows: list[int]) -> int:
    """Sturm: distinct roots of the present value in 0.1 < u ≤ 11, exactly."""
    first = polynomial(flows)
    degree = len(first) - 1
    chain = [first, [c * (degree - power) for power, c in enumerate(first[:-1])]]
    while len(chain[-1]) > 1:
        rest = remainder(chain[-2], chain[-1])
        if not rest:
            break
        chain.append([-c for c in rest])

    def changes(u: Fraction) -> int:
        signs = [value > 0 for c in chain if (value := at(c, u)) != 0]
        return sum(a != b for a, b in pairwise(signs))

    return changes(Fraction(1, 10)) - changes(Fraction(11))


def ends_at_a_root(flows: list[int]) -> bool:
    return any(at(polynomial(flows), u) == 0 for u in (Fraction(1, 10), Fraction(11)))


@given(st.lists(st.integers(-20, 20), min_size=2, max_size=14))
@example([-1, 2, -1])
@example([1, -3, 3, -1])
@example([-5, 4, 3, -2])
@example([0, -1, 0, 2, -1, 0])
def test_as_many_roots_as_sturm_counts(flows: list[int]) -> None:
    """One distinct root: found, and exact to 1e-6 in present value. Otherwise none is given."""
    if not (min(flows) < 0 < max(flows)):
        assert solve([float(flow) for flow in flows])[1] == NO_SIGN_CHANGE
        return
    if ends_at_a_root(flows):
        return  # tested above with known answers
    count = distinct_roots(flows)
    rate, code = solve([float(flow) for flow in flows])
    assert code == (NO_ROOT if count == 0 else FOUND if count == 1 else MULTIPLE_ROOTS)
    if count == 1:
        degree = len(flows) - 1
        u = 1 + rate
        value = math.fsum(flow * u ** (degree - m) for m, flow in enumerate(flows))
        size = math.fsum(abs(flow) * u ** (degree - m) for m, flow in enumerate(flows))
        assert abs(value) <= 1e-9 * size


@given(st.lists(st.floats(-0.3, 0.9), min_size=1, max_size=4))
def test_rows_do_not_change_one_another(rates: list[float]) -> None:
    rows = [np.pad(flows_with_roots(rate), (0, 3)) for rate in rates]
    rows.append(np.ones(5))
    together, codes = irr_with_reason(np.array(rows))
    for row, rate, code in zip(rows, together, codes, strict=True):
        beside_none, its_code = irr_with_reason(np.stack((row, np.zeros(5))))
        assert int(code) == int(its_code[0])
        np.testing.assert_array_equal(rate, beside_none[0])


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=40), st.integers(0, 40))
@example([-1, 11], 0)
@example([-11, 1], 0)
@example([-1, 1], 1)
@example([-10, 1], 1)
@example([0, -2, 0, 1], 4)
def test_a_row_alone_is_worked_out_like_rows_together(sizes: list[int], turn: int) -> None:
    """Plain numbers take the steps of arrays: reason for reason, rate for rate to 1e-13.

    Also of flows that change sign once, `turn` months after the start, which any plan has.
    """
    once = [-abs(size) if month < turn else abs(size) for month, size in enumerate(sizes)]
    for flows in (sizes, once):
        for row in (np.array(flows, float), -np.array(flows, float)):
            alone, reason = irr_with_reason(row[None])
            together, reasons = irr_with_reason(np.stack((row, row)))
            assert reason[0] == reasons[0] == reasons[1]
            np.testing.assert_allclose(alone, together[:1], rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("unit", [2.0**-60, 2.0**60])
def test_a_rate_knows_no_unit_of_money(unit: float) -> None:
    """Flows in another currency, or in billionths: the same rates, one row or several."""
    wanted = [-0.4, 0.02, 0.13, 1.5]
    rows = np.zeros((4, 3))
    for at, rate in enumerate(wanted):
        rows[at, :2] = flows_with_roots(rate)
    rates, codes = irr_with_reason(rows * unit)
    assert codes.tolist() == [FOUND] * 4
    assert rates == pytest.approx(wanted, rel=1e-12)
    assert solve(list(rows[1] * unit))[0] == pytest.approx(0.02, rel=1e-12)


@pytest.mark.parametrize("periods", [3, 37, 61, 121])
def test_periods_without_flows_at_the_end_move_no_rate(periods: int) -> None:
    wanted = [-0.8, -0.5, 0.0, 0.5]
    rows = np.zeros((4, periods))
    for at, rate in enumerate(wanted):
        rows[at, :2] = flows_with_roots(rate)
    rates, codes = irr_with_reason(rows)
    assert codes.tolist() == [FOUND] * 4
    assert rates == pytest.approx(wanted, abs=1e-12)
