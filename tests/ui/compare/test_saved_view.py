"""Cases are kept under a name, opened and refused."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.declaration.scenario import Scenario
from roi_model.formatting.inputs import path_words
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.ui.compare.compared import FIRST, PAGE, moved, name_field, page, tables
from tests.ui.pages import LANGUAGES, press, ran, words
from ui.session import saved_scenarios

HOSTILE = "<img src=x onerror=alert(1)> **b** $1$ [l](http:x)"


def kept_by(made: AppTest) -> dict[str, Scenario]:
    shelf = made.session_state["roi_session"].extras["library"]
    return {name: kept.scenario for name, kept in shelf.items()}


def keep(made: AppTest, name: str) -> AppTest:
    name_field(made).set_value(name)
    return press(made, "library-save")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_is_kept_under_a_hostile_name_and_compared(lang: str) -> None:
    made = page(lang)
    scenario = moved(made)
    name = HOSTILE[: saved_scenarios.LONGEST].strip()
    keep(made, HOSTILE)
    assert name_field(made).value == ""  # ready for the next one
    assert kept_by(made) == {name: replace(scenario, name=name)}
    assert name in made.multiselect(key="kept-compared").options
    html = "\n".join(element.proto.body for element in made.get("html"))
    assert "<img" not in html and escape(name) in html
    assert all("**b**" not in element.value for element in made.markdown)
    press(made, "do-reset")  # the case goes back; what is kept stays
    made.selectbox(key="kept-why_to").set_value(f"saved:{name}")
    ran(made)
    assert path_words("deal_value", lang) in words(made)
    made.switch_page("pages/plan/levers.py")
    ran(made)
    made.switch_page(PAGE)
    ran(made)
    assert kept_by(made) == {name: replace(scenario, name=name)}
    assert made.selectbox(key="kept-why_to").value == f"saved:{name}"
    press(made, "library-forget-0")
    assert name not in made.multiselect(key="kept-compared").options


def test_a_name_that_is_a_presets_stays_apart_from_it() -> None:
    made = page()
    keep(made, preset("in-house-sdr").name("en"))
    headers = next(t[0] for t in tables(made) if t[0][0] == "Metric")
    assert len(set(headers)) == len(headers) == 4
    reference = text("pages.compare.named_reference", "en", name="In-house SDR (2)")
    assert headers[2:] == [reference, "In-house SDR"]


def test_a_file_is_opened_and_a_broken_one_refused() -> None:
    made = page()
    made.file_uploader[0].upload("plan.json", dump_scenario(replace(FIRST, name="Theirs")).encode())
    ran(made)
    assert "saved:Theirs" in made.multiselect(key="kept-compared").value
    made.file_uploader[0].upload("plan.json", b'{"name": 3}')
    made.run()
    assert any(text("ui.case.file_refused", "en") in e.value.replace("\\", "") for e in made.error)
    ran(made)
    assert list(kept_by(made)) == ["Theirs"]
