"""The values of cells, worked out a run at a time."""

from __future__ import annotations

import pytest

from roi_model.export.xlsx.writing.cells import Values


def test_cells_that_say_the_same_are_worked_out_together() -> None:
    values = Values("en")
    for column in range(4):
        values.put("Sheet", 0, column, float(column))
    values.put("Sheet", 0, 7, 10.0)
    values.formula("Sheet", 1, 0, 4, "A1*$H$1")
    values.formula("Sheet", 2, 1, 3, "A3+B2")  # a running sum, nothing before it
    assert values.of("Sheet", 2, 1, 3) == [10.0, 30.0, 60.0]


def test_rows_with_a_key_are_summed_together() -> None:
    values = Values("en")
    for row, key in enumerate(("leads", "quotes", "leads", None)):
        values.put("Sheet", row, 0, key)
        for column in range(1, 4):
            values.put("Sheet", row, column, 10.0 * row + column)
    values.put("Sheet", 5, 0, "leads")
    values.formula("Sheet", 5, 1, 3, "SUMIF($A$1:$A$4,$A6,B$1:B$4)")
    assert values.of("Sheet", 5, 1, 3) == [22.0, 24.0, 26.0]


@pytest.mark.parametrize("keys", ["Sheet", "Keys"])
def test_of_rows_summed_together_words_and_empty_cells_count_as_nothing(keys: str) -> None:
    """And one that is an error makes the sum one, as in a spreadsheet."""
    values = Values("en")
    for row, cells in enumerate(([2.0, "none", None], [3.0, 4.0, 5.0], [6.0, 7.0, "#DIV/0!"])):
        values.put("Sheet", row, 0, "leads" if row < 2 else "quotes")
        for column, value in enumerate(cells, 1):
            values.put("Sheet", row, column, value)
    for row, key in ((5, "leads"), (6, "quotes")):
        values.put(keys, row, 0, key)
        values.formula("Sheet", row, 1, 3, f"SUMIF($A$1:$A$3,'{keys}'!$A{row + 1},B$1:B$3)")
    assert values.of("Sheet", 5, 1, 3) == [5.0, 4.0, 5.0]
    assert values.of("Sheet", 6, 3, 3) == ["#DIV/0!"]
