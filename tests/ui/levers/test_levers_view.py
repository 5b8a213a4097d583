"""The page Levers: the library with what each lever would do here."""

from __future__ import annotations

from roi_model.storage.lever_library import templates
from roi_model.texts import text
from tests.ui.pages import page, words


def test_the_library_shows_what_each_lever_would_do_here() -> None:
    made = page("levers")
    for found in templates():
        assert made.button(key=f"library-add-{found.slug}").label == text("pages.levers.add", "en")
        assert found.sentence("en") in words(made).replace("&#x27;", "'")
