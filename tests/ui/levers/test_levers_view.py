"""The page Levers: the library with what each lever would do here."""

from __future__ import annotations

import re

from roi_model.storage.lever_library import templates
from roi_model.texts import text
from tests.ui.pages import page, press, ran, words


def test_the_library_shows_what_each_lever_would_do_here() -> None:
    made = page("levers")
    made.session_state["levers-library"] = True
    ran(made)
    for found in templates():
        assert found.sentence("en") in words(made).replace("&#x27;", "'")


def test_no_return_is_told_of_a_trifling_sum() -> None:
    """A price rise costs 30 in commissions: 1,100 % of that says nothing."""
    made = page("levers")
    press(made, "library-add-price-rise")
    said = words(made)
    assert text("pages.levers.next_to_nothing", "en") in said
    assert "1,100%" not in said


def test_what_changed_names_a_lever_in_the_language_of_the_page() -> None:
    made = page("levers", "fr")
    press(made, "library-add-targeting")
    assert "«\u00a0Ciblage\u00a0» ajouté" in words(made).replace("\u202f", "\u00a0")
    made.segmented_control(key="frame_lang").set_value("en")
    ran(made)
    said = re.findall(r'class="what-changed"[^>]*>([^<]*)<', words(made))
    assert said and "Targeting" in said[0] and "Ciblage" not in said[0]
