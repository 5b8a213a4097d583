"""A server that has just started, and one that goes away and comes back."""

from __future__ import annotations

from roi_model.paths import with_value
from roi_model.presets import preset
from roi_model.texts import text
from tests.browser import expected
from tests.browser.conftest import NewScreen
from tests.browser.screen import PAGES, eventually
from tests.browser.server import AppServer

SALARY = "role/gross_salary"


def test_deep_links_and_a_restart(new_screen: NewScreen) -> None:
    """Every page opens by its own address on a cold server; a restart loses nothing typed."""
    with AppServer() as server:
        screens = {name: new_screen(address=server.address) for name in PAGES if PAGES[name]}
        for name, screen in screens.items():  # all of them before app.py has run once
            screen.page.goto(f"{server.address}/{PAGES[name]}", wait_until="commit")
        for name, screen in screens.items():
            screen.settle()
            assert screen.page.get_by_role("dialog").count() == 0
            assert "not found" not in screen.page.inner_text("body").lower()
            assert screen.page.url.startswith(f"{server.address}/{PAGES[name]}")
            chosen = screen.page.locator('[data-testid="stTopNavLink"][aria-current="page"]')
            assert chosen.inner_text().split("\n")[-1] == text(f"ui.nav.{name}", "fr")
            assert screen.broken() == []

        screen = screens["levers"].go("simulate")
        base = preset("linkedin-outbound").scenario
        salary = expected.number(screen.press(SALARY, "ArrowRight", 2))
        plan = with_value(base, "team/Commercial/gross_salary", salary)
        server.stop()
        server.start()
        screen.settle()
        # The next input reaches a server that knows nothing: what was typed before still counts.
        tools = expected.number(screen.press("tools", "ArrowRight"))
        plan = with_value(plan, "costs/Tools/amount", tools)
        eventually(
            lambda: screen.figures(expected.HEADLINE), expected.figures(plan, "fr"), screen.page
        )
        assert expected.number(screen.shown(SALARY)) == salary
        screen.reload()
        assert screen.figures(expected.HEADLINE) == expected.figures(plan, "fr")
        for found in screens.values():
            # While the server is away the browser cannot but complain of it.
            found.errors[:] = [
                e for e in found.errors if "ERR_CONNECTION" not in e and "WebSocket" not in e
            ]
