"""OpenDocument spreadsheets (.ods), read from their XML.

Own code, because the workbook library refuses the indented files of gnumeric ("Expecting
'table-cell', found 'Text'"), and gives neither errors nor merged nor hidden rows of any.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.sheets.grid import Cell, Held, Place, Tab, Unseen
from roi_model.reading.tables.sheets.percents import in_percent

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _OFFICE, _TEXT = (_SPACE % name for name in ("table", "office", "text"))
_STYLE = _SPACE % "style"
_KIND = _OFFICE + "value-type"
_KIND_NOW = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SHEET, _ROW, _CELL, _COVERED = (
    _TABLE + name for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
Element = Any  # of lxml, which has no types
_ERROR = re.compile(r"#[A-ZÀ-Ý0-9/?!]+[!?]?|Err:\d+")
_LENGTH = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_NUMBERS = ("float", "percentage", "currency")
_MOST_CELLS = 30_000_000


class OdsBook:
    """An open .ods workbook. Raises RefusedError for one behind a password, SyntaxError for broken
    XML, KeyError for one without its content.
    """

    kind = "ods"

    def __init__(self, content: bytes) -> None:
        """Find the sheets by their names, and which of them are hidden."""
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        with suppress(KeyError):
            if b"encryption-data" in self.archive.read("META-INF/manifest.xml"):
                raise RefusedError("locked")
        self.found: dict[str, tuple[Held, Unseen]] = {}
        self.tabs: list[Tab] = []
        self._read()

    def grid(self, name: str) -> tuple[Held, Unseen]:
        """The cells of a sheet, and what they do not say; each is handed over once."""
        return self.found.pop(name)

    def _read(self) -> None:
        from lxml import etree

        hidden: set[str] = set()
        sheet = _Sheet()
        with self.archive.open("content.xml") as file:
            for event, element in etree.iterparse(
                file, ("start", "end"), tag=(_ROW, _SHEET, _STYLE + "style"),
                resolve_entities=False, no_network=True, load_dtd=False,
            ):  # fmt: skip
                if event == "start":
                    if element.tag == _SHEET and _in_book(element):
                        sheet = _Sheet()
                elif element.tag == _ROW:
                    if _in_book(next(element.iterancestors(_SHEET))):
                        sheet.add(element)
                    element.clear()
                    if (before := element.getprevious()) is not None and before.tag == _ROW:
                        element.getparent().remove(before)
                elif element.tag != _SHEET:
                    if any(e.get(_TABLE + "display") == "false" for e in element):
                        hidden.add(element.get(_STYLE + "name", ""))
                elif _in_book(element):
                    self._keep(element, sheet, hidden)
                    element.clear()

    def _keep(self, table: Element, sheet: _Sheet, hidden: set[str]) -> None:
        name = table.get(_TABLE + "name", "")
        if table.find(_TABLE + "table-source") is None:  # else what another file is known to hold
            self.tabs.append(Tab(name, table.get(_TABLE + "style-name") in hidden))
            self.found[name] = (Held(sheet.rows), sheet.unseen())


def _in_book(table: Element) -> bool:
    """Whether a table is a sheet, and not one in a drawing or a link."""
    return bool(table.getparent().tag == _OFFICE + "spreadsheet")


class _Sheet:
    """The rows of one sheet as they come."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.blank = 0  # rows since the last filled one: of these there may be a million
        self.cells: dict[Place, str] = {}
        self.hidden: set[int] = set()
        self.filtered = False
        self.count = 0

    def unseen(self) -> Unseen:
        filled = frozenset(row for row in self.hidden if row < len(self.rows))
        return Unseen(self.cells, filled, self.filtered and bool(filled))

    def add(self, row: Element) -> None:
        """A row, as often as it says; blank ones at the sheet's end are dropped."""
        times = _repeated(row, "rows")
        cells, odd = _row(row)
        if not cells and not odd:
            self.blank += times
            return
        self.rows.extend([] for _ in range(self.blank))
        self.blank = 0
        first = len(self.rows)
        self.count += times * max(len(cells), 1)
        if self.count + first > _MOST_CELLS:
            raise RefusedError("too_many_cells", count=self.count, limit=_MOST_CELLS)
        self.rows.extend(list(cells) for _ in range(times))
        for column, text in odd.items():
            self.cells.update({(first + i, column): text for i in range(times)})
        state = row.get(_TABLE + "visibility", "visible")
        if state != "visible":
            self.hidden.update(range(first, first + times))
            self.filtered |= state == "filter"


