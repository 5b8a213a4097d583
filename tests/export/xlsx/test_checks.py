"""The checks of a workbook, in the words of its reader."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.metrics import CARDS, label
from roi_model.texts import text
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import SCENARIO, word


def test_checks_name_what_they_compare_and_find_no_fault() -> None:
    lang = "fr"  # whose names differ from those of the code
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(Dossier(SCENARIO, lang, DAY))))
    rows = book.get_sheet_by_name(word("sheet.checks", lang)).to_python()
    named = [row[0] for row in rows]
    for key in ("revenue", "gross_profit"):
        assert text("workbook.check.channels", lang, name=label(key, lang)) in named
    start = named.index(word("check.app_metrics", lang)) + 1
    assert named[start : start + len(CARDS)] == [label(name, lang) for name in CARDS]
    checked = [row for row in rows if row[5] in (0.0, 1.0) and row[6]]
    assert len(checked) > len(CARDS) + 20
    assert {row[5] for row in checked} == {0.0}
