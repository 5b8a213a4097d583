"""Months of a table's rows, and what costs add up to by month."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.entries import Lines
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.on_request.months import gives_of, months_in

JANUARY = 2026 * 12


def test_each_day_has_its_month_and_an_empty_cell_none() -> None:
    found = months_in(pa.array(["2026-01-31", "", "2026-03-01"]), "End", Inquiry())
    assert found is not None and found.tolist() == [JANUARY, -1, JANUARY + 2]
    assert months_in(pa.array(["none", "never"]), "End", Inquiry()) is None


def test_days_that_may_be_months_are_read_as_the_file_is_or_asked() -> None:
    cells = pa.array(["05/03/2026"])
    inquiry = Inquiry(date_format="%d/%m/%Y")
    found = months_in(cells, "End", inquiry)
    assert found is not None and found.tolist() == [JANUARY + 2] and not inquiry.questions
    other = Inquiry(date_format="%Y-%m-%d")
    assert months_in(cells, "End", other) is None
    assert [q.id for q in other.questions] == ["date_format:End"]
    assert other.date_format == "%Y-%m-%d"


def test_costs_by_month_add_up_to_their_total() -> None:
    months = np.array([JANUARY, JANUARY, JANUARY + 2])
    labels, ones = pa.array(["a", "b", "c"]), np.ones(3, np.int64)
    lines = Lines(months, np.array([100, 250, 50]), 2, ones, labels, ones)
    assert gives_of(lines) == {"all": 4.0, "by_month": {"2026-01": 3.5, "2026-03": 0.5},
                               "first": "2026-01", "last": "2026-03"}  # fmt: skip
