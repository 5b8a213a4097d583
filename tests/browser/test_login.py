"""Two people sign in with a real provider, in browsers of their own, and then in the same one."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from roi_model.texts import text
from tests.browser.conftest import picture
from tests.browser.oidc import COOKIE_SECRET, SECRET, server_with_login
from tests.browser.screen import PATIENCE, Screen
from tests.browser.test_accessibility import KNOWN, violations

PEOPLE = {
    "anna": {"name": "Anna Léonard", "email": "anna@dupont.example", "email_verified": True},
    "bob": {"name": "Bob Martin", "email": "bob@dupont.example", "email_verified": True},
}
SAVED = "Chez Dupont"


@pytest.fixture
def address() -> Iterator[str]:
    with server_with_login(PEOPLE) as server:
        yield server.address
        said = server.said().lower()
    # Nothing of who signed in, of what they signed in with, or of what the server does so by.
    words = ("léonard", "martin", "dupont", SECRET, COOKIE_SECRET, "eyj", "code=", "state=")
    assert [word for word in words if word in said] == []


def sign_in(screen: Screen, who: str, path: str = "/") -> Screen:
    """By the button of the page that asks and the provider's own page; it leads to `path`."""
    screen.click("do-sign-in")
    screen.page.locator('input[name="login"]').fill(who)
    screen.page.get_by_role("button").click()
    screen.page.wait_for_url(lambda url: urlsplit(url).path == path)
    screen.within("account").wait_for()
    return screen.settle()


def sign_out(screen: Screen) -> Screen:
    screen.click("account").click("do-sign-out")
    screen.page.get_by_role("button", name="Yes").click()  # the provider asks, too
    screen.within("do-sign-in").wait_for()
    return screen.settle()


def close(screen: Screen) -> Screen:
    """The picker, where it is open."""
    picker = screen.page.locator(".st-key-picker")
    if picker.count():
        screen.page.get_by_role("dialog").get_by_role("button", name="Close").click()
        picker.wait_for(state="detached")
    return screen.settle()


def cases(screen: Screen) -> str:
    """What the picker lists; open afterwards."""
    close(screen).click("do-library").within("picker").wait_for()
    screen.settle()
    found = screen.page.locator(".st-key-picker-cases")
    return found.inner_text() if found.count() else ""


def part(screen: Screen, name: str) -> Screen:
    words = text(f"library.ui.{name}", "en")
    screen.within("picker-part").get_by_role("radio", name=words).click()
    return screen.settle()


def save_as(screen: Screen, workspace: str, name: str) -> None:
    place = screen.within("picker-workspace").get_by_role("combobox")
    place.fill(workspace)
    place.press("Enter")
    screen.settle().within("picker-name").get_by_role("textbox").fill(name)
    screen.click("picker-save")
    screen.within("picker-said").wait_for()
    screen.settle()


@pytest.mark.thorough
def test_each_sees_their_own_and_what_they_are_invited_to(
    address: str, browser: Browser, shots: None
) -> None:
    browsers = [browser.new_context(locale="en-GB", reduced_motion="reduce") for _ in PEOPLE]
    for one in browsers:
        one.set_default_timeout(PATIENCE * 1000)
        one.add_cookies([{"name": "roi_invited", "value": "1", "url": address}])
    anna, bob = (Screen(one.new_page(), address) for one in browsers)

    # Nobody is in before they sign in; where they were going is where they come.
    assert text("ui.nav.risk", "en") not in anna.open("method").texts()
    assert [one for one in violations(anna) if one[:2] not in KNOWN] == []
    anna.click("do-sign-in").page.locator('input[name="login"]').wait_for()
    anna.page.go_back()  # changed her mind: the page says that it did not work
    anna.page.get_by_text(text("login.failed", "en")).wait_for()
    sign_in(anna, "anna", "/method")
    anna.go("simulate").press("deal_value", "ArrowRight", 2)
    draft = anna.shown("deal_value")
    cases(anna)
    save_as(anna, "Dupont", SAVED)
    link = anna.settle().page.url

    # Bob has nothing of it: by list, by name, by link, by F5.
    sign_in(bob.open(), "bob")
    assert cases(bob) == ""
    save_as(bob, "Dupont", SAVED)  # a workspace of his own, which happens to be called so
    assert cases(bob).count(SAVED) == 1
    bob.page.goto(link)  # holds what a link holds, and nothing of the library
    assert (
        bob.settle()
        .within("do-kept")
        .inner_text()
        .strip()
        .endswith(text("library.status.new", "en"))
    )

    # Invited as a viewer, he reads and does not save there.
    part(anna, "people").within("people-email").get_by_role("textbox").fill("bob@dupont.example")
    anna.click("people-invite").settle()
    picture(anna, shots, "people")
    cases(bob)
    bob.page.locator("[class*=st-key-invited-accept] button").click()
    bob.settle()
    shared = bob.page.locator(".st-key-picker-cases button", has_text="Dupont (2)")
    shared.click()
    bob.settle().click("do-kept").settle()
    assert "Dupont (2)" in bob.within("picker").inner_text()
    assert bob.page.locator(".st-key-picker-as").count() == 0  # that beside "save a version"
    picture(bob, shots, "viewer")

    # Taken out, he has nothing of it any more, where he stands and after F5.
    part(anna, "cases")
    part(anna, "people").page.locator("[class*=st-key-people-remove-] button").first.click()
    anna.page.locator("[class*=st-key-people-remove-now] button").click()
    anna.settle()
    assert "Dupont (2)" not in cases(bob)
    assert "Dupont (2)" not in cases(bob.reload())

    # Anna leaves her browser: her other tab knows it, and who comes after finds nothing of hers.
    other = Screen(browsers[0].new_page(), address).open()
    assert other.shown("deal_value") == draft
    sign_out(close(anna))
    other.within("do-sign-in").wait_for()
    sign_in(anna, "bob")
    assert anna.shown("deal_value") != draft
    assert anna.page.locator(".st-key-notice").count() == 0
    kept = anna.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert SAVED not in kept
    for screen in (anna, bob, other):
        assert (screen.broken(), screen.errors) == ([], [])
    for one in browsers:
        one.close()
