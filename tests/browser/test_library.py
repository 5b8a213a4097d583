"""A case that stays, in a browser: saved, changed, found again after F5, and two tabs at once."""

from __future__ import annotations

from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen, eventually


def status(screen: Screen) -> str:
    """How the case stands to the library, as the line below its name says it."""
    return screen.within("do-kept").locator("button:visible").first.inner_text().split("\n")[-1]


def stands(screen: Screen, start: str) -> None:
    eventually(lambda: status(screen)[: len(start)], start, screen.page)


def save(screen: Screen) -> None:
    screen.click("do-kept").settle()
    screen.click("picker-save")


def close(screen: Screen) -> None:
    screen.settle()  # a dialog that the run under way draws once more would stay
    screen.page.keyboard.press("Escape")
    screen.page.locator(".st-key-picker").wait_for(state="detached")
    screen.settle()


def test_a_case_stays_over_a_refresh_and_between_two_tabs(new_screen: NewScreen) -> None:
    one = new_screen("en").open()
    save(one)
    stands(one, "Version 1")
    close(one)
    one.press("deal_value", "ArrowRight", 2)
    stands(one, "Changed since version 1")
    two = new_screen("en", known=True).open()  # this browser's last case, and which one it is
    stands(two, "Changed since version 1")
    one.page.reload()
    one.settle()
    stands(one, "Changed since version 1")
    save(one)
    stands(one, "Version 2")
    two.press("cycle_months", "ArrowRight")
    save(two)
    said = two.within("picker").locator("table")
    said.wait_for()
    assert "Sales cycle" in said.inner_text()
    two.click("conflict-theirs").settle()
    stands(two, "Version 2")
    one.within("picker-part").get_by_role("radio", name="Versions").click()
    one.settle().click("picker-restore-1").settle()
    stands(one, "Version 3")
    assert one.broken() == two.broken() == []
