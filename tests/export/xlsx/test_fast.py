"""The workbook's formulas by the rules of the FAST standard, counted.

One formula across a row of months, no number typed into a formula but 0 and 1, nothing longer than
a line, no IF within an IF. What is excepted, and
why, stands in docs/deliverables.md.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string

from roi_model.declaration.paths import with_value
from roi_model.declaration.scenario import Scenario
from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.writing.formula import relative
from roi_model.export.xlsx.writing.grid import FIRST, TOTAL, UNIT, VALUE
from roi_model.storage.presets import preset
from tests.cases import RICH
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import word

LENGTH = 100
"""Characters of a formula, its words in quotes left aside."""

GRIDS = ("time", "channels", "cash", "working", "lifetime")
"""Sheets with a column a month."""


class Said(NamedTuple):
    """A formula and where it stands, counted from 0."""

    sheet: str
    row: int
    column: int
    formula: str

    @property
    def plain(self) -> str:
        """Its text without words in quotes and the names of sheets."""
        return re.sub(r"'[^']+'!", "", re.sub(r'"(?:[^"]|"")*"', '""', self.formula))


def steps() -> Scenario:
    """A case whose inputs vary by month, and whose levers change what its channels sell."""
    base = with_value(preset("inbound-and-outbound").scenario, "deal_value", {1: 5e3, 7: 6e3})
    name = base.channels[0].name
    return with_value(base, f"channels/{name}/monthly_cost", {1: 500.0, 4: 900.0})


CASES = {"rich": RICH, "steps": steps(), "one deal": preset("linkedin-outbound").scenario}


@pytest.fixture(scope="module", params=CASES)
def opened(request: pytest.FixtureRequest) -> Workbook:
    return load_workbook(io.BytesIO(workbook(Dossier(CASES[request.param], "en", DAY))))


def formulas(book: Workbook) -> Iterator[Said]:
    """Every formula; those that count what was typed over are in a hidden column of each sheet."""
    for sheet in book:
        hidden = {
            column_index_from_string(letters) - 1
            for letters, shown in sheet.column_dimensions.items()
            if shown.hidden
        }
        for row in sheet.iter_rows():
            for cell in row:
                at = cell.column - 1
                guard = at in hidden and "ISFORMULA" in str(cell.value)
                if cell.data_type == "f" and not guard:
                    yield Said(sheet.title, cell.row - 1, at, str(cell.value)[1:])


def test_one_formula_across_each_row_of_months(opened: Workbook) -> None:
    names, rows = {word(f"sheet.{key}") for key in GRIDS}, dict[tuple[str, int], set[object]]()
    for said in formulas(opened):
        if said.sheet in names and said.column >= FIRST:
            form = relative(said.formula, said.row, said.column)
            rows.setdefault((said.sheet, said.row), set()).add(form)
    assert {where: len(forms) for where, forms in rows.items() if len(forms) > 1} == {}
    assert len(rows) > 100


def test_a_row_of_months_is_never_broken_by_an_empty_cell(opened: Workbook) -> None:
    for key in GRIDS:
        sheet = opened[word(f"sheet.{key}")]
        months = sheet.max_column
        for row in sheet.iter_rows(min_col=FIRST + 1, max_col=months):
            filled = [cell.data_type == "f" for cell in row if cell.value is not None]
            assert all(filled), (key, row[0].row)
            assert sheet.cell(row[0].row, FIRST).value is None, (key, row[0].row)


def test_no_number_is_typed_into_a_formula(opened: Workbook) -> None:
    """0 and 1 count and compare; the number of decimals of FIXED and ROUND is a format."""
    typed = set()
    for said in formulas(opened):
        plain = re.sub(r"(FIXED|ROUND)\(", "(", said.plain)
        for number in re.findall(r"(?<![\w.$])\d+\.?\d*(?:E[+-]?\d+)?(?![\w.(])", plain):
            if float(number) not in (0.0, 1.0):
                typed.add((said.sheet, number, said.formula[:120]))
    assert typed == set()


def test_no_formula_is_longer_than_a_line(opened: Workbook) -> None:
    long = {
        (s.sheet, s.row + 1, len(s.plain), s.formula)
        for s in formulas(opened)
        if len(s.plain) > LENGTH
    }
    assert long == set()


def test_no_if_stands_within_an_if(opened: Workbook) -> None:
    nested = {
        (said.sheet, said.row + 1, said.formula)
        for said in formulas(opened)
        if _deepest(said.plain) > 1
    }
    assert nested == set()


def _deepest(formula: str) -> int:
    """How many IF( are open at once at the most."""
    open_calls: list[str] = []
    most = 0
    for name, sign in re.findall(r"([A-Z.]*)(\(|\))", formula):
        if sign == "(":
            open_calls.append(name)
            most = max(most, open_calls.count("IF"))
        else:
            open_calls.pop()
    return most


def test_totals_stand_apart_from_the_months(opened: Workbook) -> None:
    for key in GRIDS:
        for said in formulas(opened):
            if said.sheet == word(f"sheet.{key}") and said.column == TOTAL:
                assert said.formula.startswith("SUM($")


def test_what_is_added_up_already_has_no_total(opened: Workbook) -> None:
    """Margins by age are those earned until then, cumulative cash and a balance likewise."""
    for key, labels in (("cash", ("cumulative_cash", "balance")), ("lifetime", ("margin_by_age",))):
        words = [word(f"row.{label}") for label in labels]
        rows = [row for row in opened[word(f"sheet.{key}")] if row[0].value in words]
        assert len(rows) >= len(words)
        assert {row[TOTAL].value for row in rows} == {None}


def test_single_amounts_are_written_to_the_cent(opened: Workbook) -> None:
    """What has the currency as its unit is an amount, and the only thing written as one."""
    for key in ("channels", "cash", "working", "lifetime"):
        alone = [row for row in opened[word(f"sheet.{key}")] if row[VALUE].data_type == "f"]
        codes = {row[VALUE].number_format for row in alone if row[UNIT].value == "EUR"}
        assert codes == {'"€"#,##0.00""'}
        others = {row[VALUE].number_format for row in alone if row[UNIT].value != "EUR"}
        assert not {code for code in others if "€" in code}


def test_what_is_sold_has_the_units_of_its_inputs(opened: Workbook) -> None:
    wanted = {"deal_value": "EUR", "gross_margin": "%", "retention": "%", "cycle_months": "months"}
    rows = list(opened[word("sheet.channels")])
    for key, unit in wanted.items():
        found = [row for row in rows if row[0].value == word(f"row.{key}")]
        assert found and {row[UNIT].value for row in found} == {unit}
