"""The sheet of open deals: the values of the page, sums that are formulas, names that are texts."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.open_deals import deals, months
from roi_model.export.workbook import workbook
from tests.actuals.outlook.pipeline import PLAN, made
from tests.export.contents.test_open_deals import course
from tests.export.dossiers import DAY, HOSTILE
from tests.export.xlsx.opened import word


def test_months_and_deals_are_values_and_their_sums_formulas() -> None:
    found = course()
    dossier = Dossier(PLAN, "en", DAY, reforecast=found)
    content = workbook(dossier)
    sheet = load_workbook(io.BytesIO(content))[word("sheet.open")]
    worked = load_workbook(io.BytesIO(content), data_only=True)[word("sheet.open")]
    assert "Values, not formulas" in sheet["A2"].value
    _, *by_month = months(dossier)
    _, *by_deal = deals(dossier)
    first = next(row for row in range(1, 20) if isinstance(sheet.cell(row, 1).value, datetime))
    assert sheet.cell(first, 1).value == datetime(2024, 7, 1)
    assert [sheet.cell(first + at, 3).value for at in range(len(by_month))] == pytest.approx(
        [row[2] for row in by_month]
    )
    total = sheet.cell(first - 1, 3).value
    assert total == f"=SUM(C{first}:C{first + len(by_month) - 1})"
    worth = found.open_worth
    assert worth is not None
    assert worked.cell(first - 1, 3).value == pytest.approx(worth.monthly["expected"].sum())
    listed = first + len(by_month) + 6
    assert [sheet.cell(listed + at, 1).value for at in range(len(by_deal))] == [
        row[0] for row in by_deal
    ]
    assert worked.cell(listed - 1, 8).value == pytest.approx(worth.total.expected)
    lost = [sheet.cell(listed + at, 10).value for at in range(len(by_deal))]
    assert lost.count(word("open.lost")) == worth.outlook.open.totals()["likely_lost"]
    formulas = {
        cell.coordinate for row in sheet.iter_rows(max_col=10) for cell in row
        if cell.data_type == "f"
    }  # fmt: skip
    assert len(formulas) == 8
    printed = sheet.print_area.rpartition("!")[2].replace("$", "")
    assert printed.startswith("A1:J")  # the last column says which are probably lost
    assert int(printed.removeprefix("A1:J")) >= listed + len(by_deal) - 1


def test_names_of_deals_are_texts_and_without_deals_there_is_no_sheet() -> None:
    table = made(1)
    found = course(table)
    found.open_worth.outlook.open.rows["id"] = [  # type: ignore[union-attr]
        HOSTILE[at % len(HOSTILE)]
        for at in range(len(found.open_worth.outlook.open.rows))  # type: ignore[union-attr]
    ]
    book = load_workbook(io.BytesIO(workbook(Dossier(PLAN, "en", DAY, reforecast=found))))
    cells = [c for row in book[word("sheet.open")].iter_rows(max_col=1) for c in row if c.value]
    named = [cell for cell in cells if cell.value in HOSTILE]
    assert len(named) > len(HOSTILE) and {cell.data_type for cell in named} == {"s"}
    plain = load_workbook(io.BytesIO(workbook(Dossier(PLAN, "en", DAY))))
    assert word("sheet.open") not in plain.sheetnames
