"""Where deals stand on a day in the middle of a month, by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from roi_model.actuals.outlook.standing import standing
from tests.actuals.pipelines import deals

DEALS = deals(
    ("2024-01-10", "2024-02-10", "won", 500.0, ""),  # actual: not counted again
    ("2024-02-10", "2024-03-05", "won", 700.0, ""),
    ("2024-03-02", "2024-03-06", "won", float("nan"), ""),
    ("2024-03-03", "2024-03-20", "won", 900.0, ""),  # nobody knew on the 16th
    ("2024-03-04", "2024-03-05", "lost", 900.0, ""),
    ("2024-02-20", "", "open", 0.0, ""),
    ("", "", "open", 100.0, ""),
    ("2024-03-18", "", "open", 100.0, ""),
)  # fmt: skip


def test_half_of_a_month_is_known() -> None:
    found = standing(DEALS, "2024-01", 2, {1, 2}, pd.Timestamp("2024-03-15 12:00"), 6)
    assert (found.first, found.last) == (3, 2)
    assert found.elapsed == pytest.approx(15 / 31)
    assert found.created.tolist() == [0, 0, 0, 3, 0, 0, 0]
    assert found.customers.tolist() == [0, 0, 0, 2, 0, 0, 0]
    assert found.orders.tolist() == [0, 0, 0, 700, 0, 0, 0]
    assert found.to_make.tolist() == pytest.approx([0, 0, 0, 16 / 31, 1, 1, 1])
    assert found.until.tolist() == pytest.approx([0, 16 / 31, 47 / 31, 78 / 31, 109 / 31])
    assert found.open["month"].tolist() == [2, 3]
    assert found.open["amount"].isna().tolist() == [True, False]
    assert found.open["age"].tolist() == pytest.approx([25 / 30.4375, 13 / 30.4375], rel=1e-6)


def test_a_month_that_is_over_leaves_nothing_of_it() -> None:
    found = standing(DEALS, "2024-01", 2, {1, 2, 3}, pd.Timestamp("2024-03-28"), 6)
    assert (found.first, found.elapsed) == (4, 0)
    assert found.to_make.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert found.customers[3] == 3  # costs end in February, the deals do not
    assert found.until.tolist() == [0, 1, 2, 3]


def test_months_that_no_file_covers_are_the_plans() -> None:
    found = standing(DEALS, "2024-01", 3, {2, 3}, pd.Timestamp("2024-06-30"), 6)
    assert found.to_make.tolist() == [1, 1, 0, 0, 1, 1, 1]
    assert found.day < pd.Timestamp("2024-04-01")
    after = standing(DEALS, "2024-01", 3, {3, 16}, pd.Timestamp("2025-04-30"), 6)
    assert after.to_make.tolist() == [1, 1, 1, 0, 1, 1, 1]


def test_the_order_of_rows_does_not_matter() -> None:
    one = standing(DEALS, "2024-01", 2, {1, 2}, pd.Timestamp("2024-03-15"), 6)
    other = standing(DEALS[::-1], "2024-01", 2, {1, 2}, pd.Timestamp("2024-03-15"), 6)
    pd.testing.assert_frame_equal(one.open, other.open)
