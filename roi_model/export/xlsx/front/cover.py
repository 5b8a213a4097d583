"""The cover: what the workbook is, whether it holds, its sheets with links, and its colours."""

from __future__ import annotations

from typing import Any

from roi_model.export.xlsx.checks import verdict_cell
from roi_model.export.xlsx.writing.book import (
    ACCENT,
    HELPERS,
    INPUT,
    KINDS,
    MUTED,
    PALE,
    Book,
    lines,
)
from roi_model.palette import colour

LINKED, KIND, HOLDS = range(3)
"""Columns: a sheet by its name, what kind it is, what it holds."""

WIDTHS = (30, 22, 78)


def write_cover(book: Book, faults: str) -> None:
    """Write the cover; `faults` is the cell of the number of checks that fail."""
    sheet, t = book.sheets["cover"], book.t
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    title = book.format(bold=True, font_size=20, font_color=ACCENT)
    sheet.write_string(0, 0, book.dossier.heading, title)
    sheet.set_row(0, 30)
    row = _provenance(book, sheet, 2)
    row = _checks(book, sheet, row + 1, faults)
    row = _contents(book, sheet, row + 1)
    row = _colours(book, sheet, row + 1)
    words = t("helpers", names=", ".join(t(f"sheet.{key}") for key in HELPERS))
    note = book.format(italic=True, font_color=MUTED, text_wrap=True, valign="top")
    sheet.merge_range(row + 1, 0, row + 1, HOLDS, "", note)
    sheet.write_string(row + 1, 0, words, note)
    sheet.set_row(row + 1, 13 * lines(words, sum(WIDTHS)) + 4)
    sheet.print_area(0, 0, row + 1, HOLDS)
    sheet.fit_to_pages(1, 1)
    sheet.activate()
    sheet.set_first_sheet()


def _heading(book: Book, sheet: Any, row: int, key: str) -> int:
    """A line that opens a part; returns the row after."""
    form = book.format(bold=True, font_size=12, font_color=ACCENT, bottom=1)
    for column in range(HOLDS + 1):
        sheet.write_string(row, column, "" if column else book.t(key), form)
    return row + 1


def _provenance(book: Book, sheet: Any, row: int) -> int:
    """Who made this, when and with which version; returns the row after."""
    for label, words in book.dossier.provenance[1:]:
        sheet.write_string(row, 0, label, book.format(font_color=MUTED, valign="top"))
        wrapped = book.format(text_wrap=True, valign="top")
        sheet.merge_range(row, 1, row, HOLDS, "", wrapped)
        sheet.write_string(row, 1, words, wrapped)
        sheet.set_row(row, 13 * lines(words, WIDTHS[KIND] + WIDTHS[HOLDS]) + 3)
        row += 1
    return row


def _checks(book: Book, sheet: Any, row: int, faults: str) -> int:
    """The checks summed; returns the row after."""
    row = _heading(book, sheet, row, "sheet.checks")
    sheet.write_string(row, 0, book.t("cover.faults"), book.format())
    count = book.number("whole", bold=True)
    book.write(sheet, row, KIND, faults, count, guarded=False)
    bold = book.format(bold=True, indent=1)
    book.write(sheet, row, HOLDS, verdict_cell(book), bold, guarded=False)
    for criteria, tone in ((">", "bad"), ("=", "good")):
        form = book.file.add_format(
            {"font_color": colour(tone), "bg_color": colour(f"pale-{tone}")}
        )
        shown = {"type": "cell", "criteria": criteria, "value": 0, "format": form}
        sheet.conditional_format(row, KIND, row, KIND, shown)
    return row + 1


def _contents(book: Book, sheet: Any, row: int) -> int:
    """Every sheet to read, with a link, its kind and what it holds; returns the row after."""
    row = _heading(book, sheet, row, "cover.contents")
    link = book.format(font_color=ACCENT, underline=1, valign="top")
    plain = book.format(text_wrap=True, valign="top")
    for key in [key for key in book.sheets if key in KINDS][1:]:
        name = book.t(f"sheet.{key}")
        sheet.write_url(row, LINKED, f"internal:'{name}'!A1", link, name)
        sheet.write_string(row, KIND, book.t(f"cover.{KINDS[key]}"), plain)
        sheet.write_string(row, HOLDS, book.t(f"holds.{key}"), plain)
        row += 1
    return row


def _colours(book: Book, sheet: Any, row: int) -> int:
    """What the colours of cells say; returns the row after."""
    row = _heading(book, sheet, row, "cover.colours")
    looks: dict[str, dict[str, Any]] = {
        "typed": {"bg_color": INPUT, "font_color": colour("typed"), "border": 1},
        "counted": {},
        "head": {"bg_color": PALE, "bold": True},
        "noted": {"font_color": MUTED, "font_size": 8},
        "off": {"font_color": colour("line")},
        "wrong": {"font_color": colour("bad"), "bg_color": colour("pale-bad")},
    }
    for key, look in looks.items():
        form = book.format(align="right", **look)
        sheet.write_string(row, LINKED, book.t("cover.sample"), form)
        sheet.merge_range(row, KIND, row, HOLDS, "", book.format(indent=1))
        sheet.write_string(row, KIND, book.t(f"colour.{key}"), book.format(indent=1))
        row += 1
    return row
