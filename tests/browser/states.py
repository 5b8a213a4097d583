"""What pages may look like besides how they open: one step each from a tab at hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

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
    """A part of the library, of a case that is in it, under a name that no other tab gave."""

    def bring(screen: Screen, lang: str) -> object:
        screen.go("simulate").click("do-library").within("picker").wait_for()
        if screen.settle().can("picker-save"):
            name = screen.within("picker-name").get_by_role("textbox")
            name.fill(f"{screen.case_name()} {time.monotonic_ns()}")
            name.press("Tab")
            screen.settle().click("picker-save").within("picker-said").wait_for()
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


def _kept(screen: Screen, lang: str) -> object:
    """Cases kept to be compared, with all that may be done to them."""
    screen.go("compare").click("library").within("library-save").wait_for()
    screen.click("library-save").within("library-get-0").wait_for()
    return screen.settle()


def _from_library(screen: Screen, lang: str) -> object:
    """Cases of the library, to be put beside."""
    _library("versions")(screen, lang)
    screen.page.keyboard.press("Escape")
    screen.settle()
    return _opened("compare", f"{_tag('from-library')} button", _tag("found-cases"))(screen, lang)


def _whole_table(screen: Screen, lang: str) -> object:
    screen.go("compare").within("kept-compare_all").locator("label").first.click()
    return screen.settle()


def _added(screen: Screen, lang: str) -> object:
    """A lever of the library of levers, opened."""
    screen.go("levers").click("levers-add").settle()
    screen.page.locator('[class*="st-key-edit-"] summary').first.click()
    return screen.settle()


def _looks(screen: Screen, lang: str) -> object:
    screen.go("deliver").page.get_by_text(text("deliver.own_looks", lang)).click()
    return screen.settle()


def _preview(screen: Screen, lang: str) -> object:
    screen.go("deliver").within("deliver-preview").locator("label").first.click()
    screen.within("deliver-pages").wait_for(timeout=2 * PATIENCE * 1000)
    return screen.settle()


def _search(screen: Screen, lang: str) -> object:
    field = screen.go("method").within("method_search").locator("input")
    field.fill("churn" if lang == "en" else "attrition")
    field.press("Enter")
    return screen.settle()


def _presenter(screen: Screen, lang: str) -> object:
    return screen.open("present")


def _script(screen: Screen, lang: str) -> object:
    screen.open("present").click("present-choose").within("script-say").wait_for()
    return screen.settle()


def _guess(screen: Screen, lang: str) -> object:
    screen.open("present").page.keyboard.press("g")
    screen.within("present-ask").wait_for()
    return screen.settle()


def _client(screen: Screen, lang: str) -> object:
    """What somebody sees who was sent a link."""
    _link(screen.open(), lang)
    address = screen.page.locator('[data-testid="stDialog"] code').first.inner_text()
    return screen.open(share=parse_qs(urlsplit(address).query)["share"][0])


def _client_page(number: int) -> State:
    def bring(screen: Screen, lang: str) -> object:
        screen.page.locator(".st-key-client-page button").nth(number).click()
        return screen.settle()

    return bring


def _ended(screen: Screen, lang: str) -> object:
    return screen.open(share="A" * 43)


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
    "compare": {
        "kept": _kept,
        "library": _from_library,
        "whole table": _whole_table,
        "three cases": _segment("compare", "compare-fold", "pages.compare.cases_title"),
    },
    "levers": {"a lever": _added},
    "deliver": {"own looks": _looks, "pages": _preview},
    "method": {"search": _search},
    "presenter": {"present": _presenter, "script": _script, "guess": _guess},
    "client": {"result": _client, "second page": _client_page(1), "ended": _ended},
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
