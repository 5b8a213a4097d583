"""A file says whose it is."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID

from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from roi_model.export.workbook import workbook
from roi_model.storage.presets import preset
from tests.export.dossiers import DAY


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
