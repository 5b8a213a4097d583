"""The open deals: by month beside the plan, then each; values read from files, marked as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from roi_model import formatting
from roi_model.export.contents.open_deals import deals, months, told, worth_of
from roi_model.export.xlsx.writing.book import MUTED, Book, lines
from roi_model.export.xlsx.writing.formula import column_name

BY_MONTH = ("month", *["money"] * 9)
BY_DEAL = ("", "", "day", "months", "money", "rate", "month", "money", "money", "")
"""What the columns of the two tables hold, words where it is empty."""
DATES = {"month": ("%Y-%m", "mmm yyyy"), "day": ("%Y-%m-%d", "dd/mm/yyyy")}
"""How dates are told, and how the sheet writes them."""
ADDED = (1, 2, 5, 8, 9), (4, 7, 8)
"""Columns that add up: ends of spans do not."""
WIDTHS = (34, *[14] * 9)


def write_open_deals(book: Book) -> None:
    """Write the sheet: what it says, the months, the deals; names of deals are texts."""
    sheet, worth = book.sheets["open"], worth_of(book.dossier)
    assert worth is not None
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    book.title(sheet, "title.open")
    day = formatting.day_name(worth.outlook.known.day.date(), book.lang)
    note = book.format(italic=True, font_color=MUTED)
    sheet.write_string(1, 0, book.t("open_note", day=day), note)
    said = book.format(text_wrap=True, valign="top")
    words = " ".join(told(book.dossier))
    sheet.merge_range(2, 0, 2, len(WIDTHS) - 1, "", said)
    sheet.write_string(2, 0, words, said)
    sheet.set_row(2, 13 * lines(words, sum(WIDTHS)) + 4)
    row = _table(book, 4, "open.by_month", months(book.dossier), BY_MONTH, ADDED[0])
    sheet.set_h_pagebreaks([row + 1])
    last = _table(book, row + 1, "open.by_deal", deals(book.dossier), BY_DEAL, ADDED[1])
    sheet.freeze_panes(0, 1)
    sheet.print_area(0, 0, last - 1, len(WIDTHS) - 1)


def _table(
    book: Book, row: int, key: str, told: Iterator[Sequence[Any]], kinds: Sequence[str],
    added: Sequence[int],
) -> int:  # fmt: skip
    """A heading, heads with their units, the sums, the lines; returns the row after."""
    sheet = book.sheets["open"]
    sheet.write_string(row, 0, book.t(key), book.format(bold=True, font_size=12))
    heads, *found = told
    for column, (words, kind) in enumerate(zip(heads, kinds, strict=True)):
        right = {"align": "right"} if kind and column else {"indent": int(column > 0)}
        sheet.write_string(row + 1, column, words, book.head(text_wrap=True, valign="top", **right))
        sheet.write_string(row + 2, column, *_unit(book, kind))
    sheet.set_row(row + 1, 40)
    first = row + 4
    sheet.write_string(row + 3, 0, book.t("total"), book.format(bold=True))
    for column in added:
        letter = column_name(column)
        formula = f"SUM({letter}{first + 1}:{letter}{first + len(found)})"
        form = book.number(kinds[column], bold=True)
        book.write(sheet, row + 3, column, formula, form, guarded=False)
    for at, line in enumerate(found, first):
        for column, (value, kind) in enumerate(zip(line, kinds, strict=True)):
            _cell(book, at, column, value, kind)
    return first + len(found) + 1


def _unit(book: Book, kind: str) -> tuple[str, Any]:
    """The unit of a column and its look; dates and words have none."""
    words = "" if not kind or kind in DATES else book.measure(kind)
    return words, book.format(font_color=MUTED, font_size=8, align="right")


def _cell(book: Book, row: int, column: int, value: Any, kind: str) -> None:
    """A number, a date, or words that are data; a yes is a word, a no is empty."""
    sheet = book.sheets["open"]
    if kind in DATES and value:
        told, shown = DATES[kind]
        form = book.format(num_format=shown, align="right" if column else "left")
        sheet.write_datetime(row, column, datetime.strptime(value, told), form)
    elif kind and kind not in DATES:
        book.put(sheet, row, column, value, book.number(kind))
    else:
        lost = book.t("open.lost") if value is True else ""
        words = lost if isinstance(value, bool) else str(value or "")
        sheet.write_string(row, column, words, book.format(indent=int(column > 0)))
