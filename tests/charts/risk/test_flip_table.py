"""Flip points, the nearest first."""

from __future__ import annotations

import pytest

from roi_model.analysis.search.flips import Flip
from roi_model.charts.risk import flip_table


def test_flip_points_come_nearest_first() -> None:
    flips = [
        Flip("a", 100.0, None, "none_in_range"),
        Flip("b", 100.0, 50.0, None),
        Flip("c", 0.0, 7.0, None),
        Flip("d", 2.0, 2.2, None),
    ]
    found = flip_table.frame(flips, {"d": "Délai"})
    assert found["path"].tolist() == ["d", "b", "c", "a"]
    assert found["name"][0] == "Délai"
    assert found["share"].tolist()[:2] == pytest.approx([0.1, -0.5])
    assert found["change"].tolist()[:3] == pytest.approx([0.2, -50.0, 7.0])
    assert found["reason"].tolist() == ["", "", "", "none_in_range"]
    assert flip_table.frame([]).empty
