"""A consultant takes the files home: each is downloaded, opened, and holds the case."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator
from pptx import Presentation

from roi_model.export.read_back import scenario_from_workbook
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.browser.conftest import IN_TURN, WIDE, NewScreen
from tests.browser.screen import Screen, eventually
from tests.ui.seen import seen

SLUG = "in-house-sdr"
CLIENT = "Dupont & Fils"


def _logo() -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (400, 100), "#c8741c80").save(made, "PNG")
    return made.getvalue()


LOGO = _logo()


def taken(screen: Screen, kind: str) -> bytes:
    with screen.page.expect_download() as download:
        screen.within(f"deliver-get-{kind}").locator("button").click()
    path = Path(download.value.path())
    return path.read_bytes()


def button(screen: Screen, key: str) -> Locator:
    return screen.within(key).locator("button")


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_the_files_of_a_case(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang=lang).open("deliver", case=SLUG)
    field = screen.within("deliver-client").locator("input")
    field.fill(CLIENT)
    field.press("Enter")
    screen.settle()
    name = preset(SLUG).name(lang)
    book = taken(screen, "xlsx")
    assert scenario_from_workbook(book) == seen(SLUG, lang)
    summary = load_workbook(io.BytesIO(book)).worksheets[0]
    assert summary["A1"].value == name
    pages = pypdf.PdfReader(io.BytesIO(taken(screen, "pdf"))).pages
    assert CLIENT in pages[0].extract_text()
    deck = Presentation(io.BytesIO(taken(screen, "pptx")))
    assert name in deck.slides[0].shapes.title.text_frame.text
    with zipfile.ZipFile(io.BytesIO(taken(screen, "zip"))) as archive:
        assert len([n for n in archive.namelist() if n.endswith(".svg")]) >= 8
    screen.within("deliver-preview").locator("label").first.click()
    pictures = screen.within("deliver-pages").locator("img")
    eventually(lambda: pictures.count() >= 2, True, screen.page, "pages")
    screen.settle()
    assert screen.overflow() == {"page": 0, "main": 0}


@pytest.mark.thorough
def test_a_workbook_opens_as_the_case(new_screen: NewScreen) -> None:
    screen = new_screen(lang="en").open("deliver", case=SLUG)
    book = taken(screen, "xlsx")
    screen.go("simulate")
    assert not screen.can("do-undo")
    screen.click("share").settle()
    box = screen.page.locator('[data-testid="stFileUploader"] input[type="file"]').first
    box.set_input_files(
        [{"name": "case.xlsx", "mimeType": "application/octet-stream", "buffer": book}]
    )
    eventually(lambda: screen.can("do-undo"), True, screen.page, "the case of the file")
    assert screen.case_name() == preset(SLUG).scenario.name


@pytest.mark.parametrize(("lang", "width"), WIDE)
@pytest.mark.thorough
def test_a_logo_a_stop_and_a_name_with_its_accents(
    new_screen: NewScreen, lang: str, width: int
) -> None:
    screen = new_screen(lang=lang, width=width).open("deliver", case=SLUG)
    field = screen.within("deliver-heading").locator("input")
    field.fill("Étude mécanique")
    field.press("Enter")
    screen.settle()
    screen.page.get_by_text(text("deliver.own_looks", lang)).click()
    for content, refused in ((b"<svg><script>alert(1)</script></svg>", True), (LOGO, False)):
        box = screen.page.locator('[data-testid="stFileUploader"] input[type="file"]').first
        box.set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": content})
        said = text(
            "deliver.logo_refused" if refused else "deliver.logo_held", lang, name="logo.png"
        )
        eventually(lambda said=said: said in screen.texts(), True, screen.page, said)  # type: ignore[misc]
        screen.settle()
    with screen.page.expect_download() as download:
        button(screen, "deliver-get-pdf").click()
    assert download.value.suggested_filename.startswith("étude-mécanique-")
    pages = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    assert len(pages[0].images) == 1
    screen.settle()
    button(screen, "deliver-get-zip").click()
    button(screen, "deliver-stop-zip").click()
    button(screen, "deliver-stop-zip").wait_for(state="detached")
    screen.settle()
    assert screen.page.locator(".st-key-deliver-make-zip").count() == 1
    assert screen.page.locator(".st-key-deliver-take-pdf").count() == 1
    assert screen.overflow() == {"page": 0, "main": 0}
