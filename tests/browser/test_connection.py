"""The line between a browser and its server cut, slow, silent, or closed where nothing passes.

The user keeps what they typed and is told in their language; Streamlit's own words are nowhere.
"""

from __future__ import annotations

import os
import signal
import time

import pytest

from roi_model.texts import text
from tests.browser.conftest import NewScreen
from tests.browser.line import Line
from tests.browser.screen import Screen, eventually
from tests.browser.test_typing import spaced
from tools.server import Server


def said(screen: Screen) -> str:
    """What is said of the connection."""
    return screen.page.locator(".connection").inner_text()


def told(screen: Screen, what: str, lang: str) -> None:
    wanted = text(f"ui.connection.{what}", lang) if what else ""
    eventually(lambda: said(screen), wanted, screen.page)


def edited(screen: Screen, typed: str, wanted: str) -> None:
    """What is typed counts: the line of what changed tells it, and the address holds it."""
    screen.type("deal_value", typed)
    eventually(lambda: spaced(screen.shown("deal_value")), wanted, screen.page)
    eventually(lambda: wanted in spaced(screen.what_changed()), True, screen.page, wanted)


def back(screen: Screen, lang: str) -> None:
    """The connection is back, and all was said of it. Meanwhile the browser could but complain."""
    told(screen, "", lang)
    screen.settle().errors.clear()


def left(screen: Screen) -> None:
    """The test is over; a server that goes after this is none the page would complain of."""
    assert screen.broken() == [] and screen.page.get_by_role("dialog").count() == 0
    screen.page.close()


def both_kept(screen: Screen) -> None:
    """What was typed before the line went and meanwhile is there, also after a refresh."""
    assert spaced(screen.shown("deal_value")) == "4 321 €"
    back(screen, "fr")
    screen.reload()
    assert spaced(screen.shown("deal_value")) == "4 321 €"
    assert spaced(screen.shown("dso_days")) == "61 jours"
    left(screen)


@pytest.mark.parametrize(
    ("lang", "width", "seconds"),
    [
        pytest.param("en", 1280, 1, marks=pytest.mark.thorough),
        pytest.param("fr", 390, 4, marks=pytest.mark.thorough),
        pytest.param("en", 1280, 10, marks=pytest.mark.thorough),
        pytest.param("fr", 1280, 130, marks=pytest.mark.thorough),
    ],
)
def test_a_cut_is_told_and_takes_no_input(
    new_screen: NewScreen, app_process: Server, lang: str, width: int, seconds: int
) -> None:
    """After 130 seconds Streamlit knows nothing of the tab any more: it keeps one for 120."""
    with Line(app_process.port) as line:
        screen = new_screen(lang, width=width, address=line.address).open()
        line.cut()
        cut_at = time.monotonic()
        screen.type("deal_value", "4321")
        if seconds > 1:
            told(screen, "lost", lang)
            screen.page.wait_for_timeout(max(0.0, seconds - time.monotonic() + cut_at) * 1000)
            assert screen.page.get_by_role("dialog").count() == 0
            assert not {"Connection error", "Connecting"} & set(screen.texts())
            assert screen.overflow() == {"page": 0, "main": 0}
        line.mend()
        wanted = {"fr": "4 321 €", "en": "€4,321"}[lang]
        eventually(lambda: wanted in spaced(screen.what_changed()), True, screen.page, "counted")
        eventually(lambda: spaced(screen.shown("deal_value")), wanted, screen.page)
        back(screen, lang)
        screen.reload()
        assert spaced(screen.shown("deal_value")) == wanted
        left(screen)


TOLD_WITHIN = 20.0
"""Seconds after somebody does something on a line that is silent."""


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["comes_back", "is_another"])
def test_a_line_gone_silent_is_told_and_takes_no_input(
    new_screen: NewScreen, app_process: Server, how: str
) -> None:
    """Nothing tells the browser: the line is not cut. It comes back, or only a new one works."""
    with Line(app_process.port) as line:
        screen = new_screen("fr", address=line.address).open()
        assert screen.shown("deal_value")
        line.silence()
        screen.page.wait_for_timeout(3000)
        began = time.monotonic()
        screen.type("deal_value", "4321")
        told(screen, "lost", "fr")
        took = time.monotonic() - began
        assert took < TOLD_WITHIN
        print(f"told after {took:.1f} s")
        assert not screen.can("do-library"), "no button can be pressed into the silence any more"
        screen.type("dso_days", "61")
        if how == "is_another":
            line.cut()
        line.mend()
        began = time.monotonic()
        eventually(lambda: "61 jours" in spaced(screen.what_changed()), True, screen.page)
        print(f"counted {time.monotonic() - began:.1f} s after it was mended")
        both_kept(screen)


@pytest.mark.thorough
def test_a_button_pressed_into_the_silence_is_to_be_pressed_again(
    new_screen: NewScreen, app_process: Server
) -> None:
    """The server may begin a run for the press and be cut off before it draws: no page is lost."""
    with Line(app_process.port) as line:
        screen = new_screen("en", address=line.address).open()
        assert screen.can("do-library")
        line.silence()
        screen.click("do-library")
        told(screen, "lost", "en")
        line.cut()  # what was sent into the silence never arrives
        line.mend()
        told(screen, "again", "en")
        back(screen, "en")
        screen.click("do-library").within("picker").wait_for()
        assert screen.broken() == []
        screen.page.close()


@pytest.mark.thorough
def test_a_proxy_that_closes_what_is_idle(new_screen: NewScreen) -> None:
    """Pings that come more often keep the connection; where they come too rarely it is made anew,
    again and again, and the page goes on.
    """
    for every, kept in (("2", True), ("60", False)):
        with (
            Server(STREAMLIT_SERVER_WEBSOCKET_PING_INTERVAL=every) as mine,
            Line(mine.port, most_idle=5.0) as line,
        ):
            screen = new_screen("en", address=line.address)
            opened: list[str] = []
            screen.page.on("websocket", lambda one, opened=opened: opened.append(one.url))
            screen.open()
            screen.page.wait_for_timeout(16_000)
            assert (len(opened) == 1) is kept
            print(f"pings every {every} s: {len(opened)} connections within 16 s")
            edited(screen, "4321", "€4,321")
            assert screen.page.get_by_role("dialog").count() == 0
            left(screen)


@pytest.mark.thorough
def test_a_killed_server_is_told_and_the_next_one_takes_over(new_screen: NewScreen) -> None:
    """Without a refresh: the page is the reader's all the while."""
    with Server() as mine:
        screen = new_screen("fr", address=mine.address).open()
        edited(screen, "4321", "4 321 €")
        os.kill(mine.process_id, signal.SIGKILL)
        mine.stop()
        told(screen, "lost", "fr")
        screen.type("dso_days", "61")
        assert screen.page.get_by_role("dialog").count() == 0
        mine.start()
        eventually(lambda: "61 jours" in spaced(screen.what_changed()), True, screen.page)
        both_kept(screen)
