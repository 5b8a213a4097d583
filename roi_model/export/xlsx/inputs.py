"""The inputs sheet: every input of the case from its card, and where each stands.

An input that varies by month has a line for each of its steps.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from roi_model.declaration.card import Card
from roi_model.declaration.paths import get_value, walk
from roi_model.declaration.steps import Steps, step_paths
from roi_model.declaration.units import Unit
from roi_model.export.xlsx.writing.book import ACCENT, INPUT, Book, lines
from roi_model.export.xlsx.writing.formula import column_name
from roi_model.formatting.inputs import words_within
from roi_model.palette import colour
from roi_model.remarks.evidence import backing
from roi_model.texts import text

COLUMNS = ("input", "value", "unit", "low", "high", "grade", "source", "path", "stated")
WIDTHS = (46, 14, 16, 19, 19, 12, 52, 34, 14)
PRINTED = 6
"""The last column that is printed: keys and values as exported are for reading back."""

VALUE, STATED, CHANGED, FROM = 1, 8, 9, 10
"""Columns: the value, as exported, whether it was changed, and of a step the month it begins in."""

CONVENTIONS = {
    "months_per_year": 12, "usual_campaign": 12, "days_per_month": 30, "half": 0.5,
    "tiny": 1e-9, "cent": 0.005, "never": 1000, "percent": 100, "digits": 2,
}  # fmt: skip
"""Numbers of the model itself, which are no inputs: every formula reads them in one place."""

LOCKED = ("currency", "start")


class InputCells:
    """References to the cells of the inputs by path; an empty cell is None."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.scenario = book.dossier.scenario
        self.name = book.t("sheet.inputs")
        self.cells: dict[str, str] = {}
        self._rows: dict[str, int] = {}
        self._conventions: dict[str, str] = {}
        self._names: set[str] = set()
        self.sheet = book.sheets["inputs"]
        self._write()

    def __getitem__(self, path: str) -> str:
        """The cell of an input. Raises KeyError where the case has no such input."""
        return self.cells[path]

    def own(self, path: str, inherited: str) -> str:
        """The value of an input that may be empty, then `inherited` holds."""
        cell = self[path]
        return f'IF({cell}="",{inherited},{cell})'

    def convention(self, name: str) -> str:
        """The cell of a number of the model itself, see `CONVENTIONS`."""
        return self._conventions[name]

    def turn(self, path: str, month: int) -> str:
        """The cell that says in which month a step of an input begins."""
        return self._places(path, month, FROM)

    def step(self, path: str, month: str) -> str:
        """The value of an input that varies, in the month that a cell says."""
        values, months = (
            f"{self._places(path, 1, at)}:{self._places(path, self.months(path)[-1], at, '')}"
            for at in (VALUE, FROM)
        )
        return f"INDEX({values},MATCH(MAX(1,{month}),{months},1))"

    def _places(self, path: str, month: int, column: int, sheet: str | None = None) -> str:
        where = f"'{self.name}'!" if sheet is None else sheet
        return f"{where}${column_name(column)}${self._rows[f'{path}/{month}'] + 1}"

    def months(self, path: str) -> tuple[int, ...]:
        """The months in which an input takes another value; none where it does not vary."""
        value = get_value(self.scenario, path)
        return value.months if isinstance(value, Steps) else ()

    @property
    def changed(self) -> str:
        """How many inputs differ from the case as it was exported."""
        return f"'{self.name}'!$J$4"

    def _write(self) -> None:
        book, sheet = self.book, self.sheet
        book.title(sheet, "title.inputs")
        sheet.write_string(1, 0, book.t("inputs_help"), book.format(italic=True))
        head = book.head(text_wrap=True, valign="top")
        for column, (key, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(3, column, book.t(f"column.{key}"), head)
        sheet.set_column(CHANGED, FROM, 10, None, {"hidden": True})
        row = 4
        group: tuple[str, ...] = ()
        title = book.format(bold=True, font_color=ACCENT)
        for path, card, value in walk(self.scenario):
            if not shown(path, card, value):
                continue
            part = part_of(path)
            here = part or (card.group,)
            if here != group:
                row += bool(group)
                words = part[1] if part else text(f"ui.group.{card.group}", book.lang)
                sheet.write_string(row, 0, words, title)
                row += 1
                group = here
            steps = step_paths(path, value) if isinstance(value, Steps) else {path: value}
            for own, step in steps.items():
                self._line(row, own, card, step, path)
                row += 1
        counted = f"SUM($J$5:$J${row + 1})"
        book.write(sheet, 3, CHANGED, counted, book.format(font_color=colour("page")))
        row = self._write_conventions(row + 1)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)
        sheet.print_area(0, 0, row - 1, PRINTED)

    def _write_conventions(self, row: int) -> int:
        """The numbers of the model itself, locked, under the inputs; returns the row after."""
        book, sheet = self.book, self.sheet
        sheet.write_string(row, 0, book.t("conventions"), book.format(bold=True, font_color=ACCENT))
        form = book.format(align="right", num_format="General")
        for at, (name, value) in enumerate(CONVENTIONS.items(), row + 1):
            sheet.write_string(at, 0, book.t(f"convention.{name}"), book.format())
            book.put(sheet, at, VALUE, value, form)
            self._conventions[name] = f"'{self.name}'!$B${at + 1}"
        return row + 1 + len(CONVENTIONS)

    def _line(self, row: int, path: str, card: Card, value: Any, backed: str) -> None:
        book, sheet, lang = self.book, self.sheet, self.book.lang
        top = {"valign": "top"}  # a source may take several lines
        sheet.write_string(row, 0, words_within(path, lang), book.format(**top))
        editable = card.is_number or card.unit is Unit.FLAG or path.startswith("seasonality/")
        if editable:
            self.cells[path] = f"'{self.name}'!$B${row + 1}"
            self._rows[path] = row
            if path != backed:
                book.put(sheet, row, FROM, int(path.rpartition("/")[2]), self._plain(card))
            form = self._number(path, card)
            book.put(sheet, row, VALUE, value, form)
            book.put(sheet, row, STATED, value, self._plain(card))
            self._bounds(row, path, card)
            self._validate(row, path, card)
            changed = (
                f"IF(AND($B{row + 1}=$I{row + 1},ISBLANK($B{row + 1})=ISBLANK($I{row + 1})),0,1)"
            )
            book.write(sheet, row, CHANGED, changed, book.format(font_color=colour("page")))
            book.file.define_name(self._named(path), f"={self.cells[path]}")
            grade, source = (
                ("", "") if value is None else backing(self.scenario, backed, card, lang)
            )
            sheet.write_string(
                row,
                5,
                text(f"ui.grade.{grade}", lang) if grade else "",
                book.format(indent=1, **top),
            )
            sheet.write_string(row, 6, source, book.format(text_wrap=True, valign="top"))
            if (many := lines(source, WIDTHS[6])) > 1:
                sheet.set_row(row, 13 * many + 2)
        else:
            self._told(row, path, value)
        sheet.write_string(row, 2, book.t(f"unit.{card.unit}"), book.format(indent=1, **top))
        sheet.write_string(row, 7, path, book.format(font_color=colour("baseline"), font_size=8))

    def _told(self, row: int, path: str, value: Any) -> None:
        """What cannot be changed here; the first month is a date, for the time ruler."""
        if path != "start":
            self.sheet.write_string(row, VALUE, str(value), self.book.format(align="right"))
            return
        self.cells[path] = f"'{self.name}'!$B${row + 1}"
        day = (date.fromisoformat(f"{value}-01") - date(1899, 12, 30)).days
        form = self.book.format(align="right", num_format="yyyy\\-mm")
        self.book.put(self.sheet, row, VALUE, day, form)

    def _code(self, card: Card) -> str:
        if card.unit.is_percent:
            return "0.0###%"
        if card.unit.is_money:
            return self.book.cents
        return "#,##0" if card.whole or card.high > 1e6 else "General"

    def _number(self, path: str, card: Card) -> Any:
        return self.book.format(
            num_format=self._code(card), bg_color=INPUT, font_color=colour("typed"), border=1,
            border_color=colour("line"), align="right", valign="top", locked=False,
        )  # fmt: skip

    def _plain(self, card: Card) -> Any:
        return self.book.format(
            num_format=self._code(card), font_color=colour("baseline"), align="right", valign="top"
        )

    def _bounds(self, row: int, path: str, card: Card) -> None:
        if card.unit is Unit.FLAG or path.startswith("seasonality/"):
            return
        form = self._plain(card)
        self.sheet.write_number(row, 3, card.low, form)
        self.sheet.write_number(row, 4, self._high(path, card), form)

    def _high(self, path: str, card: Card) -> float:
        built = self.scenario.horizon_months
        return built if path == "horizon_months" or card.within_horizon else card.high

    def _validate(self, row: int, path: str, card: Card) -> None:
        book, place = self.book, (row, VALUE, row, VALUE)
        if card.unit is Unit.FLAG:
            self.sheet.data_validation(*place, {"validate": "list", "source": ["TRUE", "FALSE"]})
            return
        if path.startswith("seasonality/"):
            self.sheet.data_validation(
                *place, {"validate": "decimal", "criteria": ">=", "value": 0}
            )
            return
        self.sheet.data_validation(
            *place,
            {
                "validate": "integer" if card.whole else "decimal",
                "criteria": "between",
                "minimum": card.low,
                "maximum": self._high(path, card),
                "ignore_blank": card.nullable,
                "input_title": card.label(book.lang)[:32],
                "input_message": card.help(book.lang)[:255],
                "error_title": book.t("refused")[:32],
                "error_message": book.t("allowed", range=card.allowed)[:255],
            },
        )

    def _named(self, path: str) -> str:
        safe = "in_" + re.sub(r"\W+", "_", path, flags=re.ASCII).strip("_")[:180]
        found, count = safe, 2
        while found.lower() in self._names:
            found, count = f"{safe}_{count}", count + 1
        self._names.add(found.lower())
        return found


def part_of(path: str) -> tuple[str, ...]:
    """The list and the name of the channel, cost … an input belongs to; empty for the plan's.

    >>> part_of("channels/Ads/contacts"), part_of("deal_value"), part_of("seasonality/3")
    (('channels', 'Ads'), (), ())
    """
    kind, *rest = path.split("/")
    return (kind, rest[0]) if rest and kind != "seasonality" else ()


def shown(path: str, card: Card, value: Any) -> bool:
    """Whether an input has a line: all numbers and flags, and texts that are not names."""
    if card.is_number or card.unit is Unit.FLAG or path.startswith("seasonality/"):
        return True
    return path in LOCKED and value is not None
