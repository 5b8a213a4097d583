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
