"""The values of cells, worked out a run at a time."""

from __future__ import annotations

from roi_model.export.xlsx.writing.cells import Values


def test_cells_that_say_the_same_are_worked_out_together() -> None:
    values = Values("en")
    for column in range(4):
        values.put("Sheet", 0, column, float(column))
    values.put("Sheet", 0, 7, 10.0)
    values.formulas("Sheet", 1, 0, [f"{c}1*$H$1" for c in "ABCD"])
    values.formulas("Sheet", 2, 0, ["A2", "A3+B2", "B3+C2", "C3+D2"])  # a running sum
    assert values.of("Sheet", 2, 0, 3) == [0.0, 10.0, 30.0, 60.0]
