"""The book being written: its sheets, formats and words, and what its formulas come to."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from itertools import repeat
from typing import Any

from roi_model import formatting
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.open_deals import worth_of
from roi_model.export.xlsx.writing.cells import Values
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.export.xlsx.writing.sheet import File, Sheet, Shifted, Span
from roi_model.palette import colour
from roi_model.texts import text

INK, ACCENT, PALE, INPUT, MUTED = map(colour, ("ink", "accent", "pale", "entry", "muted"))

KINDS = {
    "cover": "output", "summary": "output", "years": "output", "metrics": "output",
    "cases": "output", "risk": "output", "open": "output", "inputs": "input", "time": "calculation",
    "channels": "calculation", "cash": "calculation", "checks": "check",
}  # fmt: skip
"""Sheets to read, in their order, and what kind each is."""

TABS = {"output": "accent", "input": "typed", "calculation": "muted", "check": "good"}
"""Colours of the tabs by kind."""

SHEETS = tuple(KINDS)
HELPERS = ("working", "lifetime", "rates", "exported", "scenario")
"""Sheets that are for the formulas, not for readers: last, hidden, and so never printed."""

TALL = ("checks", "risk")
"""Sheets printed upright."""

MONEY = ("amount", "money", "cents")
"""Kinds of numbers that are amounts."""

GUARD = 11
"""Column that counts, row by row, the formulas somebody typed over; grids have it further out."""

_FREE = {
    "format_cells": True, "format_columns": True, "format_rows": True, "objects": True,
    "autofilter": True,
}  # fmt: skip
"""What a protected sheet still allows, beside changing the cells that are not locked."""


class Book:
    """A workbook being written. Every formula carries the value it comes to.

    Texts are never taken for formulas or links. Without `cached` formulas carry a wrong value, so
    that a test sees whether they were calculated. Sheets are protected without a password: only
    cells with an unlocked format can be changed before somebody lifts that on purpose.
    """

    def __init__(self, dossier: Dossier, *, cached: bool = True) -> None:
        self.dossier = dossier
        self.lang = dossier.lang
        self.cached = cached
        self.values = Values(dossier.lang)
        self.stream = io.BytesIO()
        self.file = File(
            self.stream,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        before, after = formatting.affixes(dossier.currency, dossier.lang)
        self.money = f'"{before}"#,##0"{after}"' if before or after else "#,##0"
        self.cents = self.money.replace("#,##0", "#,##0.00")
        without = {"cases"} if len(dossier.alternatives) < 2 else set()
        without |= {"open"} if worth_of(dossier) is None else set()
        shown = (key for key in (*SHEETS, *HELPERS) if key not in without)
        self.sheets = {key: self._sheet(key) for key in shown}
        self.guards = dict.fromkeys(self.sheets, GUARD)
        self._guarded: dict[str, dict[int, list[tuple[int, int]]]] = {
            sheet.get_name(): {} for sheet in self.sheets.values()
        }

    def t(self, key: str, **values: object) -> str:
        """A word of the workbook."""
        return text(f"workbook.{key}", self.lang, **values)

    def format(self, **wanted: Any) -> Any:
        """A format, made once. What is indented stands on the left: without a side said, an indent
        counts in no spreadsheet once a vertical place is."""
        if "indent" in wanted:
            wanted = {"align": "left", **wanted}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "font_color": INK}
            self._formats[key] = self.file.add_format({**base, **wanted})
        return self._formats[key]

    def number(self, kind: str, **more: Any) -> Any:
        """The format of an amount, money, cents, count, rate, months, weight or whole number."""
        codes = {
            "amount": "#,##0",
            "money": self.money,
            "cents": self.cents,
            "count": "#,##0.0",
            "rate": "0.0%",
            "months": "0.0",
            "weight": "0.0000",
            "whole": "0",
            "multiple": "0.00",
        }
        return self.format(num_format=codes[kind], align="right", **more)

    def head(self, **more: Any) -> Any:
        """The format of a column's head."""
        return self.format(bold=True, bottom=1, bg_color=PALE, **more)

    def note(self, **more: Any) -> Any:
        """The format of what stands small beside a number: its unit, what it adds into."""
        return self.format(
            font_color=MUTED, font_size=8, valign="vcenter", align="left", indent=1, **more
        )

    def measure(self, unit: str) -> str:
        """The unit of a row of numbers: the currency, or a word."""
        return self.dossier.currency if unit in MONEY else self.t(f"measure.{unit}")

    def _sheet(self, key: str) -> Any:
        """A sheet, fitted to the page's width, the case named in its footer."""
        made = self.file.add_worksheet(self.t(f"sheet.{key}"), Sheet)
        made.hide_gridlines(2)
        if key not in TALL:
            made.set_landscape()
        made.set_paper(9)
        made.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        made.fit_to_pages(1, 0)
        heading = "".join(c for c in self.dossier.heading if c != "&")[:80]
        made.set_footer(f"&L{heading}&C&A&R&P / &N")
        made.protect("", _FREE)
        made.outline_settings(symbols_below=False)
        if key in KINDS:
            made.set_tab_color(colour(TABS[KINDS[key]]))
        if key in HELPERS:
            made.hide()
        return made

    def title(self, sheet: Any, key: str) -> None:
        """The title of a sheet, in its first cell."""
        form = self.format(bold=True, font_size=14, font_color=ACCENT)
        sheet.write_string(0, 0, self.t(key), form)

    # Cells --------------------------------------------------------------------------------------

    def put(self, sheet: Any, row: int, column: int, value: Any, form: Any) -> None:
        """A value that formulas may read; None is an empty cell."""
        if value is None:
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, form)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, form)
        else:
            value = float(value)
            sheet.write_number(row, column, value, form)
        self.values.put(sheet.get_name(), row, column, value)

    def write(
        self, sheet: Any, row: int, column: int, formula: str, form: Any, *, guarded: bool = True
    ) -> None:
        """A formula; its value follows when all are known.

        One that speaks of the guards cannot be guarded itself.
        """
        self.series(sheet, row, column, 1, formula, form, guarded=guarded)

    def series(
        self, sheet: Any, row: int, first: int, count: int, formula: str, form: Any, *,
        guarded: bool = True,
    ) -> None:  # fmt: skip
        """One formula, said for its first cell, in `count` cells side by side."""
        name = sheet.get_name()
        said = Shifted(formula.replace(f"'{name}'!", ""), count)
        self.values.formula(name, row, first, count, said.formula)
        last = first + count - 1
        known = partial(self.values.of, name, row, first, last) if self.cached else _wrong
        sheet.keep(row, Span(first, said, form, known))
        if guarded:
            self._guarded[name].setdefault(row, []).append((first, last))

    def typed_over(self, key: str) -> str:
        """How many formulas of a sheet, of those written so far, somebody typed over."""
        name, column = self.t(f"sheet.{key}"), column_name(self.guards[key])
        last = max(self._guarded[name], default=0)
        return f"SUM('{name}'!${column}$1:${column}${last + 1})"

    def _write_guards(self) -> None:
        """Count what is no formula any more, row by row: cell by cell, as all programs can."""
        pale = self.format(font_color=colour("baseline"))
        for key, sheet in self.sheets.items():
            column = self.guards[key]
            sheet.set_column(column, column, 10, None, {"hidden": True})
            for row, spans in self._guarded.pop(sheet.get_name()).items():
                cells = [column_name(at) for first, last in spans for at in range(first, last + 1)]
                there = "+".join(f"_xlfn.ISFORMULA({cell}{row + 1})" for cell in cells)
                said = f"{len(cells)}-({there})"
                sheet.keep(
                    row, Span(column, Shifted(said, 1), pale, _nobody if self.cached else _wrong)
                )
                self.values.put(sheet.get_name(), row, column, 0.0)

    def done(self) -> bytes:
        """The bytes of the file."""
        self._write_guards()
        if self.cached:
            self.values.work()
        self.file.close()
        return self.stream.getvalue()


def _nobody() -> list[float]:
    """What guards carry: nobody typed anything over yet."""
    return [0.0]


def _wrong() -> Iterable[float]:
    """What formulas carry for a test that wants them calculated."""
    return repeat(_WRONG)


_WRONG = -987654.0


def series_name(book: Book, series: str) -> str:
    """A monthly series of the model as the sheets call it."""
    return book.t(f"row.{'signed' if series == 'customers' else series}")


def lines(words: str, room: int) -> int:
    """Lines a text takes in a cell that wraps, `room` characters wide."""
    return max(1, -(-len(words) // room))
