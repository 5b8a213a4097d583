"""The chance of payback by month, and what is missing to all."""

from __future__ import annotations

from roi_model.charts.risk import payback_chance
from tests.charts.risk.pictures import CHANCE


def test_what_is_missing_to_all_is_never() -> None:
    found = payback_chance.frame(CHANCE)
    assert found["chance"].tolist() == CHANCE
    assert found["never"].dropna().to_dict() == {3: 0.25}
