"""What a formula comes to."""

from __future__ import annotations

from typing import Any

from roi_model.export.xlsx.writing.cells import Values


def value_of(formula: str, cells: dict[tuple[int, int], Any] | None = None) -> Any:
    values = Values("en")
    for (row, column), value in (cells or {}).items():
        values.put("Sheet", row, column, value)
    values.formula("Sheet", 9, 9, 1, formula)
    return values.of("Sheet", 9, 9, 9)[0]
