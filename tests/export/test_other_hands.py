"""The workbook in other hands: exported by the command line, changed, recalculated and printed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from roi_model import project
from roi_model.__main__ import main
from roi_model.export.xlsx.checks import VERDICT
from roi_model.remarks.story import restated
from roi_model.storage.scenario_file import load_scenario
from roi_model.texts import LANGUAGES, text
from tests.export.office import by_gnumeric, converted
from tools.server import ROOT

pytestmark = pytest.mark.office

PLAN = ROOT / "data" / "presets" / "linkedin-outbound.json"
PAGES = 19
"""Of the workbook of two years and one channel, printed: a year on two pages, of the time sheet on
one; no helper sheets."""


def word(key: str, lang: str = "en") -> str:
    return text(f"workbook.{key}", lang)


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
    "typed over": (type_over, "check.some_typed"),
    "assumed": (assume, "check.all_moved"),
    "both": (both, "check.some_typed"),
    "shortened": (shorten, "check.all_moved"),
}

Engines = dict[str, dict[str, Path]]
"""The recalculated workbooks by engine and name."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The workbook of each language, as the command line writes it."""
    folder, made = tmp_path_factory.mktemp("exported"), {}
    for lang in LANGUAGES:
        path = folder / f"{lang}.xlsx"
        assert main(["export", str(PLAN), str(path), "--lang", lang, "--date", "2026-11-27"]) == 0
        made[path.name] = path.read_bytes()
    return made


@pytest.fixture(scope="module")
def after(exported: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Engines:
    """The workbooks untouched, and the English one after each hand."""
    files = dict(exported)
    for name, (hand, _) in HANDS.items():
        book = load_workbook(io.BytesIO(exported["en.xlsx"]))
        hand(book)
        stream = io.BytesIO()
        book.save(stream)
        files[f"{name}.xlsx"] = stream.getvalue()
    folder = tmp_path_factory.mktemp("hands")
    office = converted(folder, files, "xlsx")
    second = by_gnumeric(folder, {name: folder / "in" / name for name in files})
    return {"LibreOffice": office, "gnumeric": second}


def rows(path: Path, sheet: str, lang: str = "en") -> list[list[object]]:
    made = CalamineWorkbook.from_path(path)
    return made.get_sheet_by_name(word(f"sheet.{sheet}", lang)).to_python()


@pytest.mark.parametrize("engine", ["LibreOffice", "gnumeric"])
def test_checks_tell_a_formula_typed_over_from_a_changed_assumption(
    engine: str, after: Engines
) -> None:
    checks = {name: rows(after[engine][f"{name}.xlsx"], "checks") for name in ("en", *HANDS)}
    said = {name: found[1][0] for name, found in checks.items()}
    assert len({said[name] for name in ("en", "typed over", "assumed")}) == 3, said
    assert said["both"] == said["typed over"], said
    assert said == {"en": word("check.all_ok")} | {n: word(key) for n, (_, key) in HANDS.items()}
    for name, found in checks.items():
        typed = {row[0]: row[1] for row in found if row[VERDICT] == word("check.typed")}
        over = said[name] == word("check.some_typed")
        assert typed == ({word("sheet.channels"): 1} if over else {})
        summary = rows(after[engine][f"{name}.xlsx"], "summary")
        assert said[name] in [row[0] for row in summary]
    untouched = rows(after[engine]["fr.xlsx"], "checks", "fr")
    assert untouched[1][0] == word("check.all_ok", "fr")


def test_the_story_follows_the_inputs(after: Engines) -> None:
    plan = load_scenario(PLAN)
    story = rows(after["LibreOffice"]["assumed.xlsx"], "summary")[1][0]
    now = replace(plan, deal_value=30_000)
    assert story == restated(now, project(now), "EUR", "en")
    assert story != restated(plan, project(plan), "EUR", "en")


@pytest.mark.parametrize("engine", ["LibreOffice", "gnumeric"])
def test_no_cell_is_an_error(engine: str, after: Engines) -> None:
    errors = {name: _errors(path) for name, path in after[engine].items()}
    assert set(errors.values()) == {0}, errors


def _errors(path: Path) -> int:
    """How many cells of a recalculated workbook hold an error, such as #VALUE!."""
    cells = (cell for sheet in load_workbook(path, data_only=True) for row in sheet for cell in row)
    return sum(cell.data_type == "e" for cell in cells)


def test_a_plan_of_two_years_prints_on_few_pages(
    exported: dict[str, bytes], tmp_path: Path
) -> None:
    printed = converted(tmp_path, exported, "pdf")
    pages = {name: len(pypdf.PdfReader(path).pages) for name, path in printed.items()}
    assert max(pages.values()) <= PAGES, pages
