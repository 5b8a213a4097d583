"""Which case it is: in new tabs, after a refresh, after a killed server; names of one's own."""

from __future__ import annotations

import os
import signal
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator

from roi_model.storage.presets import preset, presets
from roi_model.texts import text
from tests.browser.conftest import IN_TURN, NewScreen
from tests.browser.screen import Screen, eventually
from tools.server import Server

NAME = "Chez Müller & Cie"
SPENT = b"date,label,amount\n2026-01-05,Tools,100\n2026-02-05,Tools,100\n"


def menu(screen: Screen, page: str) -> Locator:
    return screen.page.locator(f'[data-testid="stTopNavLink"][href*="/{page}"]').first


def named(screen: Screen) -> Screen:
    """Two steps of a slider and a name of one's own."""
    screen.press("deal_value", "ArrowRight", 2)
    screen.settle().click("rename").settle()
    typed = screen.within("case-typed").get_by_role("textbox")
    typed.fill(NAME)
    typed.press("Enter")
    eventually(screen.case_name, NAME, screen.page)
    return screen.settle()


@pytest.mark.thorough
def test_new_tabs_open_the_case_they_come_from(new_screen: NewScreen) -> None:
    screen = named(new_screen(width=1440).open())
    value = screen.shown("deal_value")
    link = menu(screen, "channels")
    context = screen.page.context
    for click in (
        lambda: link.click(button="middle"),
        lambda: link.click(modifiers=["Control"]),
    ):
        with context.expect_page() as opened:
            click()
        other = Screen(opened.value, screen.address).settle()
        assert "/channels" in other.page.url
        assert other.case_name() == NAME
        other.page.close()
    assert "/channels" not in screen.page.url

    # Back and forward between pages, and a link that is opened in this very tab.
    screen.go("deliver").page.go_back()
    eventually(lambda: "deliver" in screen.page.url, False, screen.page)
    assert screen.settle().case_name() == NAME
    screen.page.go_forward()
    eventually(lambda: "deliver" in screen.page.url, True, screen.page)
    assert screen.settle().case_name() == NAME
    screen.open("simulate", case="trade-show", lang="fr")
    assert screen.case_name() == preset("trade-show").name("fr")
    screen.click("do-undo")  # what was here is one step away
    eventually(screen.case_name, NAME, screen.page)
    assert screen.settle().shown("deal_value") == value

    # A plain tab opens this browser's last case, says so, and is one click from the presets.
    plain = new_screen(known=True).open()
    assert plain.case_name() == NAME
    assert plain.shown("deal_value") == value
    assert NAME in plain.within("notice").inner_text()
    plain.click("from-preset")
    eventually(lambda: plain.case_name() != NAME, True, plain.page)
    eventually(plain.page.locator(".st-key-notice").count, 0, plain.page)


@pytest.mark.thorough
def test_a_page_does_not_wait_for_a_memory_that_never_loads(new_screen: NewScreen) -> None:
    """It goes on by itself, and says so; what comes late is welcome all the same."""
    named(new_screen().open()).page.close()
    slow, held = new_screen(known=True), []
    slow.page.route("**/BidiComponent*.js", lambda route: held.append(route))
    slow.page.goto(slow.address, wait_until="commit")
    eventually(slow.case_name, presets()[0].name("fr"), slow.page)
    assert text("ui.memory.strange", "fr") in slow.within("notice").inner_text()
    for route in held:
        route.continue_()
    eventually(slow.case_name, NAME, slow.page)
    assert slow.settle().can("do-undo")


@pytest.mark.thorough
def test_a_killed_server_and_a_refresh_lose_nothing(new_screen: NewScreen) -> None:
    with Server() as server:
        screen = named(new_screen(address=server.address).open())
        value = screen.shown("deal_value")
        screen.click("do-undo").settle()
        screen.go("deliver")
        client = screen.within("deliver-client").get_by_role("textbox")
        client.fill("Nordwind")
        client.press("Enter")
        screen.settle().go("actuals").upload("spent.csv", SPENT)
        screen.settle()
        os.kill(server.process_id, signal.SIGKILL)
        server.stop()
        server.start()
        screen.reload()
        assert "spent.csv" in screen.within("missing").inner_text()
        screen.go("deliver")
        eventually(client.input_value, "Nordwind", screen.page)
        screen.go("simulate")
        assert screen.shown("deal_value") == value
        assert screen.can("do-undo")
        screen.click("do-redo")
        eventually(screen.case_name, NAME, screen.page)
        screen.errors.clear()  # while the server is away the browser cannot but complain of it
        screen.page.close()


@pytest.mark.thorough
def test_garbage_and_a_storage_without_room_hinder_nothing(new_screen: NewScreen) -> None:
    screen = new_screen("en", width=390)
    screen.page.add_init_script("""
      document.cookie = "roi_kept=1; path=/";
      localStorage.setItem("roi.last", '{"v": 99, "now": ["<img src=x onerror=alert(1)>"]}');
      localStorage.setItem("roi.library", "[[[");
      Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    """)
    screen.open()
    assert text("ui.memory.strange", "en") in screen.within("notice").inner_text()
    value = screen.press("deal_value", "ArrowRight")
    assert screen.settle().reload().shown("deal_value") == value  # from the address
    screen.page.evaluate("localStorage.clear()")


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_a_kept_scenario_is_renamed_doubled_and_opened(new_screen: NewScreen, lang: str) -> None:
    screen = named(new_screen(lang).open())
    screen.go("channels")
    said = screen.within("buy-choice").get_by_role("combobox").first
    eventually(said.input_value, text("pages.channels.buy_case", lang, name=NAME), screen.page)
    screen.go("compare").click("library").settle().click("library-save").settle()
    called = screen.within("library-called-0").get_by_role("textbox")
    called.fill("Plan A")
    called.press("Enter")
    screen.settle().click("library-duplicate-0").settle()
    screen.reload().click("library").settle()
    fields = screen.page.locator('[class*="st-key-library-called-"] input')
    eventually(lambda: [one.input_value() for one in fields.all()], ["Plan A", "Plan A (2)"],
               screen.page)  # fmt: skip
    screen.click("library-reopen-0")
    eventually(screen.case_name, "Plan A", screen.page)
    assert parse_qs(screen.settle().query)["case"]


def test_the_visit_offers_itself_once(new_screen: NewScreen) -> None:
    first = new_screen()
    first.page.context.clear_cookies()
    first.open()
    assert first.page.locator(".st-key-guide-yes").count() == 1
    # The script that remembers it is loaded apart, and may come after the page is quiet.
    cookies = first.page.context.cookies
    eventually(lambda: "roi_invited" in [one["name"] for one in cookies()], True, first.page)
    first.reload()
    assert first.page.locator(".st-key-guide-yes").count() == 0
