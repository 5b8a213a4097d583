"""Which months an axis names."""

from __future__ import annotations

from roi_model.charts.parts.axes import month_ticks


def test_month_ticks_are_round_or_the_same_months_of_a_year() -> None:
    assert month_ticks(12, None) == list(range(13))
    assert month_ticks(36, None) == list(range(0, 37, 3))
    assert month_ticks(120, None) == list(range(0, 121, 12))
    # Month 1 is November 2026: January is month 3, July month 9.
    assert month_ticks(36, "2026-11") == [3, 9, 15, 21, 27, 33]
    assert month_ticks(3, "2026-11") == [1, 2, 3]
