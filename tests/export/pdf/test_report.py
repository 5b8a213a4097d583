"""The report, read back from its pages."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.report import FIRST, SECOND, report, report_pages
from roi_model.export.story.pages import pages
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.export.dossiers import DAY, LARGE, dossier

DECISION = 2
"""Pages that a reader decides on; what they rest on begins after them."""


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def flat(words: str) -> str:
    return " ".join(words.replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report(lang: str) -> None:
    made = dossier("inbound-and-outbound", lang)
    found = read(report(made))
    assert 4 <= len(found.pages) <= 7
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == ("Étude", "A. Martin")
    words = flat(" ".join(page.extract_text() for page in found.pages))
    for key in ("doubt", "three_cases", "assumptions", "provenance", "sign_signature"):
        assert flat(text(f"report.{key}", lang)) in words
    for page in found.pages:
        fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
        assert all("SourceSansPro" in str(font.get_object()["/BaseFont"]) for font in fonts)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", ["trade-show", "in-house-sdr", "inbound-and-outbound"])
def test_two_pages_decide_with_the_messages_of_the_slides(slug: str, lang: str) -> None:
    other = {"Other": preset("outsourced-appointments").scenario}
    made = dossier(slug, lang, compared=other)
    sheets = [flat(page.extract_text()) for page in read(report(made)).pages]
    told = {page.key: flat(page.title) for page in pages(made)}
    for keys, at in ((FIRST, 0), (SECOND, 1)):
        for key in keys:
            assert told.pop(key) in sheets[at], key  # whole: no title is hyphenated
    assert flat(text("report.sign_signature", lang)) in sheets[DECISION - 1]
    assert sheets[DECISION].startswith(flat(text("report.annex", lang)))
    behind = " ".join(sheets[DECISION:])
    assert all(title in behind for title in told.values())
    assert "Other" in behind  # the case compared has its figures in the annex


def test_it_is_for_archives_tagged_and_says_its_title_and_language() -> None:
    found = read(report(dossier(lang="fr")))
    root = found.trailer["/Root"]
    told = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfaid:part>2<", told) and re.search(r"pdfaid:conformance>B<", told)
    assert "Étude" in told and root["/Lang"] == "fr"
    [intent] = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    assert "/DestOutputProfile" in intent.get_object()
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"]
    assert not found.is_encrypted and "/AcroForm" not in root
    for page in found.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(inner.get_object())


def test_a_name_in_letters_that_the_typeface_lacks_still_has_its_paper() -> None:
    """No archive takes it: it is a PDF all the same."""
    made = Dossier(preset("trade-show").scenario, "fr", DAY, title="日本")
    assert read(report(made)).metadata.title == "日本"  # type: ignore[union-attr]


def test_the_report_of_a_large_case_with_hostile_names() -> None:
    content = report(Dossier(LARGE, "fr", DAY, title="#panic()", client="$x$ @SUM *b*"))
    found = read(content)
    assert len(found.pages) <= 8
    first = found.pages[0].extract_text()
    assert "#panic()" in first and "$x$ @SUM *b*" in first


def test_the_same_dossier_gives_the_same_pages() -> None:
    assert report_pages(dossier()) == report_pages(dossier())
