"""A room on a projector, by keyboard alone and with the network cut; and the guided first visit."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route

from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.browser.conftest import IN_TURN, NewScreen
from tests.browser.screen import Screen, eventually
from ui.frame.guide import STEPS

SLUG = "in-house-sdr"
FOCUSED = "document.activeElement.closest('[data-path]')?.dataset.path"
FITS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollHeight <= main.clientHeight;
}"""


def offline(screen: Screen) -> None:
    """Everything but the app's own server is out of reach."""
    host = urlsplit(screen.address).netloc

    def answer(route: Route) -> None:
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            route.abort()

    screen.page.route("**/*", answer)


def values(screen: Screen) -> list[str]:
    return screen.page.locator(".headline.large .value").all_inner_texts()


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_a_room_guesses_then_sees(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang=lang, height=720)
    offline(screen)
    screen.open(case=SLUG)
    wanted = [screen.figure(name) for name in ("payback_month", "cash_trough", "roi")]
    screen.within("do-present").locator("button:visible").first.focus()
    screen.page.keyboard.press("Enter")
    eventually(lambda: values(screen), wanted, screen.page)
    screen.settle()
    assert screen.page.evaluate(FITS), "scrolls at 1280 × 720"
    menu = screen.page.locator('[data-testid="stTopNavLink"]').first
    eventually(menu.is_visible, False, screen.page, "the menu")
    rows = screen.page.locator(".st-key-presenter [data-path]")
    assert 3 <= rows.count() <= 4
    screen.page.keyboard.press("g")
    eventually(lambda: values(screen), ["?"] * 3, screen.page)
    screen.settle()
    # The picture keeps its place, and shows nothing of the case.
    eventually(lambda: 0 <= (screen.page.evaluate(LEFT) or -1) <= 40, True, screen.page, "guess")
    assert screen.page.locator(".st-key-present-results .vega-embed .mark-line").count() == 0
    assert screen.page.evaluate(FITS), "the guess scrolls"
    # The box waits for the guess, and the key that reveals is heard in it too.
    eventually(lambda: screen.page.evaluate(FOCUSED), "box/guess-payback_month", screen.page)
    screen.page.keyboard.type("12")
    screen.page.keyboard.press("v")
    eventually(lambda: values(screen), wanted, screen.page)
    said = screen.page.locator(".verdict").inner_text()
    assert "12" in said and wanted[0] in said
    screen.settle()
    assert screen.page.evaluate(FITS)
    drawn = screen.page.locator(".st-key-present-results .vega-embed text")
    assert text("present.room_said", lang, guess="").strip() in " ".join(drawn.all_text_contents())
    # A slider moves the figures here as everywhere, and what was moved stays when one leaves.
    first = rows.first.get_by_role("slider")
    first.focus()
    screen.page.keyboard.press("ArrowLeft")
    eventually(lambda: values(screen) != wanted, True, screen.page)
    moved = values(screen)
    screen.settle()
    screen.within("present-leave").locator("button:visible").first.focus()
    screen.page.keyboard.press("Escape")
    eventually(lambda: urlsplit(screen.page.url).path, "/", screen.page)
    screen.settle()
    assert [screen.figure(n) for n in ("payback_month", "cash_trough", "roi")] == moved


BAND = "() => document.querySelector('.st-key-present-results .mark-area path')?.getBBox().height"
LEFT = """() => innerHeight - document.querySelector('.st-key-present-results .vega-embed svg')
  ?.getBoundingClientRect().bottom"""
