"""Deals become times to a close, and ages of those that are open."""

from __future__ import annotations

import pandas as pd
import pytest

from roi_model.actuals.estimates.pipeline import pipeline
from tests.actuals.pipelines import deals


def test_deals_become_times_and_ages() -> None:
    table = deals(
        ("2024-01-01", "2024-01-31", "won", 1.0, ""),
        ("2024-01-01", "2024-03-31", "lost", 1.0, ""),
        ("2024-01-01", "", "open", 1.0, ""),
        ("2024-01-01", "2024-06-30", "won", 1.0, ""),  # after the day looked at: still open
        ("2024-03-01", "2024-02-01", "won", 1.0, ""),  # closed before it was created
        ("2024-03-01", "", "lost", 1.0, ""),
        ("2024-03-01", "2024-03-01", "won", 1.0, ""),  # the same day: half a day
        ("", "2024-03-01", "won", 1.0, ""),
        ("2024-05-01", "", "open", 1.0, ""),
    )
    found = pipeline(table, pd.Timestamp("2024-04-01"))
    month = 365.25 / 12
    assert found.won.tolist() == pytest.approx([30 / month, 0.5 / month])
    assert found.lost.tolist() == pytest.approx([90 / month])
    assert found.open.tolist() == pytest.approx([91 / month, 91 / month])
    assert found.won_by.tolist() == found.lost_by.tolist() == pytest.approx([31 / month])
    assert (found.undated, found.future, len(found)) == (1, 1, 7)
