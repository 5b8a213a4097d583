"""Costs of several months, a share in each, to the last cent."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.layouts.spread import spread
from tests.reading.read_again import reading_of


def test_the_sum_is_kept_to_the_cent_whatever_its_sign() -> None:
    units = np.array([1000, -1001, 7])
    month = np.array([2025 * 12, 2025 * 12 + 10, 2025 * 12])
    words = pa.array(["a", "b", "c"])
    lines = Lines(month, units, 2, np.array([2, 3, 4]), words, np.ones(3, np.int64), words)
    found = spread(lines, np.array([3, 4, 1]))
    assert found.units.tolist() == [334, 333, 333, -251, -250, -250, -250, 7]
    assert (found.month - 2025 * 12).tolist() == [0, 1, 2, 10, 11, 12, 13, 0]
    assert found.line.tolist() == [2, 2, 2, 3, 3, 3, 3, 4]
    assert found.label.to_pylist() == ["a"] * 3 + ["b"] * 4 + ["c"]


def test_months_and_quarters_in_one_column_are_each_of_their_own() -> None:
    text = "Période;Poste;Coût\n01/2025;Ads;10,00\nT2 2025;CRM;30,00\nT3 2025;CRM;60,00\n"
    assert reading_of(text).total("month") == {
        "2025-01": 10, **{f"2025-{m:02d}": 30 / 3 for m in (4, 5, 6)},
        **{f"2025-{m:02d}": 60 / 3 for m in (7, 8, 9)},
    }  # fmt: skip
