"""What is typed of the files stays and goes into them."""

from __future__ import annotations

import io

import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from roi_model.export.contents.dossier import Dossier
from roi_model.export.page.stops import sliders, telling
from roi_model.export.pdf.report import report
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.ui.deliver.opened import PAGE, page
from tests.ui.pages import LANGUAGES, ran

CONTACTS = "channels/LinkedIn outbound/contacts"
SLUGS = ("trade-show", "in-house-sdr")


def dossier(made: AppTest) -> Dossier:
    shelf = made.session_state["roi_session"].extras["cached_dossier"]
    found: Dossier = list(shelf.values())[-1]
    return found


def test_what_is_typed_stays_and_goes_into_the_files() -> None:
    made = page()
    made.text_input(key="deliver-client").set_value("Dupont & Fils").run()
    made.text_input(key="deliver-author").set_value("A. Martin").run()
    made.switch_page("pages/plan/simulate.py")
    ran(made)
    made.switch_page(PAGE)
    ran(made)
    assert made.text_input(key="deliver-client").value == "Dupont & Fils"
    found = dossier(made)
    assert (found.client, found.author) == ("Dupont & Fils", "A. Martin")
    assert found.heading == presets()[0].name("en")
    first = pypdf.PdfReader(io.BytesIO(report(found))).pages[0].extract_text()
    assert "Dupont & Fils" in first and "A. Martin" in first
    # A link that is passed on tells nobody who the client is.
    assert "Dupont" not in found.link and "Dupont" not in str(made.query_params)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_goes_into_the_files_where_there_is_an_address_for_others(lang: str) -> None:
    made = page(lang)
    assert dossier(made).link == ""
    made.text_input(key="deliver-address").set_value("http://localhost:8501").run()
    assert dossier(made).link == ""
    assert text("deliver.address_refused", lang) in [error.value for error in made.error]
    made.text_input(key="deliver-address").set_value("https://plan.example").run()
    assert dossier(made).link.startswith("https://plan.example/?")
    assert not made.error


def test_the_language_of_the_files_is_a_choice_of_its_own() -> None:
    made = page("en")
    assert dossier(made).lang == "en"
    made.segmented_control(key="deliver-lang").set_value("fr").run()
    assert dossier(made).lang == "fr"
    assert dossier(made).heading == presets()[0].name("fr")


def test_the_sliders_of_the_page_are_chosen_and_speak_the_language_of_the_files() -> None:
    made = page("en")
    assert dossier(made).sliders == tuple(telling(dossier(made).scenario))
    made.multiselect(key="kept-page_sliders").set_value(["dso_days", CONTACTS]).run()
    assert dossier(made).sliders == ("dso_days", CONTACTS)
    made.segmented_control(key="deliver-lang").set_value("fr").run()
    assert dossier(made).sliders == ("dso_days", "channels/Prospection LinkedIn/contacts")
    assert len(sliders(dossier(made).scenario, dossier(made).sliders)) == 2


def test_what_compare_holds_is_in_the_files_until_others_are_chosen() -> None:
    made = page("en")
    assert dossier(made).compared == {}
    made.switch_page("pages/plan/compare.py")
    ran(made)
    held = ["current", "baseline", "preset:trade-show", "preset:in-house-sdr"]
    made.multiselect(key="kept-compared").set_value(held).run()
    made.switch_page(PAGE)
    ran(made)
    assert list(dossier(made).compared) == [preset(slug).name("en") for slug in SLUGS]
    made.multiselect(key="kept-beside").set_value(["preset:in-house-sdr"]).run()
    assert list(dossier(made).compared) == [preset("in-house-sdr").name("en")]
    made.multiselect(key="kept-beside").set_value([]).run()
    assert dossier(made).compared == {}
