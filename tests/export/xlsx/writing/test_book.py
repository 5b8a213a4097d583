"""The sheets of a book: those to read come first."""

from __future__ import annotations

from openpyxl import Workbook

from tests.export.xlsx.opened import word

HELPERS = ("working", "lifetime", "rates", "exported", "scenario")


def test_helpers_are_last_hidden_and_not_printed(book: Workbook) -> None:
    names = [sheet.title for sheet in book]
    helpers = [word(f"sheet.{key}") for key in HELPERS]
    assert names[-len(helpers) :] == helpers
    for sheet in book:
        helper = sheet.title in helpers
        assert sheet.sheet_state == ("hidden" if helper else "visible")
        assert bool(sheet.print_area) != helper


def test_what_is_indented_says_its_side(book: Workbook) -> None:
    """A spreadsheet indents no cell that has a vertical place and no side."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    indented = [cell for cell in cells if cell.alignment.indent]
    assert len(indented) > 200
    assert {cell.alignment.horizontal for cell in indented} <= {"left", "right"}


def test_months_are_printed_a_year_to_a_page(book: Workbook) -> None:
    for key in ("time", "channels", "cash"):
        sheet = book[word(f"sheet.{key}")]
        fit = sheet.sheet_properties.pageSetUpPr
        assert fit is None or not fit.fitToPage
        assert [at.id for at in sheet.col_breaks.brk] == [19]  # of 24 months
