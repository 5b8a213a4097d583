"""A telephone: fingers that scroll over sliders, a menu that closes, figures that stay in sight."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.browser.conftest import IN_TURN, NewScreen
from tests.browser.screen import PAGES, PATIENCE, Screen, eventually

SLUG = "in-house-sdr"
CONTACTS = """() => document.querySelector('[data-path$="/contacts"]').dataset.path"""
SCROLLED = "() => document.querySelector('[data-testid=\"stMain\"]').scrollTop"
PINNED = """() => {
  const line = document.querySelector('.in-line');
  const box = line.getBoundingClientRect();
  const header = document.querySelector('[data-testid="stHeader"]').getBoundingClientRect();
  return getComputedStyle(line).visibility === 'visible' && box.top >= 0
    && box.bottom - header.bottom;
}"""


@pytest.fixture
def phone(browser: Browser, warm_server: str, request: pytest.FixtureRequest) -> Iterator[Screen]:
    """Opened by the language: touched, not clicked."""
    locale = {"fr": "fr-FR", "en": "en-GB"}[request.param]
    context = browser.new_context(
        locale=locale,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE * 1000)
    screen = Screen(context.new_page(), warm_server)
    yield screen.open(case=SLUG)
    context.close()
    assert screen.errors == []


def swipe(screen: Screen, touch: CDPSession, path: str, share: float, by: tuple[int, int]) -> None:
    """One finger, put down at a share of a slider's length, moved and lifted."""
    slider = screen.slider(path)
    slider.evaluate("(e) => e.scrollIntoView({block: 'center', behavior: 'instant'})")
    screen.settle()
    box = slider.bounding_box()
    assert box is not None
    start = box["x"] + share * box["width"], box["y"] + box["height"] / 2
    for step in range(11):
        point = {"x": start[0] + by[0] * step / 10, "y": start[1] + by[1] * step / 10}
        kind = "touchMove" if step else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        screen.page.wait_for_timeout(16)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    screen.settle()


def moved(screen: Screen, path: str, before: str) -> bool:
    return screen.shown(path) != before


@pytest.mark.parametrize("phone", IN_TURN, indirect=True)
@pytest.mark.thorough
def test_a_finger_scrolls_over_sliders(phone: Screen) -> None:
    touch = phone.page.context.new_cdp_session(phone.page)
    contacts = phone.page.evaluate(CONTACTS)
    before = phone.shown(contacts)
    for share, sideways in ((0.9, 0), (0.1, 30), (0.5, -30)):
        swipe(phone, touch, contacts, share, (0, 0))  # a tap is meant
        eventually(partial(moved, phone, contacts, before), True, phone.page, "a tap")
        before = phone.shown(contacts)
        swipe(phone, touch, contacts, 1 - share, (sideways, -200))
        assert phone.shown(contacts) == before, "a finger that scrolled moved the slider"
    top = phone.page.evaluate(SCROLLED)
    swipe(phone, touch, "deal_value", 0.1, (0, -200))
    assert phone.page.evaluate(SCROLLED) != top
    price = phone.shown("deal_value")
    swipe(phone, touch, "deal_value", 0.2, (120, 6))
    eventually(lambda: phone.shown("deal_value") != price, True, phone.page, "a finger sideways")
    # Sliders that are no inputs of the case move alike.
    phone.go("risk")
    phone.within("kept-risk_fold").locator("button").last.click()  # the margin of safety
    phone.settle()
    cut = phone.shown("box/risk-profit_cut")
    swipe(phone, touch, "box/risk-profit_cut", 0.9, (0, -200))
    assert phone.shown("box/risk-profit_cut") == cut
    swipe(phone, touch, "box/risk-profit_cut", 0.5, (100, 0))
    eventually(lambda: phone.shown("box/risk-profit_cut") != cut, True, phone.page)


@pytest.mark.parametrize("phone", ["fr", "en"], indirect=True)
@pytest.mark.thorough
def test_one_line_stays_and_the_menu_closes(phone: Screen) -> None:
    assert phone.page.evaluate(PINNED) is False  # the figures themselves are in sight
    phone.slider("deal_value").evaluate("(e) => e.scrollIntoView({block: 'center'})")
    phone.settle()
    pinned = phone.page.evaluate(PINNED)
    assert pinned and 20 <= pinned <= 48, "one line, below the header"
    line = phone.page.locator(".in-line")
    phone.press("deal_value", "ArrowRight", times=3)
    shown = [phone.figure(name) for name in ("payback_month", "cash_trough", "roi")]
    eventually(lambda: line.locator("b").all_inner_texts(), shown, phone.page)
    assert phone.faults() == []
    phone.page.locator('[data-testid="stExpandSidebarButton"]').tap()
    drawer = phone.page.locator('[data-testid="stSidebar"]')
    eventually(lambda: drawer.get_attribute("data-collapsed"), "false", phone.page)
    phone.page.locator('[data-testid="stSidebarCollapseButton"] button').tap()
    eventually(lambda: drawer.get_attribute("data-collapsed"), "true", phone.page)


@pytest.mark.thorough
def test_nothing_scrolls_sideways_at_320_pixels(new_screen: NewScreen) -> None:
    """As wide as a page of 1280 px that is enlarged four times."""
    screen = new_screen("fr", width=320, height=640).open()
    wide = {}
    for name in (*PAGES, "present"):
        screen.open(name)
        wide[name] = screen.settle().overflow()
    assert wide == {name: {"page": 0, "main": 0} for name in wide}
