"""Slides, PDF, tables, pictures, zip and command: read back by other libraries than wrote them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from roi_model import formatting, project
from roi_model.__main__ import main
from roi_model.actuals.reforecast import reforecast
from roi_model.actuals.variance import variance
from roi_model.charts.table import CHARTS
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.export.bundle import bundle
from roi_model.export.contents.dossier import Dossier
from roi_model.export.contents.pictures import pictures
from roi_model.export.contents.tables import tables
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report, report_pages
from roi_model.export.workbook import workbook
from roi_model.reading.reading import read
from roi_model.storage.presets import preset, presets
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from roi_model.texts import text
from roi_model.version import MODEL_VERSION
from tests.export.office import converted
from tools.server import ROOT

DAY = date(2026, 11, 27)
HOSTILE = ("=1+1", "+SUM(A1)", "-2", "@cmd", "#panic()", "$x$ *b*", "<img src=x>")


def dossier(slug: str = "in-house-sdr", lang: str = "fr", **more: object) -> Dossier:
    told = {"title": "Étude", "client": "Dupont & Fils", "author": "A. Martin", **more}
    return Dossier(preset(slug).scenario, lang, DAY, link="http://host/?case=x", **told)  # type: ignore[arg-type]


def large() -> Scenario:
    """Twelve channels with hostile, long names over 84 months."""
    base = preset("inbound-and-outbound").scenario
    channels = tuple(
        replace(
            base.channels[number % 2],
            name=f"{HOSTILE[number % len(HOSTILE)]} {number} {'a long name ' * 7}".strip(),
        )
        for number in range(12)
    )
    return replace(base, name=HOSTILE[0], horizon_months=84, channels=channels)


LARGE = large()


# Slides ---------------------------------------------------------------------------------------


def words_of(content: bytes) -> list[str]:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_slides_hold_the_case_within_their_bounds(slug: str, lang: str) -> None:
    made = dossier(slug, lang, baseline=preset("trade-show").scenario)
    content = slides(made)
    deck = Presentation(io.BytesIO(content))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
    said = words_of(content)
    assert "Étude" in said
    assert made.story in said
    assert any("Dupont & Fils" in words and MODEL_VERSION in words for words in said)
    assert {label for label, _ in made.provenance} <= set(said)


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


def test_a_template_of_ones_own_is_used_and_its_slides_go() -> None:
    own = Presentation()
    own.slide_width, own.slide_height = 9144000, 6858000
    slide = own.slides.add_slide(own.slide_layouts[0])
    slide.shapes.title.text = "An old slide"
    stream = io.BytesIO()
    own.save(stream)
    content = slides(dossier(), stream.getvalue())
    assert Presentation(io.BytesIO(content)).slide_width == 9144000
    assert "An old slide" not in words_of(content)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.4"])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(ScenarioError) as caught:
        slides(dossier(), content)
    assert caught.value.problems[0].code == "not_a_template"


def test_no_name_becomes_a_formula_in_the_charts_own_workbooks() -> None:
    made = Dossier(LARGE, "en", DAY)
    with zipfile.ZipFile(io.BytesIO(slides(made))) as archive:
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            for sheet in load_workbook(io.BytesIO(archive.read(name))):
                kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
                assert "f" not in kinds


# Workbook, as text ------------------------------------------------------------------------------


def test_names_are_texts_in_the_workbook() -> None:
    book = load_workbook(io.BytesIO(workbook(Dossier(LARGE, "en", DAY, title=HOSTILE[1]))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert HOSTILE[1] in texts
    assert {channel.name for channel in LARGE.channels} <= texts
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert len(formulas) > 10_000
    assert not any(formula.startswith(("=1+1", "=SUM(A1) ", "=@cmd")) for formula in formulas)


# PDF ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report(lang: str) -> None:
    made = dossier("inbound-and-outbound", lang)
    found = pypdf.PdfReader(io.BytesIO(report(made)))
    assert 2 <= len(found.pages) <= 4
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == ("Étude", "A. Martin")
    words = " ".join(" ".join(page.extract_text() for page in found.pages).split())
    for key in ("doubt", "three_cases", "assumptions", "provenance", "sign_signature"):
        assert text(f"report.{key}", lang).replace("\u202f", " ") in words.replace("\u202f", " ")
    for page in found.pages:
        fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
        assert all("SourceSansPro" in str(font.get_object()["/BaseFont"]) for font in fonts)


def test_the_report_of_a_large_case_with_hostile_names() -> None:
    content = report(Dossier(LARGE, "fr", DAY, title="#panic()", client="$x$ @SUM *b*"))
    found = pypdf.PdfReader(io.BytesIO(content))
    assert len(found.pages) <= 6
    first = found.pages[0].extract_text()
    assert "#panic()" in first and "$x$ @SUM *b*" in first


def test_the_same_dossier_gives_the_same_pages() -> None:
    assert report_pages(dossier()) == report_pages(dossier())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_plan_against_actual_where_there_is_one(lang: str) -> None:
    plan = preset("in-house-sdr").scenario
    entries = read((ROOT / "data" / "samples" / "fr_utf8.csv").read_bytes(), name="a.csv").entries
    found = variance(plan, project(plan), entries)
    course = reforecast(plan, plan, entries=entries, deals=None, as_of=None, start=str(found.start))
    made = dossier(lang=lang, variance=found, reforecast=course)
    worst = found.by_category().iloc[0]
    actual = formatting.money_exact(worst["actual"], "EUR", lang)
    said = words_of(slides(made))
    assert text("slides.actuals", lang) in said and actual in said
    pages = pypdf.PdfReader(io.BytesIO(report(made))).pages
    assert text("report.actuals", lang) in " ".join(page.extract_text() for page in pages)
    assert {"actuals", "forecast"} <= set(pictures(made))
    by_category = text("tables.file.actuals_by_category", lang).replace(" ", "-")
    assert f"{by_category}.csv" in tables(made)
    for name in ("actuals", "forecast"):
        assert pictures(made)[name].svg().startswith(b"<svg")


# Pictures, tables, zip ------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [found.slug for found in presets()])
def test_every_chart_as_a_file(slug: str) -> None:
    shown = pictures(dossier(slug))
    assert {"cash", "funnel", "monthly", "payback-chance", "distribution"} <= set(shown)
    cash = shown["cash"]
    assert (
        cash.svg().startswith(b"<svg")
        and CHARTS["cash"].words[0].title("fr") in cash.svg().decode()
    )
    assert cash.png(1).startswith(b"\x89PNG")
    assert cash.pdf().startswith(b"%PDF")


def test_tables_open_right_in_the_readers_spreadsheet() -> None:
    for lang, delimiter, decimal in (("fr", ";", ","), ("en", ",", ".")):
        made = dossier(lang=lang)
        found = tables(made)
        assert all(content.startswith(b"\xef\xbb\xbf") for content in found.values())
        months = found[f"{text('tables.file.months', lang)}.csv"].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(months), delimiter=delimiter))
        at = rows[0].index(text("metrics.series.cumulative_cash.label", lang))
        values = [float(row[at].replace(decimal, ".")) for row in rows[1:]]
        assert values == pytest.approx(made.projection.monthly["cumulative_cash"], abs=0.005)


def test_no_cell_of_a_table_is_a_formula() -> None:
    for content in tables(Dossier(LARGE, "en", DAY)).values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r"))
                assert not cell.startswith("-") or float(cell) < 0


def test_the_zip_holds_everything_and_is_made_with_progress() -> None:
    steps: list[tuple[int, int]] = []
    made = dossier("trade-show")
    content = bundle(made, progress=lambda done, whole: steps.append((done, whole)))
    assert steps[-1][0] == steps[-1][1]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        kept = archive.read(next(name for name in names if name.endswith(".json")))
    assert {name.rpartition(".")[2] for name in names} == {
        "json",
        "xlsx",
        "pptx",
        "pdf",
        "svg",
        "png",
        "csv",
    }
    assert parse_scenario(kept) == made.scenario


# The command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "pdf", "csv", "json", "zip"])
def test_the_command_writes_each_format(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"case.{kind}"
    plan = ROOT / "data" / "presets" / "trade-show.json"
    assert main(["export", str(plan), str(out), "--lang", "fr", "--date", "2026-11-27"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"file": str(out), "format": kind, "lang": "fr", "bytes": out.stat().st_size}
    assert out.stat().st_size > 1000
    if kind == "json":
        assert parse_scenario(out.read_bytes()) == preset("trade-show").scenario


def test_the_command_refuses_in_a_sentence(tmp_path: Path) -> None:
    plan = str(ROOT / "data" / "presets" / "trade-show.json")
    for arguments, said in (
        ([plan, str(tmp_path / "x.docx")], "xlsx"),
        ([plan, str(tmp_path / "x.pdf"), "--date", "soon"], "YYYY-MM-DD"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "roi_model", "export", *arguments],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 2
        assert said in run.stderr and "Traceback" not in run.stderr


def test_the_link_brings_the_case_back() -> None:
    from urllib.parse import parse_qs, urlsplit

    from roi_model.export.contents.address import link_to
    from roi_model.storage import link

    scenario = preset("sales-consulting").scenario
    query = parse_qs(urlsplit(link_to(scenario, "fr", "https://plan.example/")).query)
    assert link.decode(query["case"][0])[1] == scenario
    assert dump_scenario(scenario)


# LibreOffice ----------------------------------------------------------------------------------


@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_office_prints_slides_and_workbooks(tmp_path: Path) -> None:
    """Files that need repair would not come out as pages; the large case is among them."""
    made = {"small": dossier(lang="en"), "large": Dossier(LARGE, "fr", DAY)}
    files = {f"{name}.pptx": slides(one) for name, one in made.items()}
    files["large-book.xlsx"] = workbook(made["large"])
    found = converted(tmp_path, files, "pdf")
    for name, path in found.items():
        pages = pypdf.PdfReader(path).pages
        if name.endswith(".pptx"):
            assert len(pages) == len(Presentation(io.BytesIO(files[name])).slides)
        else:
            _printed(pages, made[name.split("-")[0]])
        words = " ".join(page.extract_text() for page in pages)
        assert "#REF!" not in words and "#NAME?" not in words and "#VALUE!" not in words


def _printed(pages: Sequence[pypdf.PageObject], made: Dossier) -> None:
    """A year a page, no page of the sheets that are for the formulas, and never hundreds."""
    words = [page.extract_text() for page in pages]
    for helper in ("working", "lifetime", "rates", "exported", "scenario"):
        title = text(f"workbook.title.{helper}", made.lang)
        assert not any(title in page for page in words)
    years = -(-made.scenario.horizon_months // 12)
    monthly = text("workbook.title.cash", made.lang)
    assert len([page for page in words if monthly in page]) in (years, 2 * years)
    assert len(pages) <= 12 + years * (3 + len(made.scenario.channels))
