"""The lag against numeric integration of the law of the cycle, and its exact properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma

from roi_model import Channel, project
from roi_model.engine.lag import lag_weights
from tests.engine.by_hand import EVERYONE, EXACT, plan
from tests.engine.reference import gamma_p, lag

MEANS = [0.3, 1.0, 2.5, 3.0, 7.9, 12.0, 36.0, 90.0]
SPREADS = [0.01, 0.05, 0.3, 0.5, 1.0, 1.5]


def weights(mean: float, cv: float, months: int) -> np.ndarray:
    return lag_weights(np.array([mean]), np.array([cv]), months)[:, 0]


@pytest.mark.parametrize("cv", SPREADS)
@pytest.mark.parametrize("mean", MEANS)
def test_gamma_weights_are_the_integral_of_the_law(mean: float, cv: float) -> None:
    """w_j = ∫₀¹ [F(j+1−u) − F(j−u)] du, leads arriving evenly: by quadrature, to 1e-9."""
    law = gamma(1 / cv**2, scale=mean * cv**2)
    made = weights(mean, cv, 48)
    kinks = (mean - 3 * mean * cv, mean, mean + 3 * mean * cv)
    cumulated = [0.0]  # ∫ F from j to j + 1, j = −1, 0, 1, …
    for j in range(49):
        inside = [x for x in kinks if j < x < j + 1]
        area = quad(law.cdf, j, j + 1, points=inside or None, epsabs=1e-13, epsrel=1e-13, limit=400)
        cumulated.append(area[0])
    assert made == pytest.approx(np.diff(cumulated), abs=1e-9)


@pytest.mark.parametrize("cv", [0.0, *SPREADS])
@pytest.mark.parametrize("mean", [0.0, *MEANS])
def test_against_the_formula_of_the_contract(mean: float, cv: float) -> None:
    """G(x) = x·P(k, x/θ) − μ·P(k+1, x/θ) by series and continued fraction, to 1e-11 · mean.

    A spread of 1 % means k = 10,000, whose log-gamma costs the plain formula three digits.
    """
    allowed = (1e-11 if cv != 0.01 else 1e-9) * max(1, mean)
    assert weights(mean, cv, 60) == pytest.approx(lag(mean, cv, 60), abs=allowed)


@pytest.mark.parametrize("x", [0.1, 1.0, 3.0, 10.0, 50.0])
def test_the_tests_own_incomplete_gamma(x: float) -> None:
    """P(1, x) = 1 − e^−x, P(2, x) = 1 − (1 + x)e^−x."""
    assert gamma_p(1, x) == pytest.approx(1 - np.exp(-x), rel=1e-13)
    assert gamma_p(2, x) == pytest.approx(1 - (1 + x) * np.exp(-x), rel=1e-13)


@given(st.floats(1e-6, 36), st.sampled_from([0.0, 0.02, 0.2, 0.5, 1.0, 1.5]))
def test_the_mean_is_kept_exactly(mean: float, cv: float) -> None:
    """Σ j·w_j = μ and Σ w_j = 1 over a window that holds the tail (1e-9)."""
    made = weights(mean, cv, 2500)
    assert made.min() >= 0
    assert made.sum() == pytest.approx(1, abs=1e-9)
    assert (made * np.arange(2501)).sum() == pytest.approx(mean, rel=1e-9, abs=1e-9)


@given(st.floats(0, 36))
def test_without_spread_two_months_share_exactly(mean: float) -> None:
    made = weights(mean, 0.0, 40)
    low = int(np.floor(mean))
    expected = np.zeros(41)
    expected[low] = 1 - (mean - low)
    expected[low + 1] += mean - low
    assert made == pytest.approx(expected, abs=1e-14)
    assert set(np.flatnonzero(made)) <= {low, low + 1}  # no rounding dust in the other months


def test_at_once_whatever_the_spread() -> None:
    assert weights(0.0, 1.5, 4).tolist() == [1, 0, 0, 0, 0]


def test_a_small_spread_tends_to_none() -> None:
    """Away from whole months the split is linear: a cv of 1e-4 changes nothing to 1e-12."""
    assert weights(4.5, 1e-4, 12) == pytest.approx(weights(4.5, 0.0, 12), abs=1e-12)


def test_window_does_not_move_the_weights() -> None:
    """What lies beyond the horizon is not squeezed back in."""
    short, long = weights(6.0, 0.8, 5), weights(6.0, 0.8, 60)
    np.testing.assert_array_equal(short, long[:6])
    assert short.sum() < 0.6


def test_draws_broadcast() -> None:
    mean, cv = np.array([[0.0, 2.4, 3.0]]), np.array([[0.5, 0.0, 0.5]])
    made = lag_weights(mean, cv, 10)
    assert made.shape == (11, 1, 3)
    for n in range(3):
        np.testing.assert_array_equal(made[:, 0, n], weights(mean[0, n], cv[0, n], 10))


def test_lag_splits_a_fixed_cycle_between_two_months() -> None:
    """MODEL 2.2: 2.4 months are 0.6 after two and 0.4 after three."""
    p = project(plan(Channel(name="A", contacts=10, **EVERYONE), cycle_months=2.4))
    assert p.monthly["customers"][:6] == pytest.approx([0, 0, 0, 6, 4, 0], abs=EXACT)


@pytest.mark.parametrize("wide", [0.02, 0.14, 0.3])
@pytest.mark.parametrize("cv", [0.11, 0.3, 0.6, 1.5])
@pytest.mark.parametrize("mean", [0.5, 4.5, 36.0])
def test_many_laws_of_one_shape_are_as_exact_as_each(mean: float, cv: float, wide: float) -> None:
    """From a polynomial in their means or not: to 1e-12 of each share, 1e-14 of all."""
    means = mean * np.exp(wide * np.random.default_rng(1).standard_normal(300))
    made = lag_weights(means, np.full(300, cv), 48)
    few = (lag_weights(some, np.full(3, cv), 48) for some in means.reshape(-1, 3))
    wanted = np.concatenate(list(few), axis=1)
    np.testing.assert_allclose(made, wanted, rtol=1e-12, atol=1e-14)
    assert (made >= 0).all()


def test_one_mean_for_all_draws_is_no_polynomial() -> None:
    made = lag_weights(np.full(300, 4.5), np.full(300, 0.6), 48)
    assert (made == made[:, :1]).all()
    np.testing.assert_allclose(made[:, 0], weights(4.5, 0.6, 48), rtol=1e-14)
