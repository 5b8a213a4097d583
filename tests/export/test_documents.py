"""What a document says of itself and of its author: logo, link, properties, names, figures."""

from __future__ import annotations

import csv
import html
import io
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID

from roi_model import formatting
from roi_model.__main__ import main
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.initiatives import Effect, Initiative
from roi_model.export.bundle import bundle
from roi_model.export.contents.address import SETTING, public_address
from roi_model.export.contents.dossier import Dossier, file_name
from roi_model.export.contents.logo import MOST_BYTES, MOST_PIXELS, clean_logo, size
from roi_model.export.contents.tables import tables
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from roi_model.export.workbook import workbook
from roi_model.storage.presets import preset
from roi_model.texts import text
from tools.server import ROOT
from ui.case import case_row

DAY = date(2026, 11, 27)
PLAN = str(ROOT / "data" / "presets" / "in-house-sdr.json")
OTHER = str(ROOT / "data" / "presets" / "trade-show.json")
KINDS = ("xlsx", "pptx", "pdf", "csv", "json", "zip")


# Logos ------------------------------------------------------------------------------------------


def drawn(mode: str, wide: int, high: int, kind: str) -> bytes:
    picture = Image.new(mode, (wide, high))
    ImageDraw.Draw(picture).ellipse((4, 4, wide - 4, high - 4), fill=(180,) * len(mode))
    made = io.BytesIO()
    picture.save(made, kind)
    return made.getvalue()


LOGOS = {
    "transparent.png": drawn("RGBA", 600, 160, "PNG"),
    "plain.png": drawn("RGB", 200, 200, "PNG"),
    "wide.jpg": drawn("RGB", 900, 60, "JPEG"),
    "print.jpg": drawn("CMYK", 90, 400, "JPEG"),
}


