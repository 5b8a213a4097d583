"""Cells by meaning: grids with a column a month, and references to their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from roi_model.export.xlsx.writing.book import ACCENT, Book
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.palette import colour
from roi_model.projection import SERIES

LABEL, VALUE, UNIT, KEY, TOTAL, BEFORE, FIRST = range(7)
"""Columns of a grid: what a row is, its one value, its unit, what it is added into, its total, the
empty one that month 0 takes for the month before it, and month 0."""

YEAR, LABELS = 12, 40
"""Months on a printed page, and characters of a label."""

SIDE = {VALUE: 13, UNIT: 8, KEY: 13, BEFORE: 2}
"""Characters of the columns whose width does not depend on the amounts."""

PAGE, HEIGHT = 10_300, 3_350
"""A printed page in characters and in rows, times the percent it is printed at."""


@dataclass(frozen=True)
class Row:
    """A row of a grid: references to its cells from any sheet.

    `now`, `before`, `after`, `so_far` and `earlier` are said for month 0 and move along with the
    cell that holds them, as people write them by hand; the others stand still.
    """

    sheet: str
    number: int
    last: int

    @property
    def now(self) -> str:
        """The cell of the month itself."""
        return self._moving(FIRST)

    @property
    def before(self) -> str:
        """The cell of the month before, empty before month 0."""
        return self._moving(BEFORE)

    @property
    def after(self) -> str:
        """The cell of the next month, empty after the last."""
        return self._moving(FIRST + 1)

    @property
    def after_next(self) -> str:
        """The cell of the month after the next."""
        return self._moving(FIRST + 2)

    def _moving(self, column: int) -> str:
        return f"'{self.sheet}'!{column_name(column)}{self.number + 1}"

    @property
    def so_far(self) -> str:
        """The cells from month 0 to the month itself."""
        return self._from(FIRST)

    @property
    def earlier(self) -> str:
        """The cells from the empty one before month 0 to the month before."""
        return self._from(BEFORE)

    def _from(self, column: int) -> str:
        letters, row = column_name(column), self.number + 1
        return f"'{self.sheet}'!${letters}{row}:{letters}{row}"

    @property
    def rest(self) -> str:
        """The cells from the month itself to the last."""
        row, end = self.number + 1, column_name(FIRST + self.last)
        return f"'{self.sheet}'!{column_name(FIRST)}{row}:${end}{row}"

    def tail(self, first: str) -> str:
        """The cells from the `first` one, counted from 1, to the last, on the row's own sheet."""
        end = f"${column_name(FIRST + self.last)}${self.number + 1}"
        return f"INDEX({self.all},1,{first}):'{self.sheet}'!{end}"

    def cell(self, month: int) -> str:
        """The cell of one month, wherever the formula stands."""
        return f"'{self.sheet}'!${column_name(FIRST + month)}${self.number + 1}"

    @property
    def all(self) -> str:
        """The cells of all months."""
        a, b = column_name(FIRST), column_name(FIRST + self.last)
        return f"'{self.sheet}'!${a}${self.number + 1}:${b}${self.number + 1}"

    @property
    def value(self) -> str:
        """The one value that stands beside its label."""
        return f"'{self.sheet}'!${column_name(VALUE)}${self.number + 1}"

    @property
    def total(self) -> str:
        """The sum of all months."""
        return f"'{self.sheet}'!${column_name(TOTAL)}${self.number + 1}"


