"""What so many amounts tell of their mean."""

from __future__ import annotations

import math

import numpy as np
import pytest

from roi_model.actuals.estimates import posterior
from roi_model.actuals.estimates.posterior import mean_posterior, reliability


def test_the_mean_of_amounts_is_kept_and_few_amounts_are_doubted() -> None:
    rng = np.random.default_rng(6)
    amounts = rng.lognormal(8, 0.8, 400)
    found = mean_posterior(amounts)
    error = amounts.std(ddof=1) / 20
    low, high = found.interval()
    assert found.mean == pytest.approx(amounts.mean(), rel=0.01)
    assert (high - low) / 2 == pytest.approx(1.96 * error, rel=0.1)
    low, high = mean_posterior([5000.0]).interval()
    assert low < 3500 and high > 7500
    assert reliability(low, high, 5000.0) == "low"
    for nothing in ([], [-1.0], [0.0, 0.0]):
        with pytest.raises(ValueError, match="mean_posterior"):
            mean_posterior(nothing)


def test_many_amounts_weighed_by_groups_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    amounts = np.random.default_rng(2).lognormal(8, 1.5, 12_000)  # a few make much of the sum
    grouped = mean_posterior(amounts)
    monkeypatch.setattr(posterior, "_ONE_BY_ONE", 12_000)
    alone = mean_posterior(amounts)
    assert grouped.values.tolist() != alone.values.tolist()
    assert grouped.mean == pytest.approx(alone.mean, rel=1e-3)
    assert grouped.variance == pytest.approx(alone.variance, rel=0.1)
    ends = grouped.interval() + alone.interval()
    assert ends[:2] == pytest.approx(ends[2:], rel=0.005)


def test_the_interval_of_the_mean_amount_is_honest() -> None:
    """20 log-normal amounts, 400 times over: near the nominal 90 %, as skew allows."""
    rng = np.random.default_rng(7)
    truth = math.exp(8 + 0.6**2 / 2)
    held = 0
    for seed in range(400):
        low, high = mean_posterior(rng.lognormal(8, 0.6, 20), seed=seed).interval(0.9)
        held += low <= truth <= high
    assert 0.84 <= held / 400 <= 0.95
