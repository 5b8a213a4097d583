"""A link made in the app: what it holds, when none is made, and how it is taken back."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.attempts import Attempts
from roi_model.export.page.stops import telling
from roi_model.library.errors import LibraryError
from roi_model.library.library import open_library
from roi_model.library.view import View
from roi_model.texts import text
from tests.ui.library.test_picker import said, saved_as
from tests.ui.simulate import app, move, press, scenario, then_all
from ui.session import shelf


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    monkeypatch.setenv("ROI_PUBLIC_URL", "https://plan.example")


def at_share(made: AppTest) -> AppTest:
    made.segmented_control(key="picker-part").set_value("share")
    return then_all(made)


def test_a_link_is_made_shown_once_listed_and_taken_back() -> None:
    made = at_share(saved_as(app(lang="en"), "Spring"))
    made.toggle(key="share-assumptions").set_value(True)
    made.text_input(key="share-sender").set_value(" Nordin\u202e Conseil")
    then_all(made)
    made.pills(key="share-pages").set_value(["assumptions", "channels"])
    made.multiselect(key="share-figures").set_value(["net_gain"])
    made.segmented_control(key="share-days").set_value(7)
    press(made, "share-make")
    link = next(code.value for code in made.code if "share=" in code.value)
    assert link.startswith("https://plan.example/?share=")
    token = parse_qs(urlsplit(link).query)["share"][0]
    plan, found = scenario(made), open_library().shared(token)
    pages = "result", "channels", "assumptions"
    sliders = tuple(telling(plan))
    expected = View(
        pages, ("net_gain",), sliders, assumptions=True, sender="Nordin Conseil", lang="en"
    )
    assert (found.scenario, found.name, found.view) == (plan, "Spring", expected)
    assert text("ui.case.only_here", "en") not in said(made)
    assert token not in str(made.session_state["roi_session"].now)
    press(made, "share-another")
    assert not made.code, "shown this once"
    (known,) = open_library().links("My cases", "Spring")
    press(made, f"share-revoke-{known.id}")
    assert text("library.said.revoked", "en") in said(made)
    with pytest.raises(LibraryError):
        open_library().shared(token)


def test_so_many_links_in_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_NEW_LINKS", Attempts(lambda: 1, clock=lambda: 0.0))
    made = at_share(saved_as(app(lang="fr"), "Printemps"))
    press(made, "share-make")
    press(made, "share-another")
    press(made, "share-make")
    assert text("library.error.too_many_links", "fr", seconds=60) in said(made)
    assert not made.code and len(open_library().links("Mes cas", "Printemps")) == 1


def test_only_what_is_saved_is_shared() -> None:
    made = app(lang="fr")
    press(made, "do-kept")
    at_share(made)
    told = [one.value for one in made.info]
    assert text("library.share.never_saved", "fr") in told
    made = at_share(saved_as(app(lang="fr"), "Printemps"))
    move(made, "deal_value", 2)
    told = [one.value for one in made.info]
    assert text("library.share.save_first", "fr") in told
    assert "share-make" not in {button.key for button in made.button}


def test_deliver_leads_to_the_same_dialog() -> None:
    made = app(lang="en")
    made.switch_page("pages/deliver/deliver.py")
    then_all(made)
    press(made, "do-share-deliver")
    assert made.segmented_control(key="picker-part").value == "share"


def test_a_link_of_this_machine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_PUBLIC_URL", "http://localhost:8501")
    made = at_share(saved_as(app(lang="en"), "Spring"))
    press(made, "share-make")
    assert text("ui.case.only_here", "en") in [one.value for one in made.warning]