def claimed(wide: int, high: int) -> bytes:
    """A PNG of some bytes that says it is so large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


REFUSED = {
    "empty": b"",
    "text": b"a logo",
    "script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "gif": drawn("RGB", 20, 20, "GIF"),
    "huge": claimed(60_000, 60_000),
    "wider": claimed(MOST_PIXELS + 1, 1),
    "cut": LOGOS["wide.jpg"][:-200],
    "heavy": LOGOS["plain.png"] + b"\0" * MOST_BYTES,
    "signature": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("name", LOGOS)
@pytest.mark.parametrize("kind", ["pdf", "pptx"])
def test_a_logo_is_in_the_documents(name: str, kind: str, tmp_path: Path) -> None:
    given, out = tmp_path / name, tmp_path / f"case.{kind}"
    given.write_bytes(LOGOS[name])
    assert main(["export", PLAN, str(out), "--logo", str(given)]) == 0
    content = out.read_bytes()
    if kind == "pptx":
        deck = Presentation(io.BytesIO(content))
        pictures = [shape for shape in deck.slides[0].shapes if shape.shape_type == 13]
        assert len(pictures) == 1
        shown, title = pictures[0], deck.slides[0].shapes.title
        assert shown.left > 0 and shown.left + shown.width <= deck.slide_width
        assert title.left + title.width <= shown.left
        return
    first = pypdf.PdfReader(io.BytesIO(content)).pages[0]
    assert len(first.images) == 1
    wide, high = size(clean_logo(LOGOS[name]))
    found = first.images[0].image
    assert found is not None and found.width / found.height == pytest.approx(wide / high, rel=0.02)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_logo_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        Dossier(preset("trade-show").scenario, "fr", DAY, logo=REFUSED[name])
    assert [problem.code for problem in caught.value.problems] == ["not_a_logo"]
    assert "PNG" in caught.value.sentences("fr")


def test_a_large_logo_is_made_smaller() -> None:
    made = clean_logo(drawn("RGB", 4000, 2000, "PNG"))
    assert size(made) == (1200, 600)
    assert len(made) < MOST_BYTES


# The command ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_export_with_every_option(kind: str, lang: str, tmp_path: Path) -> None:
    logo, template, out = tmp_path / "l.png", tmp_path / "t.pptx", tmp_path / f"case.{kind}"
    logo.write_bytes(LOGOS["transparent.png"])
    Presentation().save(str(template))
    told = {"--lang": lang, "--title": "Étude", "--client": "Dupont & Fils", "--author": "A. B",
            "--date": "2026-11-27", "--baseline": OTHER, "--template": str(template),
            "--logo": str(logo), "--address": "https://plan.example/"}  # fmt: skip
    assert main(["export", PLAN, str(out), *(w for pair in told.items() for w in pair)]) == 0
    assert out.stat().st_size > 1000


@pytest.mark.parametrize("option", ["--logo", "--template", "--baseline"])
def test_a_file_that_does_not_fit_its_option_is_named(option: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.bin"
    wrong.write_bytes(b"nothing of the kind")
    arguments = [PLAN, str(tmp_path / "x.pptx"), option, str(wrong)]
    run = subprocess.run(
        [sys.executable, "-m", "roi_model", "export", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert "wrong.bin" in run.stderr and "Traceback" not in run.stderr


# The link ---------------------------------------------------------------------------------------


def exported(folder: Path, kind: str, *options: str) -> bytes:
    out = folder / f"case.{kind}"
    assert main(["export", PLAN, str(out), "--date", "2026-11-27", *options]) == 0
    return out.read_bytes()


def words_of(kind: str, content: bytes) -> str:
    """All words of a deck, a PDF or a workbook, its links included."""
    if kind == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        links = [a.get_object()["/A"]["/URI"] for p in pages for a in p.get("/Annots", [])]
        return " ".join([*(page.extract_text() for page in pages), *links])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = [n for n in archive.namelist() if n.startswith(("ppt/slides/", "xl/"))]
        found = " ".join(archive.read(n).decode("utf-8", "replace") for n in inside)
    return html.unescape(found)


@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_files_lead_to_the_app_only_where_others_can_reach_it(
    kind: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    without = words_of(kind, exported(tmp_path, kind, "--lang", lang))
    assert "localhost" not in without and "?case=" not in without
    # A PDF breaks its lines where it likes.
    assert text("ui.case.upload", lang).split()[0] in without and ".json" in without
    monkeypatch.setenv(SETTING, "https://set.example/roi")
    assert "https://set.example/roi?case=" in words_of(kind, exported(tmp_path, kind))
    given = exported(tmp_path, kind, "--lang", lang, "--address", "https://given.example/")
    assert "https://given.example/?case=" in words_of(kind, given)


@pytest.mark.parametrize(
    "written",
    ["localhost:8501", "http://localhost:8501/", "http://127.0.0.1", "http://[::1]:80", "http://",
     "ftp://plan.example", "javascript:alert(1)", "https://a b", "http://[::1", "http://0.0.0.0/"],
)  # fmt: skip
def test_an_address_that_leads_nobody_here_is_refused(written: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        public_address(written)
    assert "https://" in caught.value.sentences("fr") and written in caught.value.sentences("en")


# Properties, names and figures ------------------------------------------------------------------


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_deck_says_whose_it_is_and_nothing_of_a_stranger(lang: str, own: bool) -> None:
    template = None
    if own:
        theirs, made = Presentation(), io.BytesIO()
        theirs.core_properties.author = theirs.core_properties.keywords = "Somebody else"
        theirs.save(made)
        template = made.getvalue()
    dossier = Dossier(preset("trade-show").scenario, lang, DAY, title="Étude", author="A. Martin")
    before = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    content = slides(dossier, template)
    deck = Presentation(io.BytesIO(content))
    said = deck.core_properties
    assert (said.title, said.author, said.last_modified_by) == ("Étude", "A. Martin", "A. Martin")
    assert said.language == lang and said.created is not None and said.created >= before
    languages = {
        run.font.language_id
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert languages == {MSO_LANGUAGE_ID.FRENCH if lang == "fr" else MSO_LANGUAGE_ID.ENGLISH_UK}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        told = b" ".join(archive.read(n) for n in archive.namelist() if n.startswith("docProps"))
    for stranger in (b"Canny", b"2013", b"python-pptx", b"Macintosh", b"Somebody"):
        assert stranger not in told


def test_a_workbook_says_whose_it_is() -> None:
    dossier = Dossier(preset("trade-show").scenario, "fr", DAY, title="Étude", author="A. Martin")
    said = load_workbook(io.BytesIO(workbook(dossier))).properties
    assert (said.title, said.creator, said.lastModifiedBy) == ("Étude", "A. Martin", "A. Martin")
    assert said.created is not None and said.created.year >= 2026


@pytest.mark.parametrize("author", ["", "A. Martin"])
def test_a_pdf_says_whose_it_is(author: str) -> None:
    dossier = Dossier(preset("trade-show").scenario, "fr", DAY, title="Étude", author=author)
    said = pypdf.PdfReader(io.BytesIO(report(dossier))).metadata
    assert said is not None
    assert (said.title, said.author) == ("Étude", author or None)
    assert said.subject == dossier.story


@pytest.mark.parametrize(
    ("title", "name"),
    [("Étude mécanique", "étude-mécanique"), ("A/B : « C »?", "a-b-c"), ("../../etc", "etc"),
     ("日本 1", "日本-1"), ("...", "scenario"), ("Mécanique", "mécanique")],
)  # fmt: skip
def test_names_of_files_keep_their_letters(title: str, name: str) -> None:
    dossier = Dossier(preset("trade-show").scenario, "fr", DAY, title=title)
    assert file_name(dossier, "pdf") == f"{name}-2026-11-27.pdf"
    assert case_row.file_name(title) == f"{name}.json"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_tables_speak_the_readers_language_in_numbers_to_be_read(lang: str) -> None:
    scenario = preset("inbound-and-outbound").scenario
    levers = (Initiative(name="Lot 1", effects=(Effect(parameter="contacts", factor=1.1),)),)
    dossier = Dossier(replace(scenario, initiatives=levers, deal_value=14_000 / 3), lang, DAY)
    found = tables(dossier)
    other = tables(replace(dossier, lang="fr" if lang == "en" else "en"))
    delimiter, decimal = (";", ",") if lang == "fr" else (",", ".")
    assert len(found) == 10 and not set(found) & set(other) - {"months.csv"}
    for name, content in found.items():
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter)
        assert rows and all(len(row) == len(head) for row in rows)
        assert not re.search(r"_|\b(guess|people|tools)\b", " ".join(head)), name
        for cell in (cell for row in rows for cell in row):
            assert "_" not in cell and cell not in ("guess", "people", "tools", "month"), name
            if re.fullmatch(rf"-?\d+{re.escape(decimal)}\d+", cell):
                assert len(cell.partition(decimal)[2]) <= 6 and len(cell) < 14, name


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_names_inside_the_zip_speak_the_readers_language(lang: str) -> None:
    dossier = Dossier(preset("in-house-sdr").scenario, lang, DAY, title="Étude")
    with zipfile.ZipFile(io.BytesIO(bundle(dossier))) as archive:
        names = set(archive.namelist())
    assert "étude-2026-11-27.pdf" in names
    wanted = {
        "fr": {"tableaux/mois.csv", "tableaux/hypothèses.csv", "graphiques/trésorerie-cumulée.svg"},
        "en": {"tables/months.csv", "tables/inputs.csv", "charts/cumulative-cash.png"},
    }
    assert wanted[lang] <= names and not wanted["en" if lang == "fr" else "fr"] & names


# Large cases ------------------------------------------------------------------------------------


def test_of_many_channels_the_largest_are_shown_and_the_rest_together() -> None:
    base = preset("inbound-and-outbound").scenario
    channels = tuple(
        replace(base.channels[n % 2], name=f"Channel {n}", contacts=50.0 + n) for n in range(50)
    )
    dossier = Dossier(replace(base, channels=channels), "en", DAY)
    deck = Presentation(io.BytesIO(slides(dossier)))
    grids = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    found = [grid for grid in grids if any(row[0] == "The other 38 together" for row in grid)]
    assert len(found) == 1 and len(found[0]) == 14
    lines = sorted(dossier.projection.channels, key=lambda line: -line["gross_profit"])
    assert [row[0] for row in found[0][1:-1]] == [line["name"] for line in lines[:12]]
    rest = sum(line["gross_profit"] for line in lines[12:])
    assert found[0][-1][2] == formatting.money(rest, "EUR", "en")
    told = " ".join(row[0] for grid in grids for row in grid)
    assert f"{lines[0]['name']} · Contact → lead" in told
    assert any(role.title in told for role in base.team)