SIZE = """(selector) => Math.min(...[...document.querySelectorAll(selector)]
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_opened_from_a_link(new_screen: NewScreen, lang: str) -> None:
    """The band comes by itself; the picture fills the screen; type is read from the last row."""
    screen = new_screen(lang, width=1440).open("present", case=SLUG)
    eventually(lambda: (screen.page.evaluate(BAND) or 0) > 50, True, screen.page, "the band")
    for width, height, figures, labels in (
        (1920, 1080, 72, 22),
        (1440, 900, 56, 18),
        (1280, 720, 48, 15),
        (1024, 768, 40, 14),
    ):
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.settle()
        where = f"{width} × {height}"
        assert screen.page.evaluate(FITS), f"scrolls at {where}"
        eventually(lambda: 0 <= screen.page.evaluate(LEFT) <= 40, True, screen.page, where)
        assert screen.page.evaluate(SIZE, ".headline.large .value") >= figures, where
        assert screen.page.evaluate(SIZE, ".vega-embed text") >= labels
        assert screen.page.evaluate(SIZE, ".st-key-presenter .panel label") >= labels, where
        assert screen.faults() == [], where
    for width, height in ((768, 1024), (390, 844)):
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.settle()
        assert screen.overflow() == {"page": 0, "main": 0}, width
        assert screen.faults() == [], width


def test_a_script_is_played_by_a_clicker(new_screen: NewScreen) -> None:
    """Two steps are prepared, played forth and back, and kept over a refresh."""
    screen = new_screen("en", height=720).open("present", case=SLUG)
    started = values(screen)
    path = screen.page.locator(".st-key-presenter [data-path]").first.get_attribute("data-path")
    assert path is not None

    def prepare(say: str) -> None:
        screen.within("present-choose").locator("button:visible").first.click()
        typed = screen.within("script-say").locator("input")
        typed.fill(say)
        typed.press("Enter")
        screen.settle()
        screen.within("script-add").locator("button:visible").click()
        screen.settle()
        screen.within("present-choose").locator("button:visible").first.click()

    prepare("As we are")
    screen.press(path, "ArrowRight", 5)
    screen.settle()
    moved = values(screen)
    assert moved != started
    prepare("A little more")
    script = screen.page.locator(".script")
    eventually(script.inner_text, "2/2 A little more", screen.page)
    screen.page.locator(".headline.large").click()  # no field has the keys
    screen.page.keyboard.press("PageUp")
    eventually(lambda: values(screen), started, screen.page)
    eventually(script.inner_text, "1/2 As we are", screen.page)
    # What the step moved is pointed at: its slider, and the figures that read otherwise.
    eventually(screen.page.locator(".panel .row.moved").count, 1, screen.page)
    assert screen.page.locator(".headline .figure.moved").count() >= 1
    screen.page.keyboard.press("PageDown")
    eventually(lambda: values(screen), moved, screen.page)
    assert screen.page.evaluate(FITS), "the script scrolls"
    # A guess, what it came to, two lines of what changed and the script: still one screen.
    screen.page.keyboard.press("g")
    screen.settle()
    guessed = screen.within("present-ask").locator("[data-path] input[type=text]").first
    guessed.fill("9")
    guessed.press("Enter")
    eventually(screen.page.locator(".verdict").count, 1, screen.page)
    screen.page.keyboard.press("PageUp")
    screen.page.keyboard.press("PageDown")
    eventually(lambda: values(screen), moved, screen.page)
    for width, height in ((1024, 768), (1920, 1080), (1280, 720)):
        screen.page.set_viewport_size({"width": width, "height": height})
        eventually(lambda: screen.page.evaluate(FITS), True, screen.page, f"{width} × {height}")
    screen.settle().reload()
    eventually(script.count, 1, screen.page)
    assert "/2" in script.inner_text()


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_the_guided_visit(new_screen: NewScreen, lang: str) -> None:
    screen = new_screen(lang=lang, height=720)
    offline(screen)
    screen.open(case=SLUG)
    card = screen.page.locator(".st-key-guide-card")
    assert card.count() == 0  # offered, never forced
    screen.click("do-guide")
    for number, step in enumerate(STEPS, 1):
        said = text(f"present.step.{step}", lang)
        eventually(lambda: f"{number}/{len(STEPS)}" in card.inner_text(), True, screen.page)  # noqa: B023
        assert said in card.inner_text()
        screen.settle()
        assert screen.overflow() == {"page": 0, "main": 0}
        screen.click("guide-next")
    eventually(card.count, 0, screen.page)
    screen.click("do-guide")  # called back, and skipped
    eventually(card.count, 1, screen.page)
    screen.settle()
    screen.click("guide-skip")
    eventually(card.count, 0, screen.page)
    assert screen.case_name() == preset(SLUG).name(lang)
