"""Counts of a list."""

from __future__ import annotations

import pandas as pd

from roi_model.reading.events.figures import event_figures


def test_counts_by_state_month_and_source() -> None:
    days = pd.to_datetime(["2024-01-31", "2024-02-01", "2024-02-29"])
    frame = pd.DataFrame(
        {"day": days, "kind": "call", "state": ["meeting", "", "meeting"],
         "source": ["Ads", "", "Ads"], "line": [2, 3, 4]}
    )  # fmt: skip
    found = event_figures(frame)
    assert list(found["by_state"]) == ["meeting", ""]  # the best first, what is not said last
    assert found == {
        "count": 3,
        "by_state": {"": 1, "meeting": 2},
        "by_month": {"2024-01": 1, "2024-02": 2},
        "by_source": {"": 1, "Ads": 2},
    }
