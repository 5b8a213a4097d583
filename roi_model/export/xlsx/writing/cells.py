"""Every cell of the workbook being written: its formula, and the value it comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from roi_model.export.xlsx.writing.formula import (
    Compiled,
    Place,
    as_array,
    compiled,
    relative,
)
from roi_model.export.xlsx.writing.functions import CellError
from roi_model.formatting.conventions import plain

Key = tuple[str, int]
"""A row of a sheet: the sheet's name, and the row counted from 0."""


@dataclass(slots=True)
class _Line:
    """A row: its values by column, and the formulas of it that were not worked out yet."""

    values: list[Any] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)

    def put(self, first: int, values: list[Any]) -> None:
        missing = first + len(values) - len(self.values)
        if missing > 0:
            self.values += [None] * missing
        self.values[first : first + len(values)] = values

    def get(self, first: int, last: int) -> list[Any]:
        if self.runs:
            for run in [run for run in self.runs if run.first <= last and run.last >= first]:
                run.work()
        found = self.values[first : last + 1]
        return found + [None] * (last + 1 - first - len(found))


class Values:
    """Values by sheet, row and column: those that were put, and those of the formulas."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._lines: dict[Key, _Line] = {}
        self._pending: list[_Run] = []
        self._keyed: dict[tuple[str, int, int, int], dict[Any, list[int]]] = {}

    def line(self, sheet: str, row: int) -> _Line:
        """A row, made when it is first spoken of."""
        found = self._lines.get((sheet, row))
        if found is None:
            found = self._lines[sheet, row] = _Line()
        return found

    def put(self, sheet: str, row: int, column: int, value: Any) -> None:
        """What stands in a cell that is no formula."""
        self.line(sheet, row).put(column, [value])

    def formula(self, sheet: str, row: int, first: int, count: int, formula: str) -> None:
        """A formula, said for its first cell, in cells side by side."""
        line = self.line(sheet, row)
        run = _Run(self, sheet, row, first, first + count - 1, formula, line)
        line.runs.append(run)
        self._pending.append(run)

    def keyed(self, sheet: str, column: int, first: int, last: int) -> dict[Any, list[int]]:
        """The rows first..last of a column by what stands in it."""
        found = self._keyed.get((sheet, column, first, last))
        if found is None:
            found = self._keyed[sheet, column, first, last] = {}
            for row in range(first, last + 1):
                if (sheet, row) in self._lines:
                    key = self._lines[sheet, row].get(column, column)[0]
                    found.setdefault(key, []).append(row)
        return found

    def work(self) -> None:
        """Work out all formulas as they came: one mostly reads what stood before it."""
        self._pending.reverse()
        while self._pending:
            self._pending.pop().work()

    def of(self, sheet: str, row: int, first: int, last: int) -> list[Any]:
        """The values of cells side by side, worked out where they were not yet."""
        return self._lines[sheet, row].get(first, last)


@dataclass(eq=False, slots=True)
class _Run:
    """Formulas side by side that say the same, worked out at once where none reads another."""

    values: Values
    sheet: str
    row: int
    first: int
    last: int
    formula: str
    line: _Line
    started: bool = False

    def work(self) -> None:
        """Put the values into the row; a cell asked for while this goes on must stand before."""
        if self.started:
            return
        self.started = True
        said = relative(self.formula, self.row, self.first)  # only now: there are many, and large
        node = compiled(said.text)(said.places)
        together = not (said.has_ranges or said.recurs)
        step = self.last - self.first + 1 if together else 1
        for at in range(self.first, self.last + 1, step):
            with np.errstate(all="ignore"):  # what does not exist is told by its value
                found = _worked_out(node, _Here(self.values, self.sheet, self.row, at, step))
            self.line.put(at, _shown(found, step))
        self.line.runs.remove(self)


def _worked_out(node: Compiled, here: _Here) -> Any:
    try:
        return node(here)
    except CellError as error:
        return str(error)


def _shown(found: Any, count: int) -> list[Any]:
    """Values as cells hold them."""
    if not isinstance(found, np.ndarray):
        return [_in_a_cell(found)] * count
    if found.dtype == np.float64 and np.isfinite(found).all():
        return list(found.tolist())
    return [_in_a_cell(value) for value in found.tolist()]


def _counted(values: list[Any]) -> Any:
    """Values of cells as numbers; what is none counts as 0, an error stays one."""
    numbers = as_array(values)
    if numbers.dtype == np.float64:
        return numbers
    if errors := [v for v in values if isinstance(v, str) and v.startswith("#")]:
        raise CellError(errors[0])
    return np.array([float(v) if isinstance(v, float | int) else 0.0 for v in values])


def _in_a_cell(value: Any) -> Any:
    """A value as a cell holds it; what is empty is shown as 0."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return bool(value)
    real = float(value or 0.0)
    return real if np.isfinite(real) else "#NUM!"


@dataclass(slots=True)
class _Here:
    """Where a formula stands, and what it reads."""

    values: Values
    sheet: str
    row: int
    column: int
    count: int

    def written(self, value: float, decimals: int) -> str:
        return plain(value, decimals, self.values.lang)

    def summed(self, keys: Place, wanted: Any, values: Place) -> Any:
        """As SUMIF does, for all cells of the run at once."""
        first, column = values.first, values.first.column + self.column * values.first.along
        last, found = column + self.count - 1, np.zeros(self.count)
        top, end = keys.first, keys.last or keys.first
        rows = self.values.keyed(keys.sheet or self.sheet, top.column, top.row, end.row)
        for at in rows.get(wanted, ()):
            line = self.values.line(values.sheet or self.sheet, at - top.row + first.row)
            found += _counted(line.get(column, last))
        return found if self.count > 1 else float(found[0])

    def read(self, place: Place) -> Any:
        sheet, corner, last = place.sheet or self.sheet, place.first, place.last
        row = corner.row + self.row * corner.down
        column = corner.column + self.column * corner.along
        if last is not None:
            below = last.row + self.row * last.down
            right = last.column + self.column * last.along
            lines = (self.values.line(sheet, at).get(column, right) for at in range(row, below + 1))
            return as_array([value for line in lines for value in line])
        if self.count > 1 and corner.along:
            return as_array(self.values.line(sheet, row).get(column, column + self.count - 1))
        found = self.values.line(sheet, row).get(column, column)[0]
        if isinstance(found, str) and found.startswith("#"):
            raise CellError(found)
        return found
