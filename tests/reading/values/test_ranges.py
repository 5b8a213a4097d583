"""Cells of two days name the month, the week or the quarter that lies between them."""

from __future__ import annotations

import pytest

from roi_model.reading.values.date_shapes import readings


@pytest.mark.parametrize(
    ("cell", "shape", "day"),
    [
        ("2026-02-01 - 2026-02-28", "%Y-%m-%d", (2026, 2, 1)),
        ("01.02.2026 – 28.02.2026", "%d.%m.%Y", (2026, 2, 1)),
        ("Feb 1, 2026 to Feb 28, 2026", "%d %b %Y", (2026, 2, 1)),
        ("du 01/02/2026 au 28/02/2026", "%d/%m/%Y", (2026, 2, 1)),
        ("2026-02-03 - 2026-02-03", "%Y-%m-%d", (2026, 2, 3)),
        # Monday 26 January to Sunday 1 February: the Thursday says the month, as in ISO 8601.
        ("2026-01-26 - 2026-02-01", "%Y-%m-%d", (2026, 1, 29)),
        ("2026-04-01 - 2026-06-30", "quarter", (2026, 4, 1)),
    ],
)
def test_first_and_last_day_are_one_span(cell: str, shape: str, day: tuple[int, int, int]) -> None:
    assert readings(cell, coarse="headed") == {shape: day}
    assert not readings(cell, coarse="periods"), "where no heading says so, it is no date"


@pytest.mark.parametrize("cell", ["2026-01-05 - 2026-03-31", "2026-02-28 - 2026-02-01", "- -",
                                  "2026-02-01 - soon", "2026-02-01 - 2026-02-31"])  # fmt: skip
def test_what_is_no_month_nor_week_is_no_date(cell: str) -> None:
    assert readings(cell, coarse="headed") == {}


def test_days_that_may_be_months_stay_open() -> None:
    found = readings("02/01/2026 - 08/01/2026", coarse="headed")
    assert found == {"%d/%m/%Y": (2026, 1, 2)}, "from 1 February to 1 August is no week"
    found = readings("02/03/2026 - 04/03/2026", coarse="headed")
    assert found == {"%d/%m/%Y": (2026, 3, 2)}
