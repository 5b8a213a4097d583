"""What pages may look like besides how they open: one step each from a tab at hand."""

from __future__ import annotations

from collections.abc import Callable

from roi_model.texts import text
from tests.browser.screen import PAGES, PATIENCE, Screen, key_class

State = Callable[[Screen, str], object]
"""Brings a screen to it, in a language."""


def _page(name: str) -> State:
    return lambda screen, lang: screen.go(name)


def _segment(page: str, key: str, words: str) -> State:
    """A part of a page, chosen by its words."""

    def bring(screen: Screen, lang: str) -> object:
        screen.go(page)
        # Streamlit measures such a row in a copy that nobody sees.
        said = screen.within(key).get_by_text(text(words, lang), exact=True)
        said.locator("visible=true").first.click()
        return screen.settle()

    return bring


def _opened(page: str, selector: str, seen: str) -> State:
    """A panel or dialog that a button opens."""

    def bring(screen: Screen, lang: str) -> object:
        screen.go(page)
        screen.page.locator(selector).locator("visible=true").first.click()
        screen.page.locator(seen).first.wait_for(timeout=PATIENCE * 1000)
        return screen.settle()

    return bring


def _folds(screen: Screen, lang: str) -> object:
    """All inputs in sight, one of them by month, one with its help, one refused."""
    screen.go("simulate")
    for fold in screen.page.locator(".panel summary").all():
        fold.click()
    screen.page.locator(".panel .by-month:visible").first.click()
    screen.page.locator(".panel .help:visible").first.click()
    screen.type("gross_margin", "1000")
    return screen.settle()


def _why(screen: Screen, lang: str) -> object:
    return screen.go("simulate").ask("roi")


def _figures(screen: Screen, lang: str) -> object:
    """The table behind a picture."""
    screen.go("simulate")
    screen.page.locator(".stPrintGraphic").first.hover()
    label = screen.page.evaluate("window.roiSay('Show data')")
    screen.page.get_by_role("button", name=label).first.click()
    screen.page.locator(".picture-figures").wait_for()
    return screen


def _tag(name: str) -> str:
    return f".{key_class(name)}"


STATES: dict[str, State] = {
    **{name: _page(name) for name in PAGES},
    "simulate: all inputs open": _folds,
    "simulate: why": _why,
    "simulate: figures of a picture": _figures,
    **{
        f"simulate: {name}": _segment("simulate", "details", f"ui.tables.{name}_title")
        for name in ("team", "channels", "evidence", "conventions")
    },
    "three questions": _opened("simulate", f"{_tag('questions')} button", _tag("three-questions")),
    "share": _opened("simulate", f"{_tag('share')} button", '[data-testid="stPopoverBody"] code'),
    "library": _opened("simulate", f"{_tag('do-library')} button", _tag("picker")),
    "guide": _opened("simulate", f"{_tag('do-guide')} button", _tag("guide-card")),
    **{
        f"channels: {name}": _segment(
            "channels", "kept-channels_fold", f"pages.channels.{name}_title"
        )
        for name in ("budget", "buy")
    },
}
"""In an order in which each may follow the last on one tab."""
