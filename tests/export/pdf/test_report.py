"""The report, read back from its pages."""

from __future__ import annotations

import io

import pypdf
import pytest

from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.report import report, report_pages
from roi_model.texts import text
from tests.export.dossiers import DAY, LARGE, dossier


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
