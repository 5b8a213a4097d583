"""Workbooks of today's Excel (.xlsx, .xlsm, .xlsb), through python-calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import count
from types import MappingProxyType

import python_calamine as calamine

from roi_model.reading.tables.sheets.fills import fills_in_xml
from roi_model.reading.tables.sheets.grid import Cell, Place, Tab, Unseen
from roi_model.reading.tables.sheets.percents import in_percent, percents_in_xml
from roi_model.reading.tables.sheets.sheet_bin import unseen_in_binary
from roi_model.reading.tables.sheets.sheet_xml import unseen_in_xml


class XlsxBook:
    """An open workbook of either format: XML, or binary where `kind` is "xlsb".

    Raises what calamine and the archive do for damaged ones.
    """

    def __init__(self, content: bytes, kind: str = "xlsx") -> None:
        """Open it; only sheets of cells are listed."""
        self.kind = kind
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        self.tabs = [
            Tab(meta.name, meta.visible != calamine.SheetVisibleEnum.Visible)
            for meta in self.book.sheets_metadata
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]

    def grid(self, name: str) -> tuple[XlsxGrid, Unseen]:
        """The cells of a sheet, and what they do not say."""
        sheet = self.book.get_sheet_by_name(name)
        if self.kind == "xlsb":
            return XlsxGrid(sheet), unseen_in_binary(self.archive, name)
        grid = XlsxGrid(sheet, percents_in_xml(self.archive, name))
        fills = partial(fills_in_xml, self.archive, name)
        return grid, replace(unseen_in_xml(self.archive, name), fills=fills)


class XlsxGrid:
    """One sheet as calamine gives it, with the places of what is shown in percent."""

    def __init__(
        self, sheet: calamine.CalamineSheet, percents: Mapping[Place, int] = MappingProxyType({})
    ) -> None:
        """Keep it; its rows are made when they are asked for."""
        self.sheet = sheet
        self.percents: dict[int, list[tuple[int, int]]] = {}
        for (row, column), times in percents.items():
            self.percents.setdefault(row, []).append((column, times))
        self.left = sheet.start[1] if sheet.start else 0
        self.width = sheet.width if sheet.start else 0
        self.height = sheet.total_height + 1 if sheet.start else 0

    def rows(self) -> Iterator[list[Cell]]:
        """All rows from the sheet's first one on."""
        rows = iter(self.sheet.iter_rows()) if self.sheet.start else iter(())
        return map(self._shown, count(), rows) if self.percents else rows

    def _shown(self, row: int, cells: list[Cell]) -> list[Cell]:
        for column, times in self.percents.get(row, ()):
            at = column - self.left
            if 0 <= at < len(cells):
                cells[at] = in_percent(cells[at], times)
        return cells
