"""Cells by meaning: grids with a column a month, and references to their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from roi_model.export.xlsx.writing.book import ACCENT, Book
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.palette import colour
from roi_model.projection import SERIES

LABEL, SCALAR, FIRST = 0, 1, 2
"""Columns of a grid: what a row is, its total or its one value, month 0."""

YEAR, LABELS = 12, 40
"""Months on a printed page, and characters of a label."""

PAGE, HEIGHT = 10_300, 3_350
"""A printed page in characters and in rows, times the percent it is printed at."""

Formula = Callable[[int], str]


@dataclass(frozen=True)
class Row:
    """A row of a grid: references to its cells from any sheet.

    Those to one month move with the cell that holds them, as people write them by hand.
    """

    sheet: str
    number: int
    last: int

    def at(self, month: int) -> str:
        """The cell of a month."""
        return f"'{self.sheet}'!{column_name(FIRST + month)}{self.number + 1}"

    def span(self, first: int, last: int) -> str:
        """The cells of the months first..last."""
        a, b = column_name(FIRST + first), column_name(FIRST + last)
        return f"'{self.sheet}'!${a}${self.number + 1}:${b}${self.number + 1}"

    @property
    def all(self) -> str:
        """The cells of all months."""
        return self.span(0, self.last)

    @property
    def scalar(self) -> str:
        """The cell before the months: a total, or the row's one value."""
        return f"'{self.sheet}'!${column_name(SCALAR)}${self.number + 1}"


class Grid:
    """A sheet with a row a series and a column a month, 0..H; it prints a year a page."""

    def __init__(self, book: Book, key: str, months: int) -> None:
        self.book = book
        self.months = months
        self.name = book.t(f"sheet.{key}")
        self.sheet = book.sheets[key]
        self.wide = widths(book)
        self.sheet.set_column(LABEL, LABEL, LABELS)
        self.sheet.set_column(SCALAR, SCALAR, self.wide[0])
        self.sheet.set_column(FIRST, FIRST + months + 1, self.wide[1])
        self.sheet.freeze_panes(2, FIRST)
        book.guards[key] = FIRST + months + 3
        book.title(self.sheet, f"title.{key}")
        head = book.head(align="right")
        self.sheet.write_string(1, LABEL, book.t("month"), book.head())
        self.sheet.write_string(1, SCALAR, book.t("total"), head)
        for month in range(months + 1):
            book.put(self.sheet, 1, FIRST + month, month, head)
        self.month = Row(self.name, 1, months)
        self.next = 2
        self.pages: list[int] = []

    def heading(self, words: str, *, large: bool = False) -> None:
        """A line that opens a part; a page may begin with a large one."""
        self.next += 1
        if large:
            self.pages.append(self.next)
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
        kind: str = "amount",
        *,
        total: bool = True,
        bold: bool = False,
        at: Row | None = None,
        extra: int = 0,
    ) -> Row:
        """A series by month; `extra` columns go beyond the horizon."""
        made = self.reserve() if at is None else at
        more = {"bold": True, "top": 1} if bold else {}
        self.sheet.write_string(made.number, LABEL, label, self.book.format(**more))
        form = self.book.number(kind, **more)
        months = range(self.months + 1 + extra)
        self.book.run(self.sheet, made.number, FIRST, [formula(m) for m in months], form)
        if total:
            self.book.write(self.sheet, made.number, SCALAR, f"SUM({made.all})", form)
        return made

    def scalar(self, label: str, formula: str, kind: str = "amount") -> str:
        """One value on a line; returns its reference."""
        made = self.reserve()
        self.sheet.write_string(made.number, LABEL, label, self.book.format(indent=1))
        self.book.write(self.sheet, made.number, SCALAR, formula, self.book.number(kind))
        return made.scalar

    def sum(
        self, label: str, rows: Sequence[Row], kind: str = "amount", *, total: bool = True,
        bold: bool = False,
    ) -> Row:  # fmt: skip
        """The sum of rows, month by month."""
        return self.row(
            label, lambda m: added([row.at(m) for row in rows]), kind, total=total, bold=bold
        )

    def running(self, label: str, step: Formula, *, bold: bool = False) -> Row:
        """What the steps come to from the start to each month."""
        here = Row(self.name, self.next, self.months)
        return self.row(
            label,
            lambda m: f"{here.at(m - 1)}+{step(m)}" if m else step(m),
            total=False,
            bold=bold,
        )  # fmt: skip

    def lay_out(self) -> None:
        """Set the pages: a year across, parts that asked for it on their own."""
        sheet, last = self.sheet, FIRST + self.months
        sheet.set_print_scale(self._scale())
        sheet.print_area(0, 0, self.next - 1, last)
        sheet.repeat_rows(0, 1)
        sheet.repeat_columns(LABEL, SCALAR)
        sheet.set_v_pagebreaks(list(range(FIRST + YEAR + 1, last, YEAR)))
        sheet.set_h_pagebreaks(self._breaks())

    def _breaks(self) -> list[int]:
        """Rows a page begins with: parts that belong together stay so where they fit."""
        room = HEIGHT // self._scale() - 2  # the head is on every page
        made, top = [], 2
        for start, end in pairwise([*self.pages, self.next]):
            if end - top > room and start > top:
                made.append(start)
                top = start
        return made

    def _scale(self) -> int:
        """Percent at which labels, totals and a year with its month 0 fill the page."""
        return int(PAGE / (LABELS + self.wide[0] + (YEAR + 1) * self.wide[1]))

    def show_typed_over(self) -> None:
        """Mark figures that are no formulas any more."""
        typed = self.book.file.add_format(
            {"bg_color": colour("pale-bad"), "font_color": colour("bad")}
        )
        first = f"{column_name(SCALAR)}3"
        self.sheet.conditional_format(
            2, SCALAR, self.next, FIRST + self.months,
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


def rounding(row: Row) -> str:
    """ε of a series: amounts smaller than this are 0."""
    return f"1E-9*MAX(1,MAX({row.all}),-MIN({row.all}))"


def added(cells: Sequence[str]) -> str:
    """The sum of cells, which may be none."""
    return "+".join(cells) or "0"
