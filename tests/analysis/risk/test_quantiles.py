"""Quantiles of many rows against NumPy's of each."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model.analysis.risk import quantiles as module
from roi_model.analysis.risk.quantiles import quantiles

SHARES = [0.0, 0.1, 0.5, 0.9, 1.0]


@pytest.mark.parametrize("draws", [1, 2, 3, 7, 100, 2048])
@pytest.mark.parametrize("together", [1, 300, 1 << 17])
def test_each_row_has_the_quantiles_that_numpy_finds(
    draws: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ties, signs and sizes of any kind; in one go or row by row."""
    monkeypatch.setattr(module, "_TOGETHER", together)
    random = np.random.default_rng(draws)
    rows = random.standard_normal((9, draws)) * 10.0 ** np.arange(-6, 12, 2)[:, None]
    rows[3] = rows[3].round()
    kept = rows.copy()
    assert quantiles(rows, SHARES) == pytest.approx(
        np.quantile(rows, SHARES, axis=1), rel=1e-14, abs=0
    )
    np.testing.assert_array_equal(rows, kept)  # the rows stay in their order


def test_what_is_not_a_number_is_left_out() -> None:
    """Wherever it stands; a row without any number has no quantile."""
    random = np.random.default_rng(1)
    rows = random.standard_normal((6, 50))
    rows[random.random(rows.shape) < 0.4] = np.nan
    rows[4], rows[5, 1:] = np.nan, np.nan
    found = quantiles(rows, SHARES)
    for row, levels in zip(rows, found.T, strict=True):
        known = row[~np.isnan(row)]
        wanted = np.quantile(known, SHARES) if known.size else np.full(len(SHARES), np.nan)
        np.testing.assert_allclose(levels, wanted, rtol=1e-14)


def test_without_rows_there_are_none() -> None:
    assert quantiles([], SHARES).shape == (5, 0)
