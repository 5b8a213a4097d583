"""A file whose formulas are written row by row, with their values, and let go of at once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from roi_model.export.xlsx.writing.formula import Pattern, column_name

_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


@dataclass(frozen=True, slots=True)
class Shifted:
    """One formula in `count` cells side by side, said for the first of them."""

    formula: str
    count: int

    def __iter__(self) -> Iterator[str]:
        moving = Pattern(self.formula)
        return (moving.shifted(by) for by in range(self.count))


@dataclass(frozen=True, slots=True)
class Span:
    """Formulas side by side from a column on; `values` is asked for what they come to."""

    first: int
    formulas: Shifted
    form: Any
    values: Callable[[], Iterable[Any]]

    def cells(self) -> Iterator[tuple[int, str, Any]]:
        """Column, formula and value of each."""
        return zip(count(self.first), self.formulas, self.values(), strict=False)


class Sheet(Worksheet):  # type: ignore[misc, unused-ignore]
    """A sheet that takes formulas as they are, `_xlfn.` included, a span at a time.

    XlsxWriter searches each for thirty functions of later versions of Excel, keeps an object a
    cell and puts its attributes together one by one, which is most of the time and memory of a
    book of hundreds of thousands of formulas.
    """

    def __init__(self) -> None:
        super().__init__()
        self._spans: dict[int, list[Span]] = {}

    def keep(self, row: int, span: Span) -> None:
        """Formulas of a row, written when the file is."""
        for column in (span.first, span.first + span.formulas.count - 1):
            if self._check_dimensions(row, column):
                raise ValueError(f"no such cell: {row}, {column}")
        self._spans.setdefault(row, []).append(span)

    def _set_xml_writer(self, filename: Any) -> None:
        self.internal_fh, self.fh = False, filename

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> Any:
        """What a chart shows at once: XlsxWriter looks among its own cells."""
        for row in range(row_start, row_end + 1):
            for span in self._spans.pop(row, []):
                for column, formula, value in span.cells():
                    self.table[row][column] = CellFormulaTuple(formula, span.form, value)
        return super()._get_range_data(row_start, col_start, row_end, col_end)

    def _write_rows(self) -> None:
        """In place of XlsxWriter's own: its cells, and the formulas kept here."""
        for row in sorted({*self.table, *self.row_info, *self._spans}):
            cells = self.table.pop(row, {})
            spans = self._spans.pop(row, [])
            for span in spans:  # a formula in merged cells stands in place of a blank
                for column in range(span.first, span.first + span.formulas.count):
                    cells.pop(column, None)
            info = self.row_info.get(row)
            if not cells and not spans:
                if info is not None:
                    self._write_empty_row(row, None, info)
                continue
            self._write_row(row, None, info)
            parts: list[tuple[int, Any]] = [*cells.items(), *((s.first, s) for s in spans)]
            for column, part in sorted(parts, key=_column):
                if isinstance(part, Span):
                    self.fh.write("".join(_written(row, part)))
                else:
                    self._write_cell(row, column, part)
            self._xml_end_tag("row")


def _column(part: tuple[int, Any]) -> int:
    return part[0]


def _written(row: int, span: Span) -> Iterable[str]:
    """The elements of a span's cells, which stand in one format."""
    style = f'{row + 1}" s="{span.form._get_xf_index()}"'
    for column, formula, value in span.cells():
        kind, shown = "", value
        if isinstance(value, bool):
            kind, shown = ' t="b"', int(value)
        elif isinstance(value, str):
            kind = "" if not value else ' t="e"' if value in _ERRORS else ' t="str"'
            shown = _escaped(value)
        name = f"{column_name(column)}{style}{kind}"
        yield f'<c r="{name}><f>{_escaped(formula)}</f><v>{shown}</v></c>'


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class File(Workbook):  # type: ignore[misc, unused-ignore]
    """A workbook whose sheets wait on disk, in files without a name, until they are zipped.

    Whatever ends the process leaves none of them behind.
    """

    def _get_packager(self) -> Any:
        return _Packager()


class _Packager(Packager):  # type: ignore[misc, unused-ignore]
    def _filename(self, xml_filename: str) -> Any:
        if not xml_filename.startswith("xl/worksheets/sheet"):
            return super()._filename(xml_filename)
        waiting = _Waiting()
        self.filenames.append((waiting, xml_filename, True))
        return waiting


class _Waiting:
    """The text of a sheet as XlsxWriter asks for it: written once, then read as bytes."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115

    def write(self, words: str) -> None:
        self._file.write(words.encode("utf-8"))

    def getvalue(self) -> bytes:
        with self._file:
            self._file.seek(0)
            return self._file.read()
