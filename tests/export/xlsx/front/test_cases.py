"""The cases compared: chosen by name, as the engine has them, beside the live case."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.read_back import scenario_from_workbook
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.front.cases import APART, CHOICE, CHOSEN, HEAD, THIS
from roi_model.metrics import CARDS
from roi_model.projection import project
from roi_model.storage.presets import preset
from tests.export.dossiers import DAY
from tests.export.office import converted
from tests.export.xlsx.opened import SCENARIO, word

OTHERS = {name: preset(name).scenario for name in ("trade-show", "in-house-sdr")}


def rows(content: bytes | Path) -> list[list[object]]:
    source = io.BytesIO(content) if isinstance(content, bytes) else io.BytesIO(content.read_bytes())
    return CalamineWorkbook.from_filelike(source).get_sheet_by_name(word("sheet.cases")).to_python()


def shown(found: list[list[object]], metric: str) -> list[object]:
    return found[HEAD + 1 + list(CARDS).index(metric)]


def holds(found: list[list[object]], name: str) -> None:
    """The named case stands beside this one."""
    here, there = project(SCENARIO).metrics, project(OTHERS[name]).metrics
    for metric in ("roi", "net_gain", "cash_trough", "revenue"):
        line = shown(found, metric)
        assert line[THIS] == pytest.approx(here[metric].value, rel=1e-9)
        assert line[CHOSEN] == pytest.approx(there[metric].value, rel=1e-9)
        assert line[APART] == pytest.approx(here[metric].value - there[metric].value, rel=1e-6)


def test_a_workbook_without_cases_to_compare_has_no_such_sheet(content: bytes) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert word("sheet.cases") not in names


def test_the_first_compared_case_is_chosen() -> None:
    made = workbook(Dossier(SCENARIO, "en", DAY, compared=OTHERS))
    holds(rows(made), "trade-show")
    assert scenario_from_workbook(made) == SCENARIO


@pytest.mark.office
def test_another_case_is_chosen_from_the_list(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(workbook(Dossier(SCENARIO, "en", DAY, compared=OTHERS))))
    cell = book[word("sheet.cases")].cell(CHOICE + 1, THIS + 1)
    assert not cell.protection.locked
    cell.value = "in-house-sdr"
    stream = io.BytesIO()
    book.save(stream)
    holds(
        rows(converted(tmp_path, {"a.xlsx": stream.getvalue()}, "xlsx")["a.xlsx"]), "in-house-sdr"
    )
