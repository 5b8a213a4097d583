"""Bytes of a workbook → its sheets as text, each cell as the spreadsheet shows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

import pyarrow as pa

from roi_model.reading.inquiry import Finding, RefusedError
from roi_model.reading.tables.sheets.grid import Cell, Grid, Percent, Place
from roi_model.reading.tables.sheets.opened import damage, opened
from roi_model.reading.text.decoding import MAX_BYTES
from roi_model.reading.text.dialect import MAX_COLUMNS
from roi_model.reading.text.text import Text
from roi_model.reading.values.amounts import convention, take_apart

DELIMITER = "\t"
MAX_SHEETS = 200
MAX_CELLS = 30_000_000
_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))
_BREAK = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# A text that may be an amount with a decimal sign, as opposed to a label or an identifier.
_MAY_BE_AMOUNT = re.compile(r"\D{0,5}\d[\d\s’'.,]*[.,]\d+\D{0,5}")
_PLAIN = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True)
class Sheet:
    """One sheet as lines of cells between tabs: line n is the sheet's row n. `notes` say what
    was converted; `format` is that of the workbook, `concealed` a sheet that it hides, `hidden`
    its rows (from 0) that it does not show, because of a filter where they are `filtered`. `fills`
    reads the colour behind each coloured cell, by its row and its place in the line."""

    name: str
    text: Text
    notes: tuple[Finding, ...] = ()
    format: str = "xlsx"
    concealed: bool = False
    hidden: frozenset[int] = frozenset()
    filtered: bool = False
    fills: Callable[[], Mapping[Place, str]] = dict


def sheets(content: bytes, only: str | None = None) -> Iterator[Sheet]:
    """The filled sheets of a workbook of any format; `only` one of them where it is named.

    Raises RefusedError for an archive that is no workbook, a damaged one, too many sheets,
    columns or cells. Run it in the limited child alone (`limited.py`): the library underneath
    ends its process where a small file asks for too much memory.
    """
    if len(content) > MAX_BYTES:
        raise RefusedError("too_large", megabytes=round(len(content) / 1e6), limit=100)
    with damage(content):
        book = opened(content)
        if len(book.tabs) > MAX_SHEETS:
            raise RefusedError("too_many_sheets", count=len(book.tabs), limit=MAX_SHEETS)
        for tab in book.tabs:
            if only is None or tab.name == only:
                grid, unseen = book.grid(tab.name)
                cells = _Cells()
                text = cells.text(grid, unseen.cells)
                if text:
                    yield Sheet(
                        tab.name, Text.of(text.encode("utf-8", "replace")),
                        tuple(cells.notes(unseen.cells)), book.kind, tab.hidden,
                        unseen.hidden, unseen.filtered,
                        partial(_moved, unseen.fills, cells.left),
                    )  # fmt: skip


def _moved(fills: Callable[[], Mapping[Place, str]], left: int) -> dict[Place, str]:
    return {(row, column - left): colour for (row, column), colour in fills().items()}


@dataclass
class _Column:
    """What decides how the numbers of a column are written: its fractions and its texts."""

    fractions: bool = False
    texts: set[str] = field(default_factory=set)


class _Cells:
    """The cells of one sheet as text, and a count of what had to be converted."""

    def __init__(self) -> None:
        self.left = 0  # the sheet's column in which lines begin
        self.columns: dict[int, _Column] = {}
        self.counts = dict.fromkeys(("rounded", "dates", "logical", "breaks", "quoted"), 0)
        self.examples: dict[str, str] = {}

    def text(self, sheet: Grid, unshown: Mapping[Place, str]) -> str:
        """All rows from the first on as lines; "" for an empty sheet."""
        filled = sheet.width > 0
        rows = max([sheet.height, *(row + 1 for row, _ in unshown)])
        left = min([sheet.left if filled else MAX_COLUMNS, *(column for _, column in unshown)])
        self.left = left
        right = max([sheet.left + sheet.width, *(column + 1 for _, column in unshown)])
        width = right - left
        if width > MAX_COLUMNS:
            raise RefusedError("too_many_columns", count=width, limit=MAX_COLUMNS)
        if width * rows > MAX_CELLS:
            raise RefusedError("too_many_cells", count=width * rows,
                               limit=MAX_CELLS)  # fmt: skip
        lines = self._read(sheet, sheet.left - left, width) if filled else []
        for (row, column), shown in unshown.items():
            lines += [""] * (row + 1 - len(lines))
            cells = lines[row].split(DELIMITER)
            cells += [""] * (width - len(cells))
            cells[column - left] = shown
            lines[row] = DELIMITER.join(cells)
        while lines and not lines[-1].strip():
            lines.pop()  # rows that were only formatted
        self._settle(lines)
        return "\n".join(lines)

    def _read(self, sheet: Grid, before: int, width: int) -> list[str]:
        """The rows as lines of `width` cells, the first `before` of them empty."""
        pad, end = DELIMITER * before, DELIMITER * (width - before - sheet.width)
        places = range(before, before + sheet.width)
        return [
            f"{pad}{DELIMITER.join(map(self._plain, row, places))}{end}" for row in sheet.rows()
        ]

    def _plain(self, cell: Cell, column: int) -> str:
        """One cell as text. Numbers carry a point, and never exactly three decimals."""
        kind = type(cell)
        if kind is str:
            return self._words(cell, column)  # type: ignore[arg-type]
        if kind is float or kind is int:
            return self._number(cell, column)  # type: ignore[arg-type]
        if kind is Percent:
            return f"{self._number(cell, column)}%"  # type: ignore[arg-type]
        if kind is bool:
            self.counts["logical"] += 1
            return "TRUE" if cell else "FALSE"
        if isinstance(cell, date):
            self.counts["dates"] += 1
            return str(cell)
        return str(cell)

    def _words(self, cell: str, column: int) -> str:
        if not cell.isprintable() and _BREAK.search(cell):
            self.counts["breaks"] += 1
            cell = cell.translate(_BREAKS)
        if len(cell) < 40 and ("," in cell or "." in cell) and _MAY_BE_AMOUNT.fullmatch(cell):
            self.columns.setdefault(column, _Column()).texts.add(cell)
        return cell

    def _number(self, cell: float, column: int) -> str:
        """A number to the 15 digits that a spreadsheet shows, without an exponent."""
        if -1e15 < cell < 1e15 and cell == int(cell):
            return str(int(cell))
        shown = format(cell, ".15g")
        if float(shown) != cell and cell == cell:
            self.counts["rounded"] += 1
            self.examples.setdefault("rounded", repr(cell))
        if "e" in shown:
            shown = format(Decimal(shown), "f")
        at = shown.find(".")
        if at >= 0:
            self.columns.setdefault(column, _Column()).fractions = True
            # 1.234 as text could be a thousand: a number of the workbook never is.
            return shown + "0" if len(shown) - at == 4 else shown
        return shown

    def _settle(self, lines: list[str]) -> None:
        """Where amounts are texts and numbers in one column: one decimal sign, or in sight."""
        for column, found in self.columns.items():
            if not (found.fractions and found.texts):
                continue
            says = convention(take_apart(pa.array(sorted(found.texts))))
            if not says.ambiguous and says.decimal != ",":
                continue
            for i, line in enumerate(lines):
                cells = line.split(DELIMITER)
                if column >= len(cells):
                    continue
                cell = cells[column]
                if says.ambiguous and cell in found.texts:
                    # Could be read two ways, and the numbers beside it do not tell which.
                    self.counts["quoted"] += 1
                    self.examples.setdefault("quoted", cell)
                    cells[column] = f'"{cell}"'
                elif not says.ambiguous and cell not in found.texts and _PLAIN.fullmatch(cell):
                    cells[column] = cell.replace(".", ",")
                else:
                    continue
                lines[i] = DELIMITER.join(cells)

    def notes(self, unshown: Mapping[Place, str]) -> Iterator[Finding]:
        """Every conversion, for the preview."""
        for code, count in self.counts.items():
            if count:
                yield Finding(f"cells_{code}", {"count": count, "example": self.examples.get(code)})
        formulas = sum(text.startswith("=") for text in unshown.values())
        if formulas:
            yield Finding("cells_formulas", {"count": formulas})
        if len(unshown) > formulas:
            example = next(t for t in unshown.values() if not t.startswith("="))
            yield Finding("cells_errors", {"count": len(unshown) - formulas, "example": example})
