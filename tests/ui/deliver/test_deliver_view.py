"""The page Deliver names every format."""

from __future__ import annotations

import pytest

from roi_model.texts import text
from tests.ui.deliver.opened import page
from tests.ui.pages import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_named(lang: str) -> None:
    said = " ".join(element.value for element in page(lang).markdown)
    for kind in ("xlsx", "pptx", "pdf", "html", "csv", "json", "zip"):
        assert text(f"deliver.{kind}_name", lang) in said
