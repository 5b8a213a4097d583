"""The story in the workbook."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.remarks.story import restated
from roi_model.storage.presets import presets
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import word


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("found", presets(), ids=lambda p: p.slug)
def test_the_story_is_that_of_the_app(found: object, lang: str) -> None:
    told = Dossier(found.scenario, lang, DAY)  # type: ignore[attr-defined]
    made = CalamineWorkbook.from_filelike(io.BytesIO(workbook(told)))
    summary = made.get_sheet_by_name(word("sheet.summary", lang)).to_python()
    assert summary[1][0] == restated(told.scenario, told.projection, told.currency, lang)
    checks = made.get_sheet_by_name(word("sheet.checks", lang)).to_python()
    assert checks[1][0] == word("check.all_ok", lang)
