"""One browser and one server for all browser tests, and tabs in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.screen import PATIENCE, Screen
from tests.conftest import LONG
from tools.server import ROOT

SHOTS = ROOT / "test-results"
LANGS = ("fr", "en")
IN_TURN = LANGS if LONG else LANGS[:1]
"""Languages of what takes long and a language hardly changes: both in `make test-long`."""

WIDTHS = [("fr", 1440), ("en", 390)]
WIDE, NARROW = (WIDTHS, WIDTHS) if LONG else (WIDTHS[:1], WIDTHS[1:])
"""A language and a width each: the one that tells more of a page, and both in `make test-long`."""

Theme = Literal["light", "dark"]
NewScreen = Callable[..., Screen]


@pytest.fixture(scope="session")
def browser(chromium_executable: str, chromium_flags: list[str]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium_executable, args=chromium_flags
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """A French browser and an English one: cookies, storage and cache of their own.

    Tabs of one browser share its cache, which spares each test half of its loading; to the app
    every tab is a visitor of its own.
    """
    opened = {
        lang: browser.new_context(locale=locale, reduced_motion="reduce")
        for lang, locale in (("fr", "fr-FR"), ("en", "en-GB"))
    }
    for context in opened.values():
        context.set_default_timeout(PATIENCE * 1000)
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture(scope="session")
def warm_server(contexts: dict[str, BrowserContext], app_server: str) -> str:
    """The server with its first visit behind it; what a cold one does is a test of its own."""
    first = contexts["fr"].new_page()
    Screen(first, app_server).open()
    first.close()
    return app_server


@pytest.fixture
def new_screen(contexts: dict[str, BrowserContext], warm_server: str) -> Iterator[NewScreen]:
    """Opens tabs in a browser of the language: `new_screen("en", width=390, theme="dark")`.

    `known`: the browser remembers what its tabs held before.
    """
    screens: list[Screen] = []

    def make(
        lang: str = "fr",
        width: int = 1280,
        height: int = 900,
        theme: Theme = "light",
        address: str = warm_server,
        known: bool = False,
    ) -> Screen:
        if not known:
            # A visitor of its own: what other tests' tabs left is neither asked for nor shown.
            contexts[lang].clear_cookies()
            contexts[lang].add_cookies([{"name": "roi_invited", "value": "1", "url": address}])
        page = contexts[lang].new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)
        screens.append(Screen(page, address))
        return screens[-1]

    yield make
    for screen in screens:
        screen.page.close()
    # Whatever a test looked at, no page of it may have failed unseen or asked anything outside.
    for screen in screens:
        assert screen.errors == []
        assert screen.outside == []


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where screenshots are put for people to look at (`make shots`); None where nobody asked."""
    if not os.environ.get("SHOTS"):
        return None
    SHOTS.mkdir(exist_ok=True)
    return SHOTS


def picture(screen: Screen, shots: Path | None, name: str) -> None:
    """What the window shows, where pictures are asked for."""
    if shots is not None:
        screen.page.screenshot(path=shots / f"{name}.jpeg", type="jpeg", quality=85)