class Grid:
    """A sheet with a row a series and a column a month, 0..H; it prints a year a page.

    A series is one formula, said for month 0, that moves along; months stand in the same columns
    of every grid. `time` is the grid whose months the others repeat.
    """

    def __init__(self, book: Book, key: str, months: int, time: Grid | None = None) -> None:
        self.book = book
        self.months = months
        self.name = book.t(f"sheet.{key}")
        self.sheet = book.sheets[key]
        self.wide = widths(book)
        self.sheet.set_column(LABEL, LABEL, LABELS)
        for column, width in SIDE.items():
            self.sheet.set_column(column, column, width)
        self.sheet.set_column(TOTAL, TOTAL, self.wide[0])
        self.sheet.set_column(FIRST, FIRST + months + 1, self.wide[1])
        book.guards[key] = FIRST + months + 3
        book.title(self.sheet, f"title.{key}")
        self.month = Row(self.name, 1, months)
        self.next = self.top = 2
        self.ruler: list[tuple[str, Row, Any]] = []
        self.level = 0
        self._head(time)
        self.pages: list[int] = []

    def _head(self, time: Grid | None) -> None:
        """The names of the columns and the months, then what else the time ruler says."""
        book, right = self.book, self.book.head(align="right")
        for column, key in (
            (LABEL, "month"),
            (UNIT, "column.unit"),
            (KEY, "adds"),
            (TOTAL, "total"),
        ):
            form = right if column == TOTAL else book.head(indent=int(column > LABEL))
            self.sheet.write_string(1, column, book.t(key), form)
        self.sheet.write_string(1, VALUE, book.t("value"), right)
        self.sheet.write_blank(1, BEFORE, None, right)
        counted = f"COLUMNS({self.month.so_far})-1" if time is None else time.month.now
        form = book.head(align="right", num_format="0")
        book.series(self.sheet, 1, FIRST, self.months + 1, counted, form)
        for label, row, form in () if time is None else time.ruler:
            self.repeated(label, row.now, form)

    def repeated(self, label: str, formula: str, form: Any) -> None:
        """A row under the months that every grid repeats that is given this one."""
        self.sheet.write_string(self.next, LABEL, label, self.book.head())
        for column in range(VALUE, FIRST):
            self.sheet.write_blank(self.next, column, None, self.book.head())
        self.book.series(self.sheet, self.next, FIRST, self.months + 1, formula, form)
        self.ruler.append((label, Row(self.name, self.next, self.months), form))
        self.next = self.top = self.next + 1

    def heading(self, words: str, *, large: bool = False) -> None:
        """A line that opens a part; a page may begin with a large one."""
        self.next += 1
        if large:
            self.pages.append(self.next)
        self.level = 1 if large else 2
        size = 12 if large else 10
        form = self.book.format(bold=True, font_size=size, font_color=ACCENT, top=1 if large else 0)
        self.sheet.write_string(self.next, LABEL, words, form)
        self.sheet.set_row(self.next, None, None, {"level": self.level - 1})
        self.next += 1

    def reserve(self) -> Row:
        """A row whose formulas come later."""
        self.sheet.set_row(self.next, None, None, {"level": self.level})
        self.next += 1
        return Row(self.name, self.next - 1, self.months)

    def row(
        self, label: str, formula: str, kind: str = "amount", *, unit: str = "", total: bool = True,
        bold: bool = False, at: Row | None = None, key: str = "", value: str = "",
    ) -> Row:  # fmt: skip
        """A series by month; sums by `key` find it, and `value` is a whole number beside it."""
        made = self.reserve() if at is None else at
        more = {"bold": True, "top": 1} if bold else {}
        self._named(made, label, unit or kind, key, more)
        form = self.book.number(kind, **more)
        self.book.series(self.sheet, made.number, FIRST, self.months + 1, formula, form)
        if value:
            self.book.write(self.sheet, made.number, VALUE, value, self.book.number("whole"))
        if total:
            self.book.write(self.sheet, made.number, TOTAL, f"SUM({made.all})", form)
        return made

    def flag(self, label: str, formula: str, **more: Any) -> Row:
        """A row of 1 and 0: 1 in the months in which something holds."""
        return self.row(label, formula, "whole", unit="flag", **more)

    def scalar(self, label: str, formula: str, kind: str = "amount", *, unit: str = "") -> str:
        """One value on a line; returns its reference."""
        made = self.reserve()
        self._named(made, label, unit or kind, "", {})
        self.book.write(self.sheet, made.number, VALUE, formula, self.book.number(kind))
        return made.value

    def _named(self, row: Row, label: str, unit: str, key: str, more: dict[str, Any]) -> None:
        book = self.book
        self.sheet.write_string(row.number, LABEL, label, book.format(**more))
        top = {"top": 1} if more else {}
        form = book.note(**top)
        self.sheet.write_string(row.number, UNIT, book.measure(unit), form)
        if key:
            book.put(self.sheet, row.number, KEY, key, form)

    def added(
        self, label: str, source: Grid, kind: str = "amount", *, key: str = "",
        rows: tuple[int, int] | None = None, at: Row | None = None, **more: Any,
    ) -> Row:  # fmt: skip
        """The sum, month by month, of the rows of a grid (those first..last) with a key."""
        first, last = rows or (source.top, source.next - 1)
        made = self.reserve() if at is None else at
        own = f"${column_name(KEY)}{made.number + 1}"
        keys = f"'{source.name}'!${column_name(KEY)}${first + 1}:${column_name(KEY)}${last + 1}"
        month = column_name(FIRST)
        values = f"'{source.name}'!{month}${first + 1}:{month}${last + 1}"
        formula = f"SUMIF({keys},{own},{values})"
        return self.row(label, formula, kind, key=key or label, at=made, **more)

    def running(self, label: str, step: str, kind: str = "amount", *, bold: bool = False) -> Row:
        """What the steps come to from the start to each month."""
        here = Row(self.name, self.next, self.months)
        return self.row(label, f"{here.before}+{step}", kind, total=False, bold=bold)

    def lay_out(self) -> None:
        """Set the pages: a year across, parts that asked for it on their own."""
        sheet, last = self.sheet, FIRST + self.months
        sheet.freeze_panes(self.top, FIRST)
        sheet.print_area(0, 0, self.next - 1, last)
        sheet.set_print_scale(self._scale())
        sheet.repeat_rows(0, self.top - 1)
        sheet.repeat_columns(LABEL, BEFORE)
        sheet.set_v_pagebreaks(list(range(FIRST + YEAR + 1, last, YEAR)))
        sheet.set_h_pagebreaks(self._breaks())

    def switch_off(self, horizon: str) -> None:
        """Pale what lies beyond a shorter horizon, where every flow and flag is 0."""
        first = f"{column_name(FIRST)}$2"
        self.sheet.conditional_format(
            1, FIRST, self.next, FIRST + self.months,
            {
                "type": "formula", "criteria": f"={first}>{horizon}",
                "format": self.book.file.add_format({"font_color": colour("line")}),
            },
        )  # fmt: skip

    def _breaks(self) -> list[int]:
        """Rows a page begins with: parts that belong together stay so where they fit."""
        room = HEIGHT // self._scale() - self.top  # the head is on every page
        made, top = [], self.top
        for start, end in pairwise([*self.pages, self.next]):
            if end - top > room and start > top:
                made.append(start)
                top = start
        return made

    def _scale(self) -> int:
        """Percent at which labels, totals and a year with its month 0 fill the page."""
        side = LABELS + sum(SIDE.values()) + self.wide[0]
        return int(PAGE / (side + (YEAR + 1) * self.wide[1]))

    def show_typed_over(self) -> None:
        """Mark figures that are no formulas any more."""
        typed = self.book.file.add_format(
            {"bg_color": colour("pale-bad"), "font_color": colour("bad")}
        )
        first = f"{column_name(VALUE)}{self.top + 1}"
        self.sheet.conditional_format(
            self.top, VALUE, self.next, FIRST + self.months,
            {
                "type": "formula", "format": typed,
                "criteria": f"=AND(ISNUMBER({first}),NOT(_xlfn.ISFORMULA({first})))",
            },
        )  # fmt: skip


def widths(book: Book) -> tuple[int, int]:
    """Characters of the column of totals and of a month's, so that every amount has its place."""
    known = book.dossier.projection
    months = [np.abs(known.monthly[name]) for name in SERIES]
    lifetime = float(known.flows.lifetime_margin.sum())
    most = max(float(series.max()) for series in months)
    total = max(*(float(series.sum()) for series in months[:-1]), most, abs(lifetime))
    return max(11, len(f"{2 * total:,.0f}") + 2), max(9, len(f"{2 * most:,.0f}") + 2)


def added(cells: Sequence[str]) -> str:
    """The sum of cells, which may be none."""
    return "+".join(cells) or "0"
