"""Levers by what they bring."""

from __future__ import annotations

import numpy as np

from roi_model.charts import levers
from tests.charts.drawn import LEVERS


def test_levers_come_with_the_largest_gain_first() -> None:
    frame = levers.frame(LEVERS)
    assert frame["name"].tolist() == ["Training", "Fewer ads"]
    assert frame["roi"].tolist()[0] == 2.0
    assert np.isnan(frame["roi"].tolist()[1])
    assert levers.frame([]).empty
