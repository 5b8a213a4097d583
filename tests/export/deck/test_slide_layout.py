"""Slides in a template of one's own."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from roi_model.declaration.errors import ScenarioError
from roi_model.export.deck.slides import slides
from tests.export.dossiers import dossier, words_of


def test_a_template_of_ones_own_is_used_and_its_slides_go() -> None:
    own = Presentation()
    own.slide_width, own.slide_height = 9144000, 6858000
    slide = own.slides.add_slide(own.slide_layouts[0])
    slide.shapes.title.text = "An old slide"
    stream = io.BytesIO()
    own.save(stream)
    content = slides(dossier(), stream.getvalue())
    assert Presentation(io.BytesIO(content)).slide_width == 9144000
    assert "An old slide" not in words_of(content)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.4"])
def test_what_is_no_template_is_refused(content: bytes) -> None:
    with pytest.raises(ScenarioError) as caught:
        slides(dossier(), content)
    assert caught.value.problems[0].code == "not_a_template"
