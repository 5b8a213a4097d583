"""Workbooks of Excel 97 to 2003 (.xls), through xlrd, which says errors and hidden rows too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.sheets.grid import Cell, Tab, Unseen
from roi_model.reading.tables.sheets.percents import in_percent, times_shown

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BARE = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00",
        b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")  # fmt: skip
"""How a stream of Excel's records begins that stands in no compound file."""


class XlsBook:
    """An open .xls workbook. Raises RefusedError for one behind a password, for a compound file
    that is none and for a damaged one.
    """

    kind = "xls"

    def __init__(self, content: bytes) -> None:
        """Open it; sheets are parsed when they are asked for."""
        import xlrd

        if "EncryptedPackage".encode("utf-16-le") in content:
            raise RefusedError("locked")
        try:
            self.book = xlrd.open_workbook(
                file_contents=content, logfile=io.StringIO(), formatting_info=True,
                on_demand=True, ragged_rows=True,
            )  # fmt: skip
        except MemoryError:
            raise
        except Exception as error:  # of whatever kind: xlrd lets those of struct and lists through
            told = str(error).lower()
            if "encrypted" in told:
                raise RefusedError("locked") from error
            none = "can't find workbook" in told or "unsupported format" in told
            raise RefusedError("document" if none else "damaged_workbook") from error
        self.tabs = [
            Tab(name, bool(hidden))
            for name, hidden in zip(
                self.book.sheet_names(), self.book._sheet_visibility, strict=False
            )
        ]

    def grid(self, name: str) -> tuple[XlsGrid, Unseen]:
        """The cells of a sheet, and what they do not say."""
        try:
            grid = XlsGrid(self.book, name)
        except (MemoryError, RefusedError):
            raise
        except Exception as error:
            raise RefusedError("damaged_workbook") from error
        return grid, grid.unseen()


class XlsGrid:
    """One sheet as xlrd gives it, days as days."""

    left = 0

    def __init__(self, book: object, name: str) -> None:
        """Parse the sheet."""
        self.sheet = book.sheet_by_name(name)  # type: ignore[attr-defined]
        self.mode = book.datemode  # type: ignore[attr-defined]
        self.width, self.height = self.sheet.ncols, self.sheet.nrows
        formats = book.format_map  # type: ignore[attr-defined]
        shown = (formats.get(xf.format_key) for xf in book.xf_list)  # type: ignore[attr-defined]
        self.times = [times_shown(one.format_str) if one else 0 for one in shown]

    def unseen(self) -> Unseen:
        """Errors, and hidden rows; those of a filter too are only hidden here."""
        import xlrd

        errors = {
            (row, column): str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
            for row in range(self.height)
            if xlrd.XL_CELL_ERROR in self.sheet.row_types(row)
            for column, cell in enumerate(self.sheet.row(row))
            if cell.ctype == xlrd.XL_CELL_ERROR
        }
        hidden = (row for row, how in self.sheet.rowinfo_map.items() if how.hidden)
        return Unseen(errors, frozenset(row for row in hidden if row < self.height))

    def rows(self) -> Iterator[list[Cell]]:
        """All rows from the first on."""
        for row in range(self.height):
            types, values = self.sheet.row_types(row), self.sheet.row_values(row)
            cells = [self._cell(t, v) for t, v in zip(types, values, strict=True)]
            if any(self.times):
                styles = (self.sheet.cell_xf_index(row, c) for c in range(len(cells)))
                cells = [in_percent(cell, self.times[style])
                         for cell, style in zip(cells, styles, strict=True)]  # fmt: skip
            yield cells + [""] * (self.width - len(cells))

    def _cell(self, kind: int, value: object) -> Cell:
        if kind in (1, 2):  # a text, a number
            return value  # type: ignore[return-value]
        if kind == 3:
            return _moment(float(value), self.mode)  # type: ignore[arg-type]
        return bool(value) if kind == 4 else ""


def _moment(number: float, mode: int) -> Cell:
    """A day number as a day, a moment or a time; what is no day stays a number.

    >>> _moment(45296.0, 0), _moment(0.5, 0)
    (datetime.date(2024, 1, 5), datetime.time(12, 0))
    """
    if 0 <= number < 1:
        whole = round(number * 86400)
        return time(whole // 3600 % 24, whole // 60 % 60, whole % 60)
    # Excel counts a 29 February 1900 that there was not: days before March have another start.
    first = datetime(1904, 1, 1) if mode else datetime(1899, 12, 30 + (number < 61))
    try:
        found = first + timedelta(seconds=round(number * 86400))
    except OverflowError:
        return number
    return date(found.year, found.month, found.day) if number == int(number) else found
