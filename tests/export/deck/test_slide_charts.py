"""The charts of the slides are native, and hold the plan."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from tests.export.dossiers import DAY, LARGE, dossier


def test_the_charts_of_the_slides_are_native_and_hold_the_plan() -> None:
    made = dossier()
    charts = [
        shape.chart
        for slide in Presentation(io.BytesIO(slides(made))).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    assert len(charts) == 5
    cash = made.projection.monthly["cumulative_cash"]
    assert list(charts[0].plots[0].series[0].values) == pytest.approx(list(cash))
    bands = {series.name: list(series.values) for series in charts[0].plots[0].series}
    assert bands["P90"] == pytest.approx(list(made.risk.cumulative_cash["p90"]))


def test_no_name_becomes_a_formula_in_the_charts_own_workbooks() -> None:
    made = Dossier(LARGE, "en", DAY)
    with zipfile.ZipFile(io.BytesIO(slides(made))) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            for sheet in load_workbook(io.BytesIO(archive.read(name))):
                kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
                assert "f" not in kinds
