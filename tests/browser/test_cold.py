"""A server that has just started, and one that goes away and comes back."""

from __future__ import annotations

import pytest

from roi_model.declaration.paths import with_value
from roi_model.texts import text
from tests.browser import expected
from tests.browser.conftest import NewScreen
from tests.browser.screen import PAGES, eventually
from tests.conftest import LONG
from tests.ui.seen import seen
from tools.server import Server

SALARY = "role/gross_salary"


@pytest.mark.thorough
def test_deep_links_on_a_cold_server(new_screen: NewScreen) -> None:
    """Every page opens by its own address before app.py has run once."""
    with Server() as server:
        screens = {name: new_screen(address=server.address) for name in PAGES if PAGES[name]}
        for name, screen in screens.items():
            screen.page.goto(f"{server.address}/{PAGES[name]}", wait_until="commit")
        notices = []
        for screen in screens.values():
            screen.page.locator('[data-testid="stTopNavLink"]').first.wait_for()
            screen.settle(500)
            notices += screen.page.get_by_role("dialog").all_inner_texts() + screen.errors
        assert notices == []
        for name, screen in screens.items():
            chosen = screen.page.locator('[data-testid="stTopNavLink"][aria-current="page"]')
            assert chosen.inner_text().split("\n")[-1] == text(f"ui.nav.{name}", "fr")
            assert screen.broken() == []
            screen.page.close()  # before the server goes, which it would complain of


@pytest.mark.skipif(not LONG, reason="as after a kill (test_identity), and longer: make test-long")
def test_a_restart_loses_nothing(new_screen: NewScreen) -> None:
    with Server() as server:
        screen = new_screen(address=server.address).open()
        base = seen("linkedin-outbound", "fr")
        salary = expected.number(screen.press(SALARY, "ArrowRight", 2))
        plan = with_value(base, "team/Commercial/gross_salary", salary)
        server.stop()
        server.start()
        screen.settle()
        # While the server is away the browser cannot but complain of it.
        away = ("ERR_CONNECTION", "WebSocket")
        screen.errors[:] = [e for e in screen.errors if not any(sign in e for sign in away)]
        # The next input reaches a server that knows nothing: what was typed before still counts.
        before = screen.slider_says("tools")
        screen.slider("tools").press("ArrowRight")
        eventually(lambda: screen.slider_says("tools") != before, True, screen.page)
        tools = expected.number(screen.slider_says("tools") or "")
        plan = with_value(plan, "costs/Outils/amount", tools)
        wanted = expected.figures(plan, "fr")
        eventually(lambda: screen.figures(expected.HEADLINE), wanted, screen.page)
        assert expected.number(screen.shown(SALARY)) == salary
        screen.settle()  # the address is written after the numbers
        screen.reload()
        assert screen.figures(expected.HEADLINE) == wanted
        assert expected.number(screen.shown("tools")) == tools
        # A refresh before the server has heard of an edit, and in the middle of another.
        screen.type("tools", "611")
        screen.entry("deal_value").fill("4321")
        screen.reload()
        eventually(lambda: expected.number(screen.shown("tools")), 611.0, screen.page)
        eventually(lambda: expected.number(screen.shown("deal_value")), 4321.0, screen.page)
        screen.page.close()
