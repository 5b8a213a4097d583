"""What the slides say, read back from the file."""

from __future__ import annotations

import io

import pypdf
import pytest
from pptx import Presentation

from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from tests.remarks.busy import BUSY, DAY, pair


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_slides_and_paper_carry_the_pair(lang: str) -> None:
    made = Dossier(BUSY, lang, DAY)
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
