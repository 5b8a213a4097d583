"""Counts by month beside what was expected of them: plain sums, and another library's laws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from roi_model.actuals.estimates.counts import intensity, trend


def test_even_counts_are_a_gamma_law() -> None:
    found = intensity([5, 3, 4, 3, 3], [7.5] * 5)
    law = stats.gamma(18.5, scale=1 / 37.5)
    assert found.mean == pytest.approx(law.mean(), rel=1e-3)
    assert found.interval() == pytest.approx(law.interval(0.95), rel=1e-3)


def test_months_in_which_nothing_is_expected_tell_nothing() -> None:
    even = intensity([5, 9, 3, 4], [7.5, 0, 7.5, 7.5])
    assert even.mean == intensity([5, 3, 4], [7.5] * 3).mean
    with pytest.raises(ValueError, match="nothing is expected"):
        intensity([5, 3], [0, 0])


@pytest.mark.thorough
def test_uneven_counts_tell_less_and_the_interval_holds_the_truth() -> None:
    """Nine in ten intervals and more, where months scatter twice as much as Poisson's."""
    steady, burst = (intensity(c, [10.0] * 4).interval() for c in ([10] * 4, [40, 0, 0, 0]))
    assert burst[0] < steady[0] < steady[1] < burst[1]
    rng = np.random.default_rng(4)
    for loose in (1.0, 2.0):
        held = 0
        for _ in range(300):
            usual = rng.uniform(5, 30, 8)
            mean = 0.6 * usual
            shape = mean / (loose - 1) if loose > 1 else None
            counts = rng.poisson(mean if shape is None else rng.gamma(shape, loose - 1))
            low, high = intensity(counts, usual).interval()
            held += low <= 0.6 <= high
        assert 0.88 <= held / 300 <= 0.99, loose


def test_a_trend_beside_what_was_expected() -> None:
    """Growth of the counts over the plan's own season, not of the counts."""
    rng = np.random.default_rng(5)
    usual = np.array([10, 40, 20, 30, 10, 20, 40, 60.0])
    held = 0
    for _ in range(200):
        counts = rng.poisson(usual * 1.1 ** np.arange(8))
        low, high = trend(counts, usual).interval()
        held += low <= 0.1 <= high
    assert held / 200 >= 0.88
    assert trend(usual, usual).quantile(0.5) == pytest.approx(0, abs=1e-3)
    # What the trend itself makes of the counts is no scatter.
    low, high = trend([10, 20, 40, 80], [10.0] * 4).interval()
    assert 0.6 < low < 1 < high < 1.5
    assert trend([4, 5], [5, 5]) is None and trend([0, 0, 0], [5, 5, 5]) is None
