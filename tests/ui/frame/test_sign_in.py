"""In place of the app: the page that asks who it is, and the one that says goodbye."""

from __future__ import annotations

import time

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.texts import LANGUAGES, text
from tests.ui.signed_in import ANNA, sign_in
from tests.ui.simulate import app, press, then_all
from ui.session.who import SKEW


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_sees_the_page_that_asks_and_nothing_else(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, None)
    made = app(lang=lang)
    assert {one.label for one in made.button} == {text("login.sign_in", lang), "reconnected"}
    assert not made.text_input and not made.selectbox
    other = "en" if lang == "fr" else "fr"
    made.segmented_control(key="frame_lang").set_value(other)
    then_all(made)
    assert text("login.how", other) in [one.value for one in made.caption]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_clock_that_was_set_back_is_told(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever signed in before finds the page that asks: trying again would not help them."""
    sign_in(monkeypatch, {**ANNA, "iat": time.time() + 3600})
    assert [one.value for one in app(lang=lang).warning] == [text("login.clock", lang)]
    sign_in(monkeypatch, {**ANNA, "iat": time.time() + SKEW - 60})
    assert not app(lang=lang).warning, "clocks differ"


def test_signing_out_waits_for_the_browser_but_not_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, left = [1_000.0], []
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr("streamlit.logout", lambda: left.append(True))
    sign_in(monkeypatch, ANNA)
    made: AppTest = press(app(lang="en"), "do-sign-out")
    assert text("login.leaving", "en") in [one.value for one in made.caption]
    assert left == []
    clock[0] += 60
    made.run()
    assert left
