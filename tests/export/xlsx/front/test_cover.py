"""The cover: every sheet to read with a link, what kind it is, and the checks summed."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.export.xlsx.writing.book import HELPERS, KINDS
from roi_model.version import MODEL_VERSION
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import SCENARIO, word

SHOWN = [key for key in KINDS if key not in ("cover", "cases", "open")]
"""Sheets of a case that is compared with no other."""


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_cover_leads_to_every_sheet_to_read(lang: str) -> None:
    content = workbook(Dossier(SCENARIO, lang, DAY))
    book = load_workbook(io.BytesIO(content))
    cover = book[word("sheet.cover", lang)]
    assert book.worksheets[0] is cover and book.active is cover
    links = {
        cell.coordinate: cell.hyperlink.location.rpartition("!")[0].strip("'")
        for row in cover.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    wanted = [word(f"sheet.{key}", lang) for key in SHOWN]
    assert list(links.values()) == wanted == [cover[ref].value for ref in links]
    for key, ref in zip([key for key in SHOWN], links, strict=True):
        assert cover.cell(cover[ref].row, 2).value == word(f"cover.{KINDS[key]}", lang)
    said = " ".join(str(cell.value) for row in cover.iter_rows() for cell in row)
    assert MODEL_VERSION in said
    for key in HELPERS:
        assert word(f"sheet.{key}", lang) in said


def test_the_checks_are_summed_on_the_cover(content: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    faults = next(row for row in rows if row[0] == word("cover.faults"))
    assert faults[1:3] == [0.0, word("check.all_ok")]