def _repeated(element: Element, of: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{of}-repeated") or 1))


def _row(row: Element) -> tuple[list[Cell], dict[int, str]]:
    """The cells of a row up to its last filled one, and by column those that hold no value."""
    cells: list[Cell] = []
    odd: dict[int, str] = {}
    empty = 0
    for element in row:
        if element.tag not in (_CELL, _COVERED):
            continue
        times = _repeated(element, "columns")
        # What another cell covers is not shown.
        value, unseen = _cell(element) if element.tag == _CELL else ("", "")
        if value == "" and not unseen:
            empty += times
            continue
        if len(cells) + empty + times > _MOST_CELLS:
            raise RefusedError("too_many_cells", count=_MOST_CELLS + 1, limit=_MOST_CELLS)
        cells += [""] * empty
        empty = 0
        if unseen:
            odd.update({len(cells) + i: unseen for i in range(times)})
        cells += [value] * times
    return cells, odd


def _cell(cell: Element) -> tuple[Cell, str]:
    """A cell's value, and what it shows where it has none."""
    kind = cell.get(_KIND)
    if kind is None:
        formula = cell.get(_TABLE + "formula")
        return "", "" if formula is None else _formula(formula)
    if cell.get(_KIND_NOW) == "error":
        return "", _shown(cell)[:40] or "#ERROR"
    if kind in _NUMBERS:
        value = float(cell.get(_OFFICE + "value", "nan"))
        if value in (0.0,) and _ERROR.fullmatch(shown := _shown(cell)):
            return "", shown[:40]  # how errors were written before there was a kind for them
        return in_percent(value, 100 * (kind == "percentage")), ""
    if kind == "string":
        shown = cell.get(_OFFICE + "string-value")
        words = _shown(cell) if shown is None else shown
        if cell.get(_TABLE + "formula") and _ERROR.fullmatch(words):
            return "", words[:40]
        return words, ""
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value") == "true", ""
    if kind == "date":
        return _day(cell.get(_OFFICE + "date-value", "")), ""
    if kind == "time":
        return _length(cell.get(_OFFICE + "time-value", "")), ""
    return _shown(cell), ""


def _formula(written: str) -> str:
    return ("=" + written.split("=", 1)[-1].strip())[:200]


def _shown(cell: Element) -> str:
    """The lines of a cell's text; not those of a comment or a drawing at it."""
    return "\n".join(_words(p) for p in cell if p.tag == _TEXT + "p")


def _words(element: Element) -> str:
    said = element.text or ""
    for part in element:
        if part.tag == _TEXT + "s":
            said += " " * min(int(part.get(_TEXT + "c") or 1), 1000)
        elif part.tag == _TEXT + "tab":
            said += "\t"
        elif part.tag == _TEXT + "line-break":
            said += "\n"
        elif isinstance(part.tag, str) and part.tag != _OFFICE + "annotation":
            said += _words(part)
        said += part.tail or ""
    return said


def _day(written: str) -> Cell:
    """A day, or a moment of one; what no calendar has, as it is written."""
    try:
        if "T" not in written:
            return date.fromisoformat(written)
        return datetime.fromisoformat(written[:19])
    except ValueError:
        return written


def _length(written: str) -> Cell:
    """A time of day or a length of time, as the workbook library gives those of other formats.

    >>> str(_length("PT25H30M00S"))
    '1 day, 1:30:00'
    """
    found = _LENGTH.fullmatch(written)
    if found is None:
        return written
    minus, days, hours, minutes, seconds = found.groups()
    length = timedelta(
        days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0),
        seconds=float(seconds or 0),
    )  # fmt: skip
    return -length if minus else length
