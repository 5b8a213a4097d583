"""The charts of the slides are native, and hold the plan."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.story.actual import actual_page
from roi_model.storage.presets import preset
from tests.export.actual import with_actual
from tests.export.dossiers import DAY, LARGE, dossier

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def charts_of(content: bytes) -> list:
    return [
        shape.chart
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_chart
    ]


def test_the_charts_of_the_slides_are_native_and_hold_the_plan() -> None:
    made = dossier()
    charts = charts_of(slides(made))
    assert len(charts) == 7  # answer, cash, causes, stages, hours, limits, assumptions
    cash = made.projection.monthly["cumulative_cash"]
    lines = {series.name: list(series.values) for series in charts[1].plots[0].series}
    assert lines["Plan"] == pytest.approx(list(cash))
    assert lines["P90"] == pytest.approx(list(made.risk.cumulative_cash["p90"]))
    assert not any(chart.has_legend for chart in charts)


def test_bars_are_the_cases_gains_from_zero_on_one_scale() -> None:
    other = preset("outsourced-appointments").scenario
    made = dossier(compared={"Buy": other})
    answer = charts_of(slides(made))[0]
    gains = sorted(
        (float(one.projection.metrics["net_gain"].value) for one in made.alternatives), reverse=True
    )
    assert list(answer.plots[0].series[0].values) == pytest.approx(gains)
    assert answer.value_axis.minimum_scale <= 0 < answer.value_axis.maximum_scale


def test_a_waterfall_floats_from_one_total_to_the_other() -> None:
    loss = replace(preset("trade-show").scenario, horizon_months=6)  # it crosses zero on its way
    made = Dossier(loss, "en", DAY)
    chart = charts_of(slides(made))[2]
    blank, seen, under, lost = (list(series.values) for series in chart.plots[0].series)
    gain = float(made.projection.metrics["net_gain"].value)
    assert gain < 0
    assert (blank[-1], seen[-1], under[-1]) == (0, 0, 0) and lost[-1] == pytest.approx(gain)
    for at in range(1, len(seen) - 1):
        top = blank[at] + seen[at] if blank[at] + seen[at] else under[at]
        before = blank[at - 1] if at > 1 else 0.0
        ends = blank[at - 1] + seen[at - 1] if at == 1 else before or under[at - 1] + lost[at - 1]
        assert top == pytest.approx(ends)


def test_plan_actual_and_forecast_are_told_apart_by_their_filling() -> None:
    made = with_actual("en")
    page = actual_page(made)
    assert page is not None
    kinds = {row.role for row in page.picture.rows}  # type: ignore[union-attr]
    assert kinds == {"plan", "actual", "forecast"}
    found = next(
        chart for chart in charts_of(slides(made))
        if chart.plots[0].series[0].name == page.picture.measure
    )  # fmt: skip
    points = found._chartSpace.findall(f".//{CHART}dPt")
    fills = {
        next(child.tag.removeprefix(DRAWING) for child in point.find(f"{CHART}spPr"))
        for point in points
    }
    assert fills == {"noFill", "solidFill", "pattFill"}


def test_no_name_becomes_a_formula_in_the_charts_own_workbooks() -> None:
    made = Dossier(LARGE, "en", DAY)
    with zipfile.ZipFile(io.BytesIO(slides(made))) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            for sheet in load_workbook(io.BytesIO(archive.read(name))):
                kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
                assert "f" not in kinds
