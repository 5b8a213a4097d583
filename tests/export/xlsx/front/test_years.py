"""The plan by year: months in their years, the start apart, cash at each year's end."""

from __future__ import annotations

import io

import numpy as np
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.front.years import COUNTS, FIRST, MONEY
from roi_model.projection import project
from tests.cases import RICH
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import word


def test_the_years_add_up_what_the_months_hold() -> None:
    made = CalamineWorkbook.from_filelike(io.BytesIO(workbook(Dossier(RICH, "en", DAY))))
    rows = made.get_sheet_by_name(word("sheet.years")).to_python()
    labelled = {row[0]: row for row in reversed(rows)}  # a category may be called like a stage
    known = project(RICH)
    months = dict(known.monthly)
    months["gross_profit"] = months["revenue"] - months["direct_costs"]
    year = np.ceil(np.arange(RICH.horizon_months + 1) / 12).astype(int)
    for name in (*COUNTS, *MONEY):
        series = months[name]
        row = labelled[word(f"row.{'signed' if name == 'customers' else name}")]
        wanted = [float(series[year == number].sum()) for number in range(4)]
        assert row[FIRST : FIRST + 4] == pytest.approx(wanted, abs=1e-6)
        assert row[FIRST - 2] == pytest.approx(float(series.sum()), abs=1e-6)
    ends = labelled[word("years.end")][FIRST : FIRST + 4]
    cash = known.monthly["cumulative_cash"]
    assert ends == pytest.approx([cash[0], cash[12], cash[24], cash[30]], abs=1e-6)


def test_all_of_it_is_printed() -> None:
    sheet = load_workbook(io.BytesIO(workbook(Dossier(RICH, "en", DAY))))[word("sheet.years")]
    hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
    cells = [cell for row in sheet for cell in row if cell.column_letter not in hidden]
    filled = [cell for cell in cells if cell.value is not None]
    row, column = (max(getattr(cell, side) for cell in filled) for side in ("row", "column"))
    assert sheet.cell(row, 1).value == word("years.end")
    area = sheet.print_area.rpartition("!")[2].replace("$", "")
    assert area == f"A1:{get_column_letter(column)}{row}"
