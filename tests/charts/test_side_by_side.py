"""The cash of several plans on the same axes."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import project
from roi_model.charts import side_by_side
from roi_model.declaration.paths import with_value
from tests.charts.compared import PLAN


def test_each_scenario_keeps_its_horizon() -> None:
    short = project(with_value(PLAN, "horizon_months", 14))
    frame = side_by_side.frame({"Long": project(PLAN), "Short": short})
    assert frame.groupby("scenario")["month"].max().to_dict() == {"Long": 36, "Short": 14}
    assert frame.groupby("scenario")["position"].unique().map(list).to_dict() == {
        "Long": [0],
        "Short": [1],
    }
    np.testing.assert_array_equal(
        frame.loc[frame["scenario"] == "Short", "cumulative_cash"], short.monthly["cumulative_cash"]
    )
    assert side_by_side.frame({}).empty
    with pytest.raises(ValueError, match="at most 6"):
        side_by_side.frame(dict.fromkeys("ABCDEFG", short))


def test_lines_differ_by_colour_and_by_dash() -> None:
    spec = side_by_side.spec("en", "EUR", "light", horizon=36)
    line = next(layer for layer in spec["layer"] if "strokeDash" in layer["encoding"])
    for channel in ("color", "strokeDash"):
        shown = line["encoding"][channel]["scale"]["range"]
        assert len({str(look) for look in shown}) == side_by_side.MOST
