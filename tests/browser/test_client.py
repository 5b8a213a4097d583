"""A shared link in a browser: all that reaches it, what it may move, and its end."""

from __future__ import annotations

import struct

from roi_model.formatting import metric
from roi_model.library.library import open_library
from roi_model.projection import project
from roi_model.texts import text
from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen, eventually
from tests.ui.client.visits import PLACE, SLIDER, betrayed, marked, view
from tools.server import Server

_KEPT = """() => [localStorage, sessionStorage].flatMap((kept) => Object.entries(kept))
  .concat(document.cookie.split("; ").map((one) => one.split("=")))
  .filter(([name]) => name.startsWith("roi")).map(String)"""


def test_nothing_but_what_was_chosen_reaches_the_browser(
    new_screen: NewScreen, app_process: Server
) -> None:
    library, case = open_library(f"sqlite:///{app_process.data / 'library.sqlite3'}"), marked()
    library.save(*PLACE, case, author="Anna")
    chosen = view(pages=("result", "risk"))
    token = library.share(*PLACE, 1, chosen, days=7)
    screen = new_screen("en")
    page, frames = screen.page, list[bytes]()
    page.on("websocket", lambda socket: socket.on("framereceived", lambda got: frames.append(
        got if isinstance(got, bytes) else got.encode())))  # fmt: skip
    page.goto(f"{screen.address}/favicon.png")
    page.evaluate("localStorage.setItem('roi.last', 'of the app')")
    before = page.evaluate(_KEPT)

    screen.open("deliver", share=token)  # whichever page it names
    plan = project(case)
    assert screen.figure("roi") == metric("roi", plan.metrics["roi"].value, "EUR", "en")
    screen.press(SLIDER, "ArrowRight")
    eventually(lambda: screen.difference("roi") != "", True, page)
    screen.settle()
    page.locator(".st-key-client-page button").nth(1).click()
    page.get_by_text("P10").first.wait_for()
    screen.settle()

    told = b"\n".join(frames)
    assert struct.pack("<d", plan.monthly["cumulative_cash"][5]) in told, "numbers are found"
    kept = page.evaluate(_KEPT)
    told += b"\n".join(one.encode() for one in (page.content(), *kept, page.url))
    assert betrayed(told, case) == []
    assert (kept, screen.query) == (before, f"share={token}"), "the app's memory is left alone"
    assert page.locator('meta[name="referrer"]').get_attribute("content") == "no-referrer"
    assert token not in page.title()

    library.revoke(*PLACE, library.links(*PLACE)[0].id)
    page.locator(".st-key-client-page button").first.click()
    _ended(screen)


def _ended(screen: Screen) -> None:
    title = text("client.no_link.title", "en")
    eventually(lambda: screen.page.locator("h1").all_inner_texts(), [title], screen.page)
    assert screen.page.locator(".st-key-client").count() == 0
