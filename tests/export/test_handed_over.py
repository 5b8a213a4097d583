"""The workbook as it is handed over: protected, said as it stands, its checks to be trusted."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from roi_model import project
from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.metrics import label as metric_label
from roi_model.remarks.story import restated
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.export.office import by_gnumeric, converted

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


# Recalculated after somebody's hand -------------------------------------------------------------


def set_input(book: Workbook, path: str, value: object) -> None:
    for row in book[word("sheet.inputs")].iter_rows(min_row=5):
        if row[7].value == path:
            row[1].value = value
            return
    raise KeyError(path)


def type_over(book: Workbook) -> None:
    """A month's contacts typed over, once somebody has lifted the protection."""
    sheet = book[word("sheet.channels")]
    contacts = next(row for row in sheet.iter_rows() if row[0].value == word("row.contacts"))
    assert contacts[7].data_type == "f"
    contacts[7].value = 99_999


def assume(book: Workbook) -> None:
    set_input(book, "deal_value", 30_000)


def both(book: Workbook) -> None:
    type_over(book)
    assume(book)


def shorten(book: Workbook) -> None:
    set_input(book, "horizon_months", 6)


HANDS: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "untouched": (lambda book: None, "check.all_ok"),
    "typed over": (type_over, "check.some_typed"),
    "assumed": (assume, "check.all_moved"),
    "both": (both, "check.some_typed"),
    "shortened": (shorten, "check.all_moved"),
}


@pytest.fixture(scope="module")
def after(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    files = {}
    for name, (hand, _) in HANDS.items():
        book = load_workbook(io.BytesIO(content))
        hand(book)
        stream = io.BytesIO()
        book.save(stream)
        files[f"{name}.xlsx"] = stream.getvalue()
    folder = tmp_path_factory.mktemp("hands")
    office = converted(folder, files, "xlsx")
    second = by_gnumeric(folder, {name: folder / "in" / name for name in files})
    return {"LibreOffice": office, "gnumeric": second}


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("engine", ["LibreOffice", "gnumeric"])
def test_checks_tell_a_formula_typed_over_from_a_changed_assumption(
    engine: str, after: dict[str, dict[str, Path]]
) -> None:
    for name, (_, verdict) in HANDS.items():
        made = CalamineWorkbook.from_path(after[engine][f"{name}.xlsx"])
        checks = made.get_sheet_by_name(word("sheet.checks")).to_python()
        assert checks[1][0] == word(verdict), name
        typed = {row[0]: row for row in checks if row[3] == word("check.typed")}
        if verdict == "check.some_typed":
            assert typed[word("sheet.channels")][1] == 1
        else:
            assert not typed
        summary = made.get_sheet_by_name(word("sheet.summary")).to_python()
        assert word(verdict) in [row[0] for row in summary]


@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_the_story_follows_the_inputs(after: dict[str, dict[str, Path]]) -> None:
    made = CalamineWorkbook.from_path(after["LibreOffice"]["assumed.xlsx"])
    story = made.get_sheet_by_name(word("sheet.summary")).to_python()[1][0]
    now = replace(SCENARIO, deal_value=30_000)
    assert story == restated(now, project(now), "EUR", "en")
    assert story != restated(SCENARIO, project(SCENARIO), "EUR", "en")


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
