"""Places on a server: so many, so many of one user, and a sentence for who comes beyond."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.texts import text
from tests.project import ROOT
from ui.frame import places
from ui.frame.places import Places


def test_so_many_sessions_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_SESSIONS", "2")
    found, (a, b, c) = Places(), (object(), object(), object())
    assert [found.refused(one, None) for one in (a, b, c, a)] == ["", "", "server", ""]
    found.leave(a)
    assert found.refused(c, None) == ""
    assert found.refused(a, None) == "server"
    found.leave(a)  # it never was inside
    assert found.refused(b, None) == ""


def test_so_many_sessions_of_a_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_USER_SESSIONS", "1")
    found, (a, b, c, d) = Places(), (object(), object(), object(), object())
    assert found.refused(a, "anne") == ""
    assert found.refused(b, "anne") == "user"
    assert found.refused(b, "bea") == ""
    assert found.refused(c, None) == found.refused(d, None) == ""  # nobody signs in
    assert found.refused(b, "anne") == "user"  # signed out, and in as somebody else
    assert found.refused(c, "bea") == ""


def test_who_finds_no_place_is_told_and_comes_in_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PLACES", Places())
    monkeypatch.setenv("ROI_SESSIONS", "1")
    other = object()
    places.PLACES.refused(other, None)
    made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [one.value for one in made.warning] == [text("ui.places.server", "en")]
    assert not made.metric and not made.tabs
    places.PLACES.leave(other)
    made.button(key="try-again").click().run()
    assert not made.warning and not made.exception
