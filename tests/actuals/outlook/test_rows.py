"""Rows of posteriors: what shares its weights is drawn together."""

from __future__ import annotations

import numpy as np

from roi_model.actuals.estimates.posterior import Posterior
from roi_model.actuals.outlook.rows import Rows


def test_one_set_of_rows_for_all_that_share_their_weights() -> None:
    weights = np.array([1.0, 0.0, 3.0])
    rate, cycle = Posterior(np.arange(3.0), weights), Posterior(np.arange(3.0) + 10, weights)
    other = Posterior(np.arange(3.0), weights.copy())
    rows = Rows(np.random.default_rng(0), 4000)
    assert rows.of(rate) is rows.of(cycle) is not rows.of(other)
    found = rows.of(rate)
    assert set(found.tolist()) == {0, 2} and abs((found == 2).mean() - 0.75) < 0.03
