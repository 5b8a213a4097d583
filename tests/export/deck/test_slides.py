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
from roi_model.storage.presets import preset, presets
from roi_model.version import MODEL_VERSION
from tests.export.dossiers import DAY, dossier, words_of
from tests.remarks.busy import BUSY, SAID_ON, pair


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_slides_and_paper_carry_the_pair(lang: str) -> None:
    made = Dossier(BUSY, lang, SAID_ON)
    roi, payback, *_ = within = pair(lang)
    said = [
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(slides(made))).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    told = {"fr": "{} à capacité réelle", "en": "{} within capacity"}[lang]
    titles = [words for words in said if words.endswith(told.format("").strip())]
    assert any(told.format(roi) in words for words in titles), titles
    assert any(told.format(payback) in words for words in titles), titles
    [chances] = [words for words in titles if {"fr": "chances", "en": "chance"}[lang] in words]
    assert chances.count("%") == 2
    assert any(all(part in words for part in within) for words in said)
    paper = "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(report(made))).pages)
    flat = " ".join(paper.split()).replace("\u202f", " ").replace("\xa0", " ")
    for part in within:
        assert part.replace("\u202f", " ").replace("\xa0", " ") in flat, part


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
