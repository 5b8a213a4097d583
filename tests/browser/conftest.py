"""One browser and one server for all browser tests; a fresh context (cookies, storage) on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.screen import PATIENCE, Screen
from tests.browser.server import ROOT

SHOTS = ROOT / "test-results"

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
def warm_server(browser: Browser, app_server: str) -> str:
    """The server with its first visit behind it; what a cold one does is a test of its own."""
    context = browser.new_context()
    Screen(context.new_page(), app_server).open()
    context.close()
    return app_server


@pytest.fixture
def new_screen(browser: Browser, warm_server: str) -> Iterator[NewScreen]:
    """Opens tabs, each in a context of its own: `new_screen(lang="en", width=390)`."""
    contexts: list[BrowserContext] = []
    screens: list[Screen] = []

    def make(
        lang: str = "fr",
        width: int = 1280,
        height: int = 900,
        address: str = warm_server,
        **more: Any,
    ) -> Screen:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale={"fr": "fr-FR", "en": "en-GB"}[lang],
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        screens.append(Screen(context.new_page(), address))
        return screens[-1]

    yield make
    for context in contexts:
        context.close()
    # Whatever a test looked at, no page of it may have failed unseen or asked anything outside.
    for screen in screens:
        assert screen.errors == []
        assert screen.outside == []


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where screenshots are put for people to look at; not part of the project's history."""
    SHOTS.mkdir(exist_ok=True)
    return SHOTS
