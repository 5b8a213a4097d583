"""Slides in templates of one's own: measured, nothing clipped, nothing over another."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.util import Pt

from roi_model.declaration.errors import ScenarioError
from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.story.pages import pages
from roi_model.storage.presets import preset
from tests.export.deck.templates import ACCENTS, TEMPLATES, TYPEFACES
from tests.export.dossiers import DAY, LARGE, dossier, words_of
from tools.server import ROOT

POINT = 12_700
OURS = ROOT / "data" / "fonts" / "SourceSansPro-Regular.ttf"
SIZES = {"dark": (12_191_695, 6_858_000), "four-by-three": (9_144_000, 6_858_000),
         "placeholders": (9_144_000, 5_143_500)}  # fmt: skip

CASES = {
    "usual": preset("in-house-sdr").scenario,
    "large": LARGE,
    "small": replace(preset("trade-show").scenario, horizon_months=6),
}
"""Twelve channels with long names over 84 months, and one over 6 that loses, among them."""


@cache
def made_of(name: str, case: str) -> Any:
    scenario = CASES[case]
    other = preset("outsourced-appointments").scenario
    made = Dossier(scenario, "fr", DAY, title="Étude", client="Dupont & Fils", author="A. Martin",
                   compared={"Des rendez-vous achetés": other})  # fmt: skip
    template = TEMPLATES[name]() if name in TEMPLATES else None
    return Presentation(io.BytesIO(slides(made, template)))


@cache
def typeface() -> tuple[Any, float]:
    """Verdana's metrics where they are at hand; else ours, a quarter wider."""
    try:
        return ImageFont.truetype("DejaVuSans.ttf", 100), 1.0
    except OSError:
        return ImageFont.truetype(str(OURS), 100), 1.24


def height_of(frame: Any, across: float, size: float) -> float:
    """Points of height that the paragraphs of a frame take, word by word."""
    face, wide = typeface()
    total = 0.0
    for paragraph in frame.paragraphs:
        own = max([run.font.size.pt for run in paragraph.runs if run.font.size] or [size])
        lines, at = 1, 0.0
        for word in paragraph.text.split(" "):
            long = face.getlength(f"{word} ") * own / 100 * wide
            if at and at + long > across + own / 3:
                lines, at = lines + 1, 0.0
            at += long
        total += lines * own * 1.17
    return total


def boxes(slide: Any) -> list[tuple[str, int, int, int, int]]:
    return [
        (shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
        for shape in slide.shapes
        if shape.shape_type != 9 and shape.width and shape.height  # no line
    ]


THOROUGH = pytest.mark.thorough


def in_every_run(name: str, case: str) -> bool:
    """Our own template with all cases but the largest, which one with placeholders only takes."""
    return name == "own" if case != "large" else name == "placeholders"


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, case, marks=() if in_every_run(name, case) else THOROUGH)
        for name in ("own", *TEMPLATES)
        for case in CASES
    ],
)
def test_no_text_is_clipped_and_nothing_overlaps(name: str, case: str) -> None:
    deck = made_of(name, case)
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0, (number, shape.name)
            assert shape.left + shape.width <= deck.slide_width, (number, shape.name)
            assert shape.top + shape.height <= deck.slide_height, (number, shape.name)
            if shape.has_text_frame and shape.text_frame.text.strip():
                frame = shape.text_frame
                inner = (shape.width - frame.margin_left - frame.margin_right) / POINT
                room = shape.height / POINT
                assert height_of(frame, inner, 12) <= room + 1, (number, frame.text)
            if shape.has_table:
                for row in shape.table.rows:
                    for cell, column in zip(row.cells, shape.table.columns, strict=True):
                        inner = (column.width - cell.margin_left - cell.margin_right) / POINT
                        need = height_of(cell.text_frame, inner, 12)
                        assert need <= row.height / POINT + 1, (number, cell.text)
        for one, two in itertools.combinations(boxes(slide), 2):
            across = min(one[3], two[3]) - max(one[1], two[1])
            down = min(one[4], two[4]) - max(one[2], two[2])
            assert across <= Pt(1.5) or down <= Pt(1.5), (number, one, two)


@pytest.mark.parametrize("name", TEMPLATES)
def test_typefaces_colours_and_size_are_the_templates(name: str) -> None:
    deck = made_of(name, "usual")
    assert (deck.slide_width, deck.slide_height) == SIZES[name]
    theme = next(
        part.blob.decode()
        for part in deck.part.package.iter_parts()
        if part.partname.startswith("/ppt/theme/theme1")
    )
    assert ACCENTS[name] in theme and TYPEFACES[name] in theme
    for slide in deck.slides:
        written = [slide._element.xml] + [
            shape.chart._chartSpace.xml for shape in slide.shapes if shape.has_chart
        ]
        for words in written:  # nothing names a typeface or a colour of its own
            assert "<a:latin" not in words and "srgbClr" not in words
            assert "accent1" in words or "tx1" in words
        used = {shape.placeholder_format.type for shape in slide.placeholders}
        assert any(int(kind or 0) in (1, 3) for kind in used)  # the title is its placeholder
    if name == "placeholders":  # so is what follows from the picture
        second = deck.slides[1]
        told = [s.text_frame.text for s in second.placeholders if s.placeholder_format.idx == 1]
        assert told and told[0].startswith("Donc")


def test_slides_of_the_template_itself_go() -> None:
    content = slides(dossier(), TEMPLATES["dark"]())
    assert "An old slide" not in words_of(content)
    assert len(Presentation(io.BytesIO(content)).slides) == len(pages(dossier())) + 3


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.4"])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(ScenarioError) as caught:
        slides(dossier(), content)
    assert caught.value.problems[0].code == "not_a_template"
