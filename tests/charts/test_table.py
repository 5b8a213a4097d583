"""The table of charts is the truth: what it says is shown is shown there, and nothing else is."""

from __future__ import annotations

import ast
import io
import json
import pkgutil
import re
import zipfile
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_args

import altair as alt
import pytest

import roi_model.charts
from roi_model.charts.actuals import measured
from roi_model.charts.parts.frames import rows_of
from roi_model.charts.table import CHARTS, Chart, File, Page, shown_in
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import pictures
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import TEMPLATE
from roi_model.export.story.drawn import Steps
from roi_model.export.story.pages import pages
from roi_model.export.workbook import workbook
from roi_model.storage.presets import preset
from roi_model.texts import LANGUAGES
from tests.charts import test_compare_pictures, test_pictures, test_risk_pictures
from tests.charts.drawn import parts as parts_of

ROOT = Path(__file__).resolve().parents[2]
FROM_A_CASE = [chart for chart in CHARTS.values() if chart.of_case is not None]
NEEDS_ACTUALS = {"actuals", "forecast", "open-deals"}


@pytest.fixture(scope="module")
def handed_over() -> Dossier:
    """A case with all that a chart may want, but for what became of it."""
    scenario = replace(preset("inbound-and-outbound").scenario, opening_cash=20_000.0)
    other = replace(scenario, name="Dearer", deal_value=scenario.deal_value * 2)
    return Dossier(
        scenario, "en", date(2026, 11, 27), baseline=other, compared={"Dearer": other}
    )  # fmt: skip


def page_of(file: Path) -> str:
    """The page a file of the app belongs to: its folder, or its own name."""
    parts = file.relative_to(ROOT).parts
    return (parts[1] if len(parts) > 2 and parts[0] == "ui" else file.stem).removesuffix("_view")


def drawn_by_pages() -> set[tuple[str, str]]:
    """Every chart that a page draws by name, with the page."""
    found = set()
    for file in [*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/*/*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            asked = ast.unparse(node.func)
            assert asked != "st.vega_lite_chart" or file.stem == "pictures", (
                f"{file}: past the table"
            )
            if asked in ("pictures.show", "pictures.draw"):
                name = node.args[0]
                assert isinstance(name, ast.Constant), f"{file}: name the chart"
                found.add((page_of(file), str(name.value)))
    return found


def test_pages_draw_what_the_table_says_and_nothing_else() -> None:
    said = {(p, c.name) for c in CHARTS.values() for p in c.shown if p in get_args(Page)}
    assert drawn_by_pages() == said


def test_every_chart_is_shown_somewhere_and_every_place_is_known() -> None:
    places = {*get_args(Page), *get_args(File)}
    for chart in CHARTS.values():
        assert chart.shown and set(chart.shown) <= places, chart.name
    assert all(shown_in(place) for place in places)


def test_every_picture_that_is_written_has_a_row() -> None:
    """A module of charts with a `spec` is in the table."""
    written = set()
    for module in pkgutil.walk_packages(roi_model.charts.__path__, "roi_model.charts."):
        if ".parts" not in module.name:
            names = vars(import_module(module.name))
            written |= {v for k, v in names.items() if re.match(r"spec(_|$)", k)}
    assert written == {chart.spec for chart in CHARTS.values()}


def test_files_hold_what_a_case_alone_can_draw(handed_over: Dossier) -> None:
    named = {chart.name for chart in shown_in("files")}
    assert named == {chart.name for chart in FROM_A_CASE}
    assert set(pictures(handed_over)) == named - NEEDS_ACTUALS


def test_the_report_sets_the_pictures_of_the_table() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    asked = set(re.findall(r'image\("([\w-]+)\.svg"', template)) - {"logo"}
    assert asked == {chart.name for chart in shown_in("report")}


def test_the_deck_and_the_workbook_have_a_chart_of_their_own_each(handed_over: Dossier) -> None:
    """Native ones, to be edited there: one a page of slides, a book has those of the table."""
    drawn = [page for page in pages(handed_over) if not isinstance(page.picture, Steps)]
    for content, folder, count in (
        (slides(handed_over), "ppt/charts/chart", len(drawn)),
        (workbook(handed_over), "xl/charts/chart", len(shown_in("workbook"))),
    ):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            made = [name for name in archive.namelist() if re.match(rf"{folder}\w*\.xml", name)]
        assert len(made) == count > 3


def test_every_chart_is_tried_with_data() -> None:
    """By the case above, or by an example beside the others."""
    tried = {one.spec for one in test_pictures.PICTURES.values()}
    tried |= {one.spec for one in test_risk_pictures.PICTURES.values()}
    tried |= {spec for spec, _, _ in test_compare_pictures.PICTURES.values()}
    named = {c.spec for c in FROM_A_CASE if c.name not in NEEDS_ACTUALS}
    tried_alone = {measured.spec}
    assert {chart.spec for chart in CHARTS.values()} == tried | named | tried_alone


@pytest.mark.parametrize(
    "chart", [c for c in FROM_A_CASE if c.name not in NEEDS_ACTUALS], ids=lambda c: c.name
)
def test_a_chart_of_a_case_draws_its_data(chart: Chart, handed_over: Dossier) -> None:
    assert chart.of_case is not None
    drawn = chart.of_case(handed_over, "light")
    assert drawn is not None and rows_of(drawn[0])
    data, spec = drawn
    alt.LayerChart.from_dict(spec)  # raises where Vega-Lite would not read it
    parts = list(parts_of(spec))
    known = set(data) | {p["as"] for p in parts if "as" in p}
    assert {p["field"] for p in parts if "field" in p} <= known
    read = set(re.findall(r"datum\.([a-z_][a-z_0-9]*)", json.dumps(spec)))
    assert read - {"value", "label"} <= known


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_words_are_whole_in_both_languages(chart: Chart) -> None:
    for words in chart.words:
        assert len(words.fr) == len(words.en)
        assert all(fr and fr != en for fr, en in zip(words.fr, words.en, strict=True))
        for lang in LANGUAGES:
            assert words.description(lang).endswith(".")
            if words.title(lang) != words.description(lang):  # else it is drawn without one
                assert len(words.title(lang)) <= 36 and not words.title(lang).endswith(".")
        assert not re.search(r"['\"]", "".join(words.fr)), "French has its own signs"
