"""The headline of the workbook."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from roi_model.export.contents.dossier import Dossier
from roi_model.export.workbook import workbook
from roi_model.metrics import label as metric_label
from tests.export.dossiers import DAY
from tests.export.xlsx.opened import SCENARIO, word


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
