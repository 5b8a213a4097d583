"""Slides and workbooks as an office program prints them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest
from pptx import Presentation

from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.workbook import workbook
from roi_model.texts import text
from tests.conftest import LONG
from tests.export.dossiers import DAY, LARGE, dossier
from tests.export.office import converted


@pytest.mark.office
@pytest.mark.skipif(not LONG, reason="half a minute of an office: make test-long")
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
    # Before the months: cover, summary, years, metrics, risk, inputs, time; after them the checks.
    assert len(pages) <= 17 + years * (3 + len(made.scenario.channels))
