"""Sheets as they are written: names are texts, formulas are locked."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from tests.export.dossiers import DAY, HOSTILE, LARGE
from tests.export.xlsx.opened import word


def test_names_are_texts_in_the_workbook() -> None:
    book = load_workbook(io.BytesIO(workbook(Dossier(LARGE, "en", DAY, title=HOSTILE[1]))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert HOSTILE[1] in texts
    assert {channel.name for channel in LARGE.channels} <= texts
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert len(formulas) > 10_000
    assert not any(formula.startswith(("=1+1", "=SUM(A1) ", "=@cmd")) for formula in formulas)


def test_formulas_are_locked_and_inputs_are_not(book: Workbook) -> None:
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.protection.locked, f"{sheet.title} {cell.coordinate}"
    inputs = [row for row in book[word("sheet.inputs")].iter_rows(min_row=5) if row[8].value]
    assert len(inputs) >= 30
    assert not any(row[1].protection.locked for row in inputs)
    assert all(row[8].protection.locked for row in inputs)  # what they were when exported
