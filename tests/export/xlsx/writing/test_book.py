"""The sheets of a book: those to read come first."""

from __future__ import annotations

import re

from openpyxl import Workbook
from openpyxl.utils import column_index_from_string, range_boundaries

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


def test_what_is_said_is_printed(book: Workbook) -> None:
    """Beside what is printed stand hidden columns alone; inputs and metrics have workings there."""
    for key in ("cover", "summary", "years", "risk", "time", "channels", "cash", "checks"):
        sheet = book[word(f"sheet.{key}")]
        last = range_boundaries(sheet.print_area.rpartition("!")[2])[2]
        beside = [cell for row in sheet.iter_rows(min_col=last + 1) for cell in row if cell.value]
        seen = [c for c in beside if not sheet.column_dimensions[c.column_letter].hidden]
        assert [str(cell.value) for cell in seen] == []


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


REFERENCE = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
Place = tuple[str, int, int]
"""A sheet, a row, a column."""


def places(formula: str, sheet: str) -> set[Place]:
    """The cells that a formula speaks of; of those across columns the first and the last."""
    found = set()
    for other, column, row, last_column, last_row in REFERENCE.findall(formula):
        first, last = int(row), int(last_row or row)
        columns = {column_index_from_string(letters) for letters in (column, last_column or column)}
        for at in columns:
            found |= {(other or sheet, line, at) for line in range(first, last + 1)}
    return found


def test_no_formula_counts_itself(book: Workbook) -> None:
    """What says how many formulas were typed over is none of those counted: it would go round."""
    formulas = {
        (sheet.title, cell.row, cell.column): str(cell.value)
        for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }  # fmt: skip
    guards = {at for at, formula in formulas.items() if "ISFORMULA" in formula}
    counted = {place for at in guards for place in places(formulas[at], at[0])}
    assert len(guards) > 300 and counted <= formulas.keys()
    readers, known = guards, {at: places(said, at[0]) for at, said in formulas.items()}
    while more := {at for at, read in known.items() if at not in readers and read & readers}:
        readers = readers | more
    told = {at[0] for at in readers - guards}
    assert {word(f"sheet.{key}") for key in ("checks", "cover", "summary")} <= told
    assert readers & counted == set()
