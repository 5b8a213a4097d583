"""The three questions: each way leads to a case of the reader's own."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from roi_model.remarks.start import adapted, price_key, volume_of
from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.ui.panel_driver import edit, rows
from tests.ui.seen import seen
from tests.ui.simulate import app, press, scenario, session
from ui.case.questions import PANEL


def asked(lang: str = "en", way: str | None = None) -> AppTest:
    made = app(lang=lang)
    made.session_state[PANEL] = True
    made.run()
    if way is not None:
        made.radio(key="kept-start-way").set_value(way).run()
    return made


def box(name: str, way: str) -> tuple[str, str]:
    return f"box/start-{name}-{way}", f"box-start-{name}-{way}"


def test_each_way_is_asked_in_its_own_words_with_its_own_figures() -> None:
    for found in presets():
        if found.start is None:
            continue
        made = asked("fr", found.slug)
        path, key = box("volume", found.slug)
        row = rows(made, key)[path]
        assert row["fixed"]["label"] == found.start.volume["fr"]
        assert row["text"].replace("\u202f", "") == f"{volume_of(found.scenario):.0f}"


def test_the_answers_make_a_case_that_is_its_own_baseline() -> None:
    way = "in-house-sdr"
    made = asked(way=way)
    for name, typed in (("volume", "400"), ("price", "60k")):
        path, key = box(name, way)
        edit(made, path, "type", typed, key)
    press(made, "do-start")
    plan = adapted(preset(way).scenario, 400, 60_000)
    assert scenario(made).channels == seen(way, "en").channels[:0] + plan.channels
    assert scenario(made).deal_value == 60_000 and scenario(made).cycle_months == 3.0
    assert session(made).now.baseline == scenario(made)
    assert not made.session_state[PANEL]
    press(made, "do-undo")
    assert scenario(made) == seen("linkedin-outbound", "en")


def test_enter_in_the_last_box_is_as_good_as_the_button() -> None:
    way = "saas-subscription"
    made = asked(way=way)
    assert price_key(preset(way).scenario) == "monthly_fee"
    path, key = box("price", way)
    edit(made, path, "enter", "500", key)
    assert scenario(made).monthly_fee == 500.0


def test_what_is_no_price_is_refused_in_its_box_and_begins_nothing() -> None:
    way = "linkedin-outbound"
    made = asked(way=way)
    before = scenario(made)
    path, key = box("price", way)
    edit(made, path, "enter", "soon", key)
    assert "soon" in rows(made, key)[path]["refused"]
    assert scenario(made) == before
    assert made.button(key="do-start").label == text("ui.start.go", "en")
