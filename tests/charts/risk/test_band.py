"""The band around the line of cash."""

from __future__ import annotations

import numpy as np
import pandas as pd

from roi_model.charts import cash
from roi_model.charts.risk import band
from roi_model.projection import project
from roi_model.storage.scenario_file import scenario_from_dict
from tests.charts.drawn import parts


def test_the_band_is_added_to_a_line_that_stays_as_it_is() -> None:
    case = scenario_from_dict({"name": "Case", "channels": [{"name": "A"}]})
    line = cash.frame(project(case))
    edges = {"p10": np.arange(37.0), "p50": np.zeros(37), "p90": np.arange(37.0) + 5}
    with_band = band.added(line, edges)
    assert line[["p10", "p90"]].isna().all(axis=None)
    np.testing.assert_array_equal(with_band["p90"] - with_band["p10"], 5.0)
    pd.testing.assert_frame_equal(
        with_band.drop(columns=["p10", "p90"]), line.drop(columns=["p10", "p90"])
    )
    picture = cash.spec("fr", "EUR", "light", horizon=36, band=True)
    drawn = [part["field"] for part in parts(picture) if "field" in part]
    assert {"p10", "p90"} <= set(drawn)


def test_a_band_shorter_than_the_line_ends_early() -> None:
    made = band.added(pd.DataFrame({"month": range(5)}), {"p10": [1.0, 2.0], "p90": [3.0, 4.0]})
    assert made["p90"].tolist()[:2] == [3.0, 4.0] and made["p90"][2:].isna().all()
