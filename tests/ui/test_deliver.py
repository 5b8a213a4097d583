"""The page Deliver, run headless: what is typed stays and goes into the files."""

from __future__ import annotations

import io
import zipfile

import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from roi_model.export.contents.dossier import Dossier
from roi_model.export.pdf.report import report
from roi_model.export.sandbox import limited
from roi_model.storage.presets import presets
from roi_model.texts import text
from tests.ui.test_pages import LANGUAGES, ROOT, ran
from ui.deliver import deliver_view
from ui.deliver.deliver_jobs import Files, Job

PAGE = "pages/deliver/deliver.py"


def page(lang: str = "en") -> AppTest:
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    made.query_params["lang"] = lang
    made.run()
    made.switch_page(PAGE)
    return ran(made)


def dossier(made: AppTest) -> Dossier:
    shelf = made.session_state["roi_session"].extras["cached_dossier"]
    found: Dossier = list(shelf.values())[-1]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_named(lang: str) -> None:
    said = " ".join(element.value for element in page(lang).markdown)
    for kind in ("xlsx", "pptx", "pdf", "csv", "json", "zip"):
        assert text(f"deliver.{kind}_name", lang) in said


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


def made_by_now(made: AppTest, kind: str) -> Job:
    """Ask for a file and look again, as the page itself does, until it is there or is not."""
    made.button(key=f"deliver-make-{kind}").click()
    ran(made)
    known: Files = made.session_state["roi_session"].extras["deliver_files"]
    job = known.jobs[kind]
    assert job.done(60)
    ran(made)
    return job


def test_a_file_is_made_once_and_again_when_the_case_has_changed() -> None:
    made = page()
    job = made_by_now(made, "zip")
    assert job.made is not None and job.why("en") == ""
    names = " ".join(zipfile.ZipFile(io.BytesIO(job.made)).namelist())
    assert all(f".{kind}" in names for kind in ("xlsx", "pptx", "pdf", "svg", "csv", "json"))
    keys = [button.key for button in made.get("button")]
    assert "deliver-make-zip" not in keys and "deliver-make-pdf" in keys
    made.text_input(key="deliver-client").set_value("Another").run()
    assert "deliver-make-zip" in [button.key for button in made.get("button")]


@pytest.mark.parametrize(
    ("lang", "kind"),
    [("fr", "xlsx"), ("en", "pptx"), ("fr", "pdf"), ("en", "csv"), ("fr", "zip")],
)
def test_a_file_that_cannot_be_made_is_a_sentence(
    lang: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page(lang)
    with monkeypatch.context() as patch:
        patch.setattr(limited, "SECONDS", -1)  # none of the processor's time is left
        assert made_by_now(made, kind).made is None
    assert [error.value for error in made.error] == [text("deliver.failed.slow", lang)]
    assert made_by_now(made, kind).made
    assert not made.error


def test_a_file_is_stopped_by_a_click_or_another_case(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page()
    monkeypatch.setattr(deliver_view, "SOON", 0.0)
    for stop in (
        lambda: made.button(key="deliver-stop-zip").click(),
        lambda: made.text_input(key="deliver-client").set_value("Another"),
    ):
        made.button(key="deliver-make-zip").click()
        ran(made)
        known: Files = made.session_state["roi_session"].extras["deliver_files"]
        job = known.jobs["zip"]
        assert not job.done()
        stop()
        ran(made)
        job.thread.join(60)
        assert job.stopped and job.made is None and not made.error
        assert "deliver-make-zip" in [button.key for button in made.get("button")]
