"""Cells by meaning: a book with its formats, and grids with a column a month."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from roi_model import formatting
from roi_model.export.dossier import Dossier
from roi_model.texts import text

LABEL, SCALAR, FIRST = 0, 1, 2
"""Columns of a grid: what a row is, its total or its one value, month 0."""

INK, ACCENT, PALE, INPUT = "#16262d", "#0b6b80", "#e8f1f3", "#fff9e0"
Formula = Callable[[int], str]


class Book:
    """A workbook being written: its sheets, formats and words.

    Texts are never taken for formulas or links. `cached` says whether formulas carry the engine's
    values for readers that do not calculate; without it they carry a wrong one, for tests.
    """

    def __init__(self, dossier: Dossier, *, cached: bool = True) -> None:
        self.dossier = dossier
        self.lang = dossier.lang
        self.cached = cached
        self.stream = io.BytesIO()
        self.file = xlsxwriter.Workbook(
            self.stream,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        before, after = formatting.affixes(dossier.currency, dossier.lang)
        self.money = f'"{before}"#,##0"{after}"' if before or after else "#,##0"
        self.cents = self.money.replace("#,##0", "#,##0.00")

    def t(self, key: str, **values: object) -> str:
        """A word of the workbook."""
        return text(f"workbook.{key}", self.lang, **values)

    def format(self, **wanted: Any) -> Any:
        """A format, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            base = {"font_name": "Arial", "font_size": 10, "font_color": INK}
            self._formats[key] = self.file.add_format({**base, **wanted})
        return self._formats[key]

    def number(self, kind: str, **more: Any) -> Any:
        """The format of a money, cents, count, rate, months, weight or whole number."""
        codes = {
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

    def sheet(self, key: str) -> Any:
        """A new sheet, landscape, fitted to the page's width, the case named in its footer."""
        made = self.file.add_worksheet(self.t(f"sheet.{key}"))
        made.hide_gridlines(2)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        heading = "".join(c for c in self.dossier.heading if c != "&")[:80]
        made.set_footer(f"&L{heading}&C&A&R&P / &N")
        return made

    def worth(self, metric: str) -> Any:
        """The engine's value of a metric, or the words of why there is none."""
        found = self.dossier.projection.metrics[metric]
        if found.value is None:
            return text(f"metrics.reason.{found.reason}", self.lang)
        return found.value

    def head(self, **more: Any) -> Any:
        """The format of a column's head."""
        return self.format(bold=True, bottom=1, bg_color=PALE, **more)

    def title(self, sheet: Any, key: str) -> None:
        """The title of a sheet, in its first cell."""
        form = self.format(bold=True, font_size=14, font_color=ACCENT)
        sheet.write_string(0, 0, self.t(key), form)

    def write(self, sheet: Any, row: int, column: int, formula: str, form: Any, value: Any) -> None:
        """A formula with the value it had when written: the engine's, or blank where not known."""
        if not self.cached:
            value = -987654.0
        elif value is None or (isinstance(value, float) and not np.isfinite(value)):
            value = ""
        sheet.write_formula(row, column, f"={formula}", form, value)

    def done(self) -> bytes:
        """The bytes of the file."""
        self.file.close()
        return self.stream.getvalue()


@dataclass(frozen=True)
class Row:
    """A row of a grid: references to its cells from any sheet."""

    sheet: str
    number: int
    last: int

    def at(self, month: int) -> str:
        """The cell of a month."""
        return f"'{self.sheet}'!${xl_col_to_name(FIRST + month)}${self.number + 1}"

    def span(self, first: int, last: int) -> str:
        """The cells of the months first..last."""
        a, b = xl_col_to_name(FIRST + first), xl_col_to_name(FIRST + last)
        return f"'{self.sheet}'!${a}${self.number + 1}:${b}${self.number + 1}"

    @property
    def all(self) -> str:
        """The cells of all months."""
        return self.span(0, self.last)

    @property
    def scalar(self) -> str:
        """The cell before the months: a total, or the row's one value."""
        return f"'{self.sheet}'!${xl_col_to_name(SCALAR)}${self.number + 1}"


class Grid:
    """A sheet with a row a series and a column a month, 0..H."""

    def __init__(self, book: Book, key: str, months: int) -> None:
        self.book = book
        self.months = months
        self.name = book.t(f"sheet.{key}")
        self.sheet = book.sheet(key)
        self.sheet.set_column(LABEL, LABEL, 42)
        self.sheet.set_column(SCALAR, SCALAR, 14)
        self.sheet.set_column(FIRST, FIRST + months + 1, 10)
        self.sheet.freeze_panes(2, FIRST)
        self.sheet.repeat_rows(1)
        book.title(self.sheet, f"title.{key}")
        head = book.head(align="right")
        self.sheet.write_string(1, LABEL, book.t("month"), book.head())
        self.sheet.write_string(1, SCALAR, book.t("total"), head)
        for month in range(months + 1):
            self.sheet.write_number(1, FIRST + month, month, head)
        self.month = Row(self.name, 1, months)
        self.next = 2

    def heading(self, words: str, *, large: bool = False) -> None:
        """A line that opens a part."""
        self.next += 1
        size = 12 if large else 10
        form = self.book.format(bold=True, font_size=size, font_color=ACCENT, top=1 if large else 0)
        self.sheet.write_string(self.next, LABEL, words, form)
        self.next += 1

    def reserve(self) -> Row:
        """A row whose formulas come later."""
        self.next += 1
        return Row(self.name, self.next - 1, self.months)

    def row(
        self,
        label: str,
        formula: Formula,
        kind: str = "money",
        *,
        total: bool = True,
        values: Iterable[float] | None = None,
        bold: bool = False,
        at: Row | None = None,
        extra: int = 0,
    ) -> Row:
        """A series by month; `values` are the engine's, `extra` columns go beyond the horizon."""
        made = self.reserve() if at is None else at
        book, shown = self.book, None if values is None else np.asarray(list(values), float)
        more = {"bold": True, "top": 1} if bold else {}
        self.sheet.write_string(made.number, LABEL, label, book.format(**more))
        form = book.number(kind, **more)
        for month in range(self.months + 1 + extra):
            value = None if shown is None or month >= len(shown) else float(shown[month])
            book.write(self.sheet, made.number, FIRST + month, formula(month), form, value)
        if total:
            value = None if shown is None else float(shown.sum())
            book.write(self.sheet, made.number, SCALAR, f"SUM({made.all})", form, value)
        return made

    def scalar(self, label: str, formula: str, kind: str = "money", value: Any = None) -> str:
        """One value on a line; returns its reference."""
        made = self.reserve()
        self.sheet.write_string(made.number, LABEL, label, self.book.format(indent=1))
        form = self.book.number(kind)
        self.book.write(self.sheet, made.number, SCALAR, formula, form, value)
        return made.scalar

    def sum(self, label: str, rows: Sequence[Row], kind: str = "money", **more: Any) -> Row:
        """The sum of rows, month by month."""
        return self.row(label, lambda m: added([row.at(m) for row in rows]), kind, **more)


def added(cells: Sequence[str]) -> str:
    """The sum of cells, which may be none."""
    return "+".join(cells) or "0"
