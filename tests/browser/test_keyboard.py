"""By keys alone: at every stop one sees where one is, and a founder comes to a document."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import NewScreen, Theme
from tests.browser.keyboard import Keys
from tests.browser.screen import PAGES, PATIENCE, eventually, key_class
from tools.server import ROOT

LEDGER = ROOT / "data" / "samples" / "fec_tab_22_columns.txt"
SHOW_DATA = "[data-testid=stElementToolbar] button[aria-label='{}']"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.thorough
def test_every_stop_of_every_page(new_screen: NewScreen, theme: Theme) -> None:
    screen = new_screen("fr", theme=theme)
    keys, wrong = Keys(screen), list[str]()
    for name in PAGES:
        screen.open(name)
        keys.wrong = []
        assert len(keys.round()) > 20, name
        wrong += [f"{name}: {said}" for said in keys.wrong]
    print(keys.told(), *wrong, sep="\n")
    assert wrong == []
    assert len(keys.share) > 25


def within(key: str, what: str = "button") -> str:
    return f".{key_class(key)} {what}"


def page_by_menu(keys: Keys, name: str) -> None:
    """Back up to the menu, and to another page."""
    link = f'[data-testid="stTopNavLink"]:is([href$="/{PAGES[name]}"], [href*="/{PAGES[name]}?"])'
    keys.to(link, "Shift+Tab").act()
    assert urlsplit(keys.screen.page.url).path == f"/{PAGES[name]}"


@pytest.mark.parametrize(("lang", "theme"), [("fr", "light"), ("en", "dark")])
@pytest.mark.thorough
def test_from_three_questions_to_a_document(new_screen: NewScreen, lang: str, theme: Theme) -> None:
    screen = new_screen(lang, theme=theme).open()
    keys = Keys(screen)
    a_case_of_ones_own(keys)
    sliders_folds_and_figures(keys)
    other_pages(keys)
    kept_in_the_library(keys)
    before_a_room(keys)
    a_document(keys)
    print(keys.told(), *keys.wrong, sep="\n")
    assert keys.wrong == []
    assert len(keys.share) > 25


def a_case_of_ones_own(keys: Keys) -> None:
    """By what way, how many, at what price."""
    keys.to(within("questions")).act()
    keys.screen.within("three-questions").wait_for()
    keys.to(within("three-questions", "input[type=radio]")).act("ArrowDown")
    keys.to(within("three-questions", "[data-path*='start-volume'] input[type=text]"))
    keys.press("Control+a").type("15")
    keys.to(within("three-questions", "[data-path*='start-price'] input[type=text]"))
    keys.press("Control+a").type("12k").press("Enter")
    keys.screen.within("three-questions").wait_for(state="detached")
    keys.screen.settle()


def sliders_folds_and_figures(keys: Keys) -> None:
    screen, page = keys.screen, keys.screen.page
    answer = page.locator(".answer")
    first = answer.inner_text()

    # A slider moves the answer, which is said aloud; its exact value is typed beside it.
    keys.to("[data-path='deal_value'] input[type=range]").press("ArrowRight", 3)
    eventually(lambda: answer.inner_text() != first, True, page, "the answer")
    screen.settle()
    assert keys.is_at("[data-path='deal_value'] input[type=range]")
    keys.to("[data-path='deal_value'] input[type=text]", "Shift+Tab")
    keys.press("Control+a").type("9000").press("Enter")
    eventually(lambda: "9" in screen.shown("deal_value"), True, page)
    screen.settle()
    keys.press("Control+z").press("Tab")

    # A fold; a reason; the figures behind a picture, left by Escape.
    keys.to(".panel summary").act()
    assert page.locator(".panel details[open]").count()
    keys.to("[data-why=roi]", "Shift+Tab").act()
    page.locator(".st-key-whys .formula").wait_for()
    tool = SHOW_DATA.format(page.evaluate("window.roiSay('Show data')"))
    keys.to(tool).act()
    assert page.locator(".picture-figures tbody tr").count() > 12
    keys.to(".picture-figures button").act("Escape")
    assert page.locator(".picture-figures").count() == 0
    assert keys.is_at(tool), "back where it was opened"


def other_pages(keys: Keys) -> None:
    """What must be true; a lever; cases side by side; files of one's own."""
    screen, page = keys.screen, keys.screen.page
    page_by_menu(keys, "risk")
    keys.to(within("kept-goal_metric", "input")).press("ArrowDown", 2).act()
    page_by_menu(keys, "levers")
    cards = page.locator('[class*="st-key-lever-card-"], [class*="st-key-assumption-card-"]')
    before = cards.count()
    keys.to(within("levers-add")).act()
    eventually(cards.count, before + 1, page, "levers")
    page_by_menu(keys, "compare")
    keys.to(within("kept-compare_all", "input")).act("Space")
    page_by_menu(keys, "actuals")
    keys.to("[data-testid=stFileUploader] button[kind]")
    screen.settle(1000)
    with page.expect_file_chooser() as chooser:  # the system's own, which keys work too
        keys.press("Enter")
    chooser.value.set_files(LEDGER)
    page.get_by_text(LEDGER.name).first.wait_for(timeout=PATIENCE * 1000)
    screen.settle()
    page_by_menu(keys, "simulate")


def kept_in_the_library(keys: Keys) -> None:
    keys.to(
        within("do-kept"),
    ).act()
    keys.screen.within("picker").wait_for()
    keys.to(within("picker-name", "input")).press("Control+a").type("Au clavier")
    keys.to(within("picker-save")).act()
    keys.screen.within("picker-said").wait_for()
    keys.act("Escape")
    keys.screen.within("picker").wait_for(state="detached")


def before_a_room(keys: Keys) -> None:
    """Two steps prepared, forth and back by the keys of a clicker."""
    screen = keys.screen
    keys.to(within("do-present")).act(leaves=True)
    screen.within("presenter").wait_for()
    slider = within("presenter", "[data-path] input[type=range]")
    for say in ("Today", "A little more"):
        keys.to(within("present-choose"), "Shift+Tab" if say != "Today" else "Tab").act()
        keys.to(within("script-say", "input")).type(say).act()
        keys.to(within("script-add")).act()
        keys.act("Escape")
        keys.to(slider).press("ArrowRight", 2)
        screen.settle()
    script = screen.page.locator(".script")
    keys.to(within("script-back")).act()
    eventually(lambda: "1/2" in script.inner_text(), True, screen.page, "back")
    keys.to(within("script-next")).act(
        leaves=True
    )  # it is off then, and one goes on from its place
    eventually(lambda: "2/2" in script.inner_text(), True, screen.page, "next")
    assert keys.press("Shift+Tab").is_at(within("script-back"))
    keys.act("PageUp")
    eventually(lambda: "1/2" in script.inner_text(), True, screen.page, "PageUp")
    keys.to(within("present-leave"), "Shift+Tab").act(leaves=True)
    eventually(lambda: urlsplit(screen.page.url).path, "/", screen.page)
    screen.settle()


def a_document(keys: Keys) -> None:
    page_by_menu(keys, "deliver")
    keys.to(within("deliver-client", "input")).type("Dupont").act()
    keys.to(within("deliver-make-xlsx"))
    with keys.screen.page.expect_download(timeout=PATIENCE * 1000) as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.path().stat().st_size > 10_000  # whole, before the tab is closed
