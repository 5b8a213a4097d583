"""The team's load against its hours."""

from __future__ import annotations

import numpy as np

from roi_model.charts import utilisation


def test_what_is_beyond_the_teams_hours_stands_above_the_line() -> None:
    drawn = utilisation.frame([np.nan, 0.4, 1.0, 2.5])
    assert drawn["within"].tolist()[1:] == [0.4, 1.0, 1.0]
    assert drawn["beyond"].tolist()[3] == 2.5
    assert drawn["beyond"].isna().tolist() == [True, True, True, False]
    assert np.isnan(drawn["within"][0])  # nobody there: no bar, not an empty one
