"""Every page in both languages, wide and narrow, light and dark: whole, quiet and translated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from roi_model.storage.presets import preset
from tests import words
from tests.browser.conftest import NewScreen, Theme, picture
from tests.browser.screen import PAGES, Screen, eventually
from tests.conftest import LONG
from tools.server import ROOT

WIDE = 1280
WIDTHS: dict[Theme, tuple[int, ...]] = {"light": (WIDE, 390)}
if LONG or os.environ.get("SHOTS"):
    WIDTHS = {"light": (1440, WIDE, 1100, 768, 390), "dark": (WIDE, 390)}
TALLEST = 4800
FEC = ROOT / "data" / "samples" / "fec_tab_22_columns.txt"

# What the accounts of the uploaded file are called is data.
IN_THE_FILE = {
    cell
    for line in FEC.read_text("utf-8").splitlines()
    for cell in line.split("\t")
    if len(cell) > 6
}

FORMATS = ("CSV", "Excel", "FEC", "P10", "P50", "P90")  # named alike in both languages


def shoot(screen: Screen, shots: Path | None, name: str, width: int) -> None:
    """The whole page in one picture: a tall window, for a page scrolls inside its own frame."""
    if shots is None:
        return
    main = screen.page.locator('[data-testid="stMain"]')
    height = min(max(int(main.evaluate("main => main.scrollHeight")) + 80, 800), TALLEST)
    screen.page.set_viewport_size({"width": width, "height": height})
    picture(screen, shots, name)


def foreign(texts: list[str], lang: str) -> list[str]:
    """Words of the other language; what names something of the uploaded file is data."""
    ours = [said for said in texts if not any(data in said for data in IN_THE_FILE)]
    return words.foreign(ours, lang)


def settled(screen: Screen, lang: str) -> list[str]:
    """The words on the page once the last piece of a slow redraw has come; 5 s at most."""
    texts: list[str] = []
    for _ in range(20):
        texts = list(screen.texts())
        if len(texts) > 20 and not foreign(texts, lang):
            break
        screen.settle(250)
    return texts


def whole(screen: Screen, where: str) -> None:
    """Nothing sticks out, is cut or lies under anything else; nothing failed."""
    # Pictures take the new width after the page does.
    eventually(screen.overflow, {"page": 0, "main": 0}, screen.page, where)
    assert screen.broken() == [], where
    assert "\n".join(screen.faults()) == "", where


@pytest.mark.parametrize("theme", list(WIDTHS))
@pytest.mark.thorough
def test_every_page(new_screen: NewScreen, shots: Path | None, theme: Theme) -> None:
    """By the menu, as a reader goes: one load, then pages, languages and widths in turn."""
    screen = new_screen(theme=theme).open("actuals", case="in-house-sdr")
    screen.upload(FEC.name, FEC.read_bytes())
    screen.go("levers")
    screen.within("library-add-targeting").get_by_role("button").click()
    screen.settle()
    seen: dict[str, dict[str, list[str]]] = {name: {} for name in PAGES}
    for lang in ("fr", "en"):
        if lang != "fr":
            screen.language(lang)
        for name in PAGES:
            screen.go(name)
            for width in WIDTHS[theme]:
                where = f"{name}-{lang}-{width}-{theme}"
                screen.page.set_viewport_size({"width": width, "height": 900})
                screen.settle(120)
                whole(screen, where)
                if width == WIDE:
                    seen[name][lang] = settled(screen, lang) if name != "method" else screen.texts()
                shoot(screen, shots, where, width)
            screen.page.set_viewport_size({"width": WIDE, "height": 900})
            assert len(seen[name][lang]) > 20, f"{name} is all but empty"
    del seen["method"]  # it has a test of its own
    for name, texts in seen.items():
        for lang, other in (("fr", "English"), ("en", "French")):
            assert foreign(texts[lang], lang) == [], f"{other} on the page {name}"
        names = {FEC.name, *FORMATS, *IN_THE_FILE}
        alike = words.untranslated(texts["fr"], texts["en"], names)
        assert alike == [], f"the same in both languages on {name}"


@pytest.mark.thorough
def test_the_method_in_one_language(new_screen: NewScreen) -> None:
    screen = new_screen().open("method")
    french = screen.texts()
    strange = words.foreign(french, "fr")
    screen.language("en")
    assert words.foreign(screen.texts(), "en") == []
    assert strange == []


@pytest.mark.thorough
def test_what_is_folded_away(new_screen: NewScreen, shots: Path | None) -> None:
    """Every fold of Simulate opened on a telephone, and what the buttons open: whole as well."""
    screen = new_screen(width=390, height=844).open(case="saas-subscription")
    whole(screen, "closed")
    picture(screen, shots, "telephone-first-look")
    folds = screen.page.locator('[data-testid="stExpander"] summary, .panel summary')
    count = folds.count()
    assert count == 4
    for number in range(count):
        folds.nth(number).click()
        screen.settle(120)
    whole(screen, "all folds open")
    assert words.foreign(screen.texts(), "fr") == []
    shoot(screen, shots, "simulate-folds-open-390", 390)
    screen.page.set_viewport_size({"width": 1280, "height": 900})
    screen.settle(120)
    whole(screen, "all folds open, wide")
    for name in ("roi", "payback_month", "cac"):
        screen.ask(name)
        assert words.foreign(screen.texts(), "fr") == []
        whole(screen, f"why {name}")
        picture(screen, shots, f"why-{name}")
    screen.click("why-close")
    eventually(lambda: screen.within("whys").count(), 0, screen.page)
    # Seven figures, long ones: in rows that fit between the inputs and the edge.
    for lang in ("en", "fr"):
        screen.language(lang)
        for width in (1100, 1000, 768):
            screen.page.set_viewport_size({"width": width, "height": 900})
            screen.settle(120)
            whole(screen, f"seven figures, {lang}, {width}")
    parts = screen.within("details").get_by_role("button")
    for number in range(parts.count()):
        parts.nth(number).click()
        screen.settle(300)
        assert words.foreign(screen.texts(), "fr") == []
        whole(screen, f"table {number}")


def test_a_first_look(new_screen: NewScreen, shots: Path | None) -> None:
    """The first screen of a laptop holds the case, its numbers and when the money comes back."""
    screen = new_screen(lang="en", height=720).open()
    assert screen.case_name() == preset("linkedin-outbound").name("en")  # the browser's language
    eventually(
        lambda: screen.page.locator('[data-testid="stVegaLiteChart"] svg').count() > 0,
        True,
        screen.page,
    )
    screen.settle()
    for seen in (
        screen.metric("roi"),
        screen.metric("payback_month"),
        screen.within("do-pin"),
        screen.row("deal_value"),
    ):
        box = seen.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 720
    picture(screen, shots, "first-look-1280x720")
