"""Indices, sorted."""

from __future__ import annotations

from roi_model.charts.risk import sobol
from tests.charts.risk.pictures import INDICES


def test_indices_are_sorted_and_undefined_ones_left_out() -> None:
    found = sobol.frame(INDICES)
    assert found["name"].tolist() == ["b", "a"]
    assert found["first"].tolist() == [0.0, 0.2]
    assert sobol.frame([INDICES[2]]).empty
