"""The value of information and the risk-adjusted view, on distributions whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from roi_model.analysis.risk import information
from roi_model.analysis.risk.information import adjusted_roi, evpi, evppi, fitted

SHARES = (np.arange(1 << 16) + 0.5) / (1 << 16)


def normal(mean: float, deviation: float) -> np.ndarray:
    return np.asarray(stats.norm.ppf(SHARES, mean, deviation))


def test_knowing_all_of_a_normal_worth() -> None:
    """E[max] = mean·Φ(mean/sd) + sd·φ(mean/sd), here 17,627, less the 10,000 of going ahead."""
    assert evpi(normal(10_000, 30_000)) == pytest.approx(7_627, abs=1)


def test_knowing_which_of_two_outcomes() -> None:
    """60 % of +50,000 against 40 % of −40,000: 30,000 when known, 14,000 when not."""
    assert evpi([50_000.0] * 6 + [-40_000.0] * 4) == pytest.approx(16_000)


def test_nothing_to_learn_where_the_answer_is_the_same() -> None:
    assert evpi([100.0, 5.0]) == 0.0
    assert evpi([-100.0, -5.0]) == 0.0


def test_knowing_one_input_of_several() -> None:
    """worth = input + noise, E[worth | input] = N(10,000, 10,000): 833, whatever the noise."""
    points = stats.qmc.Sobol(2, rng=5).random_base2(14)
    value = stats.norm.ppf(points[:, 0], 10_000, 10_000)
    worth = value + stats.norm.ppf(points[:, 1], 0, 25_000)
    assert evppi(value, worth) == pytest.approx(833, rel=0.04)
    assert evppi(normal(10_000, 10_000), normal(10_000, 10_000)) == pytest.approx(833, abs=1)


def test_knowing_an_input_that_does_not_matter_is_worth_nothing() -> None:
    random = np.random.default_rng(3)
    value, worth = random.normal(size=2048), random.normal(0, 30_000, size=2048)
    assert evppi(value, worth) < 0.02 * evpi(worth)
    assert evppi(np.full(2048, 4.0), worth) == pytest.approx(0.0, abs=1e-9)


def test_one_input_is_never_worth_more_than_all() -> None:
    random = np.random.default_rng(4)
    value = random.normal(size=64)
    worth = value**2 - 1 + random.normal(size=64)
    assert 0 <= evppi(value, worth) <= evpi(worth)


def test_the_fit_follows_a_bend() -> None:
    value = np.linspace(-2, 2, 4001)
    truth = np.sin(2 * value)
    noise = np.random.default_rng(1).normal(0, 0.3, size=value.size)
    assert np.abs(fitted(value, truth + noise) - truth).mean() < 0.06


def test_a_margin_of_safety() -> None:
    """120,000 less a tenth = 108,000; 50,000 and a tenth = 55,000; 53/55 = 96.4 %."""
    found = adjusted_roi(120_000, 50_000, profit_cut=0.10, investment_rise=0.10)
    assert found == pytest.approx((108_000 - 55_000) / 55_000)
    assert found == pytest.approx(0.964, abs=5e-4)
    assert adjusted_roi(1.0, 0.0, profit_cut=0.1, investment_rise=0.1) is None


@pytest.mark.parametrize(("rows", "kinds"), [(5, 9), (64, 3), (2048, 9), (5000, 4)])
def test_a_few_rows_at_a_time_are_all_rows_at_once(rows: int, kinds: int) -> None:
    random = np.random.default_rng(5)
    basis = random.normal(size=(rows, kinds)) ** 3
    basis[:, -1] = 2 * basis[:, 0]  # says nothing that the first does not
    outcome = random.normal(size=rows)
    weights, rank = information._least_squares(basis, outcome)
    known, _, as_whole, _ = np.linalg.lstsq(basis, outcome, rcond=None)
    assert rank == as_whole == min(rows, kinds - 1)
    np.testing.assert_allclose(basis @ weights, basis @ known, rtol=1e-9, atol=1e-12)
