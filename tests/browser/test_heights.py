"""How high pages are, and that all of them begin alike, at 1440 by 900."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen

SCREEN = 900
WIDTH = 1440
MOST = {"channels": 2.5, "compare": 2.5, "levers": 2.0, "risk": 2.0}
"""Screens that a page takes at most, for the default case."""
TWO_BUDGETS = "inbound-and-outbound"
"""A case of two channels whose volumes follow their budgets."""
PAGES = ("", "channels", "compare", "levers", "risk", "actuals", "deliver", "method")
HEADER = 120

HEIGHT = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
BELOW_HEADER = "document.querySelector('.st-key-case').getBoundingClientRect().bottom"


@pytest.fixture
def screen(new_screen: NewScreen) -> Screen:
    return new_screen("fr", width=WIDTH, height=SCREEN)


@pytest.mark.thorough
def test_all_pages_begin_alike_and_none_is_too_high(screen: Screen) -> None:
    """One walk for both: a page takes its time to open."""
    ends, heights = {}, {}
    for page in PAGES:
        screen.open(page).settle()
        ends[page] = screen.page.evaluate(BELOW_HEADER)
        heights[page] = screen.page.evaluate(HEIGHT) / SCREEN
        assert screen.page.locator("h1").count() == 1
        assert screen.left_out() == [], page
        if page == "method":  # begins with a summary of one screen
            box = screen.within("method-summary").bounding_box()
            assert box is not None and box["y"] + box["height"] <= SCREEN
    assert len(set(ends.values())) == 1 and max(ends.values()) <= HEADER, ends
    assert {page: heights[page] for page in MOST if heights[page] > MOST[page]} == {}


@pytest.mark.thorough
def test_two_budgets_to_share_take_no_more_room(screen: Screen) -> None:
    screen.open("channels", case=TWO_BUDGETS).settle()
    assert screen.page.evaluate(HEIGHT) <= MOST["channels"] * SCREEN
