"""A table in place of an inverse beta distribution: the function's own values, to 2e-13."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.special import betaincinv, ndtri

from roi_model.analysis.risk.tabulated import (
    EDGE,
    EXACT,
    WORTH,
    Table,
    _beta,
    beta_inverse,
    beta_of_normal,
)

SHARES = np.concatenate(
    [[EDGE, 1e-9, 1e-4, 1 - 1e-4, 1 - 1e-9, 1 - EDGE], np.random.default_rng(1).random(WORTH)]
)


@given(st.floats(0.001, 0.999), st.floats(0.5, 5000))
@example(0.0225, 0.5)  # 0 at a probe, but at no node
def test_a_law_has_its_own_values(mean: float, size: float) -> None:
    a, b = mean * size, (1 - mean) * size
    known = betaincinv(a, b, SHARES)
    np.testing.assert_allclose(beta_inverse(a, b, SHARES), known, rtol=5 * EXACT, atol=1e-290)
    np.testing.assert_allclose(
        beta_of_normal(a, b, ndtri(SHARES)), known, rtol=5 * EXACT, atol=1e-290
    )


@pytest.mark.parametrize(("mean", "size"), [(0.05, 50), (0.25, 20), (0.6, 200), (0.95, 50)])
def test_usual_laws_have_a_table_and_it_stays(mean: float, size: float) -> None:
    a, b = mean * size, (1 - mean) * size
    assert _beta(a, b).fits and _beta(a, b) is _beta(a, b)


def test_a_law_that_is_not_followed_has_none() -> None:
    steps = Table(lambda share: np.ceil(share * 9), lambda rest: np.ceil((1 - rest) * 9))
    assert not steps.fits
    assert not _beta(0.002, 1.998).fits  # most of its values are smaller than any number


def test_few_shares_and_those_at_the_very_ends_are_worked_out() -> None:
    few = SHARES[:10]
    assert beta_inverse(2.0, 8.0, few).tolist() == betaincinv(2.0, 8.0, few).tolist()
    ends = np.append(SHARES, [0.0, 1.0])
    assert beta_inverse(2.0, 8.0, ends)[-2:].tolist() == [0.0, 1.0]
