"""What pages may look like besides how they open: one step each from a tab at hand."""

from __future__ import annotations

from collections.abc import Callable

from roi_model.texts import text
from tests.browser.screen import PAGES, PATIENCE, Screen, key_class
from tools.server import ROOT

SAMPLES = ROOT / "data" / "samples"
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


def _moved(key: str) -> State:
    """The figures with their differences, which are better or worse."""

    def bring(screen: Screen, lang: str) -> object:
        screen.go("simulate").press("deal_value", key, 4)
        return screen.settle()

    return bring


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


def _library(part: str) -> State:
    """A part of the library, of a case that is in it."""

    def bring(screen: Screen, lang: str) -> object:
        screen.go("simulate").click("do-library").within("picker").wait_for()
        if screen.settle().can("picker-save"):
            screen.click("picker-save").within("picker-said").wait_for()
        words = text(f"library.ui.{part}", lang)
        screen.settle().within("picker-part").get_by_role("radio", name=words).click()
        return screen.settle()

    return bring


def _link(screen: Screen, lang: str) -> object:
    _library("share")(screen, lang)
    screen.click("share-make").within("share-another").wait_for()
    return screen.settle()


def _files(screen: Screen, lang: str) -> object:
    screen.go("actuals")
    for name in ("fec_tab_22_columns.txt", "deals_hubspot_en.csv"):
        screen.upload(name, (SAMPLES / name).read_bytes())
    return screen.settle()


def _tag(name: str) -> str:
    return f".{key_class(name)}"


STATES: dict[str, dict[str, State]] = {
    "pages": {name: _page(name) for name in PAGES},
    "inputs": {
        "better": _moved("ArrowRight"),
        "worse": _moved("Home"),
        "all open": _folds,
        "why": _why,
        "figures of a picture": _figures,
    },
    "simulate": {
        name: _segment("simulate", "details", f"ui.tables.{name}_title")
        for name in ("team", "channels", "evidence", "conventions")
    },
    "panels": {
        "three questions": _opened(
            "simulate", f"{_tag('questions')} button", _tag("three-questions")
        ),
        "share": _opened(
            "simulate", f"{_tag('share')} button", '[data-testid="stPopoverBody"] code'
        ),
        "library": _opened("simulate", f"{_tag('do-library')} button", _tag("picker")),
        "guide": _opened("simulate", f"{_tag('do-guide')} button", _tag("guide-card")),
    },
    "library": {
        "versions": _library("versions"),
        "share": _library("share"),
        "a link": _link,
    },
    "channels": {
        name: _segment("channels", "kept-channels_fold", f"pages.channels.{name}_title")
        for name in ("budget", "buy")
    },
    "risk": {
        name: _segment("risk", "kept-risk_fold", f"drivers.{name}")
        for name in ("drivers", "flips", "figures", "safety")
    },
    "actuals": {
        "files": _files,
        **{
            name: _segment("actuals", "actuals-part", f"tracking.section_{name}")
            for name in ("deals", "calibrate", "forecast", "targets", "quality")
        },
    },
}
"""By the tab they share, in an order in which each may follow the last on it."""
