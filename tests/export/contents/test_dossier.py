"""What every file is made of, and its name."""

from __future__ import annotations

import io

import pypdf
import pytest

from roi_model import formatting
from roi_model.export.contents.dossier import Dossier, file_name
from roi_model.export.contents.pictures import pictures
from roi_model.export.contents.tables import tables
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from roi_model.export.story.actual import actual_page
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.export.actual import with_actual
from tests.export.dossiers import DAY, dossier, words_of
from ui.case import case_row


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
def test_plan_against_actual_where_there_is_one(lang: str) -> None:
    made = with_actual(lang)
    found = made.variance
    assert found is not None
    worst = found.by_category().iloc[0]
    actual = formatting.money_compact(worst["actual"], "EUR", lang)
    said = words_of(slides(made))
    page = actual_page(made)
    assert page is not None and page.title in said and actual in said
    pages = pypdf.PdfReader(io.BytesIO(report(made))).pages
    assert text("report.actuals", lang) in " ".join(page.extract_text() for page in pages)
    assert {"actuals", "forecast"} <= set(pictures(made))
    by_category = text("tables.file.actuals_by_category", lang).replace(" ", "-")
    assert f"{by_category}.csv" in tables(made)
    for name in ("actuals", "forecast"):
        assert pictures(made)[name].svg().startswith(b"<svg")


def test_in_the_other_language_it_is_the_same_case_with_the_draws_it_has() -> None:
    made = dossier("in-house-sdr", "fr")
    other = made.in_language("en")
    assert made.in_language("fr") is made
    assert other.risk is made.risk
    assert other.projection.metrics["roi"].value == made.projection.metrics["roi"].value
    assert [line.value for line in other.inputs if line.card.is_number] == [
        line.value for line in made.inputs if line.card.is_number
    ]
    assert other.story.startswith("With") and made.story.startswith("Avec")
