"""The values of cells, worked out a run at a time."""

from __future__ import annotations

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
