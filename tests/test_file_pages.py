"""A page for each tool and format: made of what the reader says of its samples."""

from __future__ import annotations

import pytest

from roi_model.reading.formats import FORMATS, named
from tools import file_pages
from tools.file_pages import Guide

GUIDES = file_pages.guides()


def test_the_pages_are_what_the_reader_says() -> None:
    there = {path.name: path.read_text(encoding="utf-8") for path in file_pages.FOLDER.glob("*.md")}
    assert there == file_pages.pages(), "`make guides` writes them again"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.slug)
def test_every_sample_is_read_as_the_kind_its_page_says(guide: Guide) -> None:
    for name in guide.samples:
        found = file_pages.sample(name)
        assert found.refused is None, name
        told = "costs" if named(guide.kind).within else guide.kind  # such a kind has to be said
        assert found.kind == told, name
    assert guide.export.rstrip().endswith(".")


def test_every_kind_has_a_page() -> None:
    assert {guide.kind for guide in GUIDES} == {kind.name for kind in FORMATS}
