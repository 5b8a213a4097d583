"""What the slides say, read back from the file."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from pptx import Presentation

from roi_model import formatting
from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from roi_model.export.story.answer import answer_title
from roi_model.export.story.pages import pages
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from roi_model.version import MODEL_VERSION
from tests.cases import usual_first
from tests.export.actual import with_actual
from tests.export.dossiers import DAY, dossier, words_of
from tests.remarks.busy import BUSY, SAID_ON, pair


def titles(content: bytes) -> list[str]:
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(content)).slides]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_slides_and_paper_carry_the_pair(lang: str) -> None:
    made = Dossier(BUSY, lang, SAID_ON)
    roi, payback, *_ = within = pair(lang)
    said = words_of(slides(made))
    heads = titles(slides(made))
    # No title promises a payback without that of the hours there are; the return is no title.
    short = payback.removeprefix("≈\xa0").split("\xa0")[0]
    hours = {"fr": "heures de l’équipe", "en": "team’s hours"}[lang]
    promised = [words for words in heads if hours in words and "162" not in words]
    assert len(promised) >= 3 and all(short in words for words in promised), heads
    assert not any(roi in words for words in heads)
    assert any(all(part in words for part in within) for words in said)
    paper = "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(report(made))).pages)
    flat = " ".join(paper.split()).replace("\u202f", " ").replace("\xa0", " ")
    for part in within:
        assert part.replace("\u202f", " ").replace("\xa0", " ") in flat, part


def test_nine_slides_and_three_behind_them_at_most() -> None:
    full = with_actual("fr")
    other = {"Autre": preset("outsourced-appointments").scenario}
    for made in (dossier(), replace(full, compared=other)):
        heads = titles(slides(made))
        behind = [words for words in heads if words.startswith("Annexe")]
        assert len(heads) <= 12 and len(pages(made)) <= 8 and 2 <= len(behind) <= 3
        assert heads[1] == answer_title(made)
        assert heads[len(pages(made))].startswith("Recommandation")
    assert any("dépensés" in words or "dépensé" in words for words in titles(slides(full)))


def test_of_many_channels_the_largest_are_shown_and_the_rest_together() -> None:
    base = preset("inbound-and-outbound").scenario
    channels = tuple(
        replace(base.channels[n % 2], name=f"Channel {n}", contacts=50.0 + n) for n in range(14)
    )
    dossier = Dossier(replace(base, channels=channels), "en", DAY)
    deck = Presentation(io.BytesIO(slides(dossier)))
    grids = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    found = [grid for grid in grids if any(row[0] == "The other 6 together" for row in grid)]
    assert len(found) == 1 and len(found[0]) == 10
    lines = sorted(
        dossier.projection.channels, key=lambda line: line["own_cost"] - line["gross_profit"]
    )
    assert [row[0] for row in found[0][1:-1]] == [line["name"] for line in lines[:8]]
    bars = next(
        shape.chart for slide in deck.slides for shape in slide.shapes
        if shape.has_chart and len(shape.chart.plots[0].categories) == 9
    )  # fmt: skip
    rest = sum(line["gross_profit"] - line["own_cost"] for line in lines[8:])
    assert bars.plots[0].series[0].values[-1] == pytest.approx(rest)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("slug", usual_first(found.slug for found in presets()))
def test_slides_hold_the_case_and_its_origin(slug: str, lang: str) -> None:
    made = dossier(slug, lang, baseline=preset("trade-show").scenario)
    content = slides(made)
    said = words_of(content)
    assert said[0] == "Étude"
    assert any(made.story in words for words in said)
    assert any("Dupont & Fils" in words and MODEL_VERSION in words for words in said)
    assert {label for label, _ in made.provenance} <= set(said)
    for page in pages(made):
        assert page.title in said
    lead = text("story.so_what", lang)
    assert sum(words.startswith(lead) for words in said) == len(pages(made))
    gain = float(made.projection.metrics["net_gain"].value)
    assert formatting.money(gain, made.currency, lang) in said
