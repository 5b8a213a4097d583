"""The workbook as it is handed over: protected, its helpers last, its story that of the app."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.metrics import label as metric_label
from roi_model.remarks.story import restated
from roi_model.storage.presets import preset, presets
from roi_model.texts import text

DAY = date(2026, 11, 27)
SCENARIO = preset("linkedin-outbound").scenario
HELPERS = ("working", "lifetime", "rates", "exported", "scenario")


def word(key: str, lang: str = "en") -> str:
    return text(f"workbook.{key}", lang)


@pytest.fixture(scope="module")
def content() -> bytes:
    return workbook(Dossier(SCENARIO, "en", DAY))


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


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


def test_helpers_are_last_hidden_and_not_printed(book: Workbook) -> None:
    names = [sheet.title for sheet in book]
    helpers = [word(f"sheet.{key}") for key in HELPERS]
    assert names[-len(helpers) :] == helpers
    for sheet in book:
        helper = sheet.title in helpers
        assert sheet.sheet_state == ("hidden" if helper else "visible")
        assert bool(sheet.print_area) != helper


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("found", presets(), ids=lambda p: p.slug)
def test_the_story_is_that_of_the_app(found: object, lang: str) -> None:
    told = Dossier(found.scenario, lang, DAY)  # type: ignore[attr-defined]
    made = CalamineWorkbook.from_filelike(io.BytesIO(workbook(told)))
    summary = made.get_sheet_by_name(word("sheet.summary", lang)).to_python()
    assert summary[1][0] == restated(told.scenario, told.projection, told.currency, lang)
    checks = made.get_sheet_by_name(word("sheet.checks", lang)).to_python()
    assert checks[1][0] == word("check.all_ok", lang)


def test_the_figures_within_capacity_stand_beside_the_headline() -> None:
    """They show where the plan asks for more hours than there are, and only there."""
    busy = replace(SCENARIO, team=tuple(replace(r, fte=r.fte / 20) for r in SCENARIO.team))
    for scenario in (busy, replace(busy, enforce_capacity=True)):
        told = Dossier(scenario, "en", DAY)
        made = CalamineWorkbook.from_filelike(io.BytesIO(workbook(told)))
        rows = made.get_sheet_by_name(word("sheet.summary")).to_python()
        roi = next(row for row in rows if row[0] == metric_label("roi", "en"))
        said = [row[0] for row in rows if str(row[0]).startswith(word("beyond").split("{")[0])]
        if scenario.enforce_capacity:
            assert roi[2] == "" and not said
        else:
            assert roi[2] == pytest.approx(told.projection.metrics["capacity_roi"].value)
            assert roi[2] < roi[1] and len(said) == 1
