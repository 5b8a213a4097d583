"""Bars that hold every draw."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model.charts.risk import distribution


def test_bars_of_the_distribution_meet_at_break_even_and_hold_every_draw() -> None:
    values = np.append(np.random.default_rng(1).normal(0.3, 0.5, size=5000), [40.0, np.nan])
    found = distribution.frame(values, 0.25, bars=30)
    assert found["share"].sum() == pytest.approx(1.0)
    assert 0.0 in np.round(found["low"], 12).tolist()
    assert ((found["low"] >= -1e-12) == (found["reached"] == 1)).all()
    above = found.loc[found["reached"] == 1, "share"].sum()
    assert above == pytest.approx(np.mean(values[:-1] >= 0), abs=1e-12)
    assert found["base"].dropna().tolist() == [0.25]
    assert found["high"].max() < 3  # one far draw does not squeeze the picture
    np.testing.assert_allclose(found["high"][:-1], found["low"][1:])


@pytest.mark.parametrize("values", [[0.0], [1.0, 1.0], [-5e6] * 3, [np.nan], []])
def test_a_distribution_of_one_value_or_none(values: list[float]) -> None:
    found = distribution.frame(values)
    assert list(found.columns) == list(distribution.COLUMNS)
    known = np.isfinite(values).any() if values else False
    assert found["share"].sum() == (1.0 if known else 0.0)
    assert found["share"].gt(0).sum() == (1 if known else 0)
