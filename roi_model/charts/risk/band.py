"""The band P10 to P90 behind the line of cumulative cash, which comes later than the line.

The line's frame and its picture (`cash.spec` with `band`) stay as they are: the band only fills two
columns, so that the page draws the line at once and adds the band when its draws are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from roi_model.charts.parts.frames import column


def added(frame: pd.DataFrame, cumulative_cash: Mapping[str, Any]) -> pd.DataFrame:
    """The frame of `cash.frame` with the band in it; `cumulative_cash` has p10 and p90 by month.

    The line and its marks are those of the frame given, untouched.
    """
    edges = {name: column(cumulative_cash[name], len(frame)) for name in ("p10", "p90")}
    return frame.assign(**edges)
