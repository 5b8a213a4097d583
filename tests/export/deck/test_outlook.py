"""The open deals on a slide: plan outlined, signed filled, expected hatched, spans as lines."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from roi_model.actuals.targets import Target
from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.story.drawn import Outlook
from roi_model.export.story.still_open import open_page
from tests.actuals.outlook.pipeline import PLAN
from tests.export.contents.test_open_deals import course
from tests.export.deck.test_marks import CHART, DRAWING, charts_of
from tests.export.dossiers import DAY, words_of


@pytest.fixture(scope="module")
def made() -> tuple[Outlook, bytes]:
    targets = (Target("won_business", 90e3, 10),)
    dossier = Dossier(PLAN, "en", DAY, reforecast=course(), targets=targets)
    page = open_page(dossier)
    assert page is not None and isinstance(page.picture, Outlook)
    return page.picture, slides(dossier)


def test_columns_and_their_spans_are_in_the_native_chart(made: tuple[Outlook, bytes]) -> None:
    picture, content = made
    [chart] = [one for one in charts_of(content) if one.plots[0].series[0].name == "Expected"]
    reached, signed, plan = chart.plots[0].series
    assert list(reached.values) == pytest.approx(picture.reached)
    assert list(signed.values) == pytest.approx(picture.actual)
    assert list(plan.values) == pytest.approx(picture.plan)
    fills = [next(iter(one._element.find(f"{CHART}spPr"))).tag for one in (reached, signed, plan)]
    assert fills == [f"{DRAWING}{name}" for name in ("pattFill", "solidFill", "noFill")]
    for side, ends in (("plus", picture.high), ("minus", picture.low)):
        told = reached._element.find(f"{CHART}errBars/{CHART}{side}/{CHART}numLit")
        lengths = [float(one.text) for one in told.iter(f"{CHART}v")]
        expected = [abs(a - b) for a, b in zip(ends, picture.reached, strict=True)]
        assert lengths == pytest.approx(expected, abs=1e-5)
    assert chart.value_axis.minimum_scale == 0 < max(picture.high) <= chart.value_axis.maximum_scale


def test_amounts_stand_under_their_columns(made: tuple[Outlook, bytes]) -> None:
    picture, content = made
    said = words_of(content)
    at = said.index(picture.names[0])
    row = len(picture.names) + 1
    assert said[at : at + row - 1] == list(picture.names)
    assert said[at + row : at + 2 * row - 1] == list(picture.said_reached)
    lines = [
        shape
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.shape_type is not None and shape.shape_type.name == "LINE"
    ]
    assert len(lines) >= 1  # what the target leaves to each month
