"""A sheet held in memory."""

from __future__ import annotations

from roi_model.reading.tables.sheets.grid import Held


def test_a_sheet_is_as_wide_as_its_widest_row() -> None:
    held = Held([[], [1, 2, 3], ["a"]])
    assert (held.width, held.height, held.left) == (3, 3, 0)
    assert list(held.rows()) == [["", "", ""], [1, 2, 3], ["a", "", ""]]
    assert Held([]).width == 0
