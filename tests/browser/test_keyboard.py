"""The founder's whole way by keys alone: where the focus is can be seen, and it is never lost."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import ElementHandle, FloatRect

from roi_model.texts import text
from tests.browser.conftest import NewScreen, Theme
from tests.browser.screen import PATIENCE, Screen, eventually, key_class
from tests.charts.parts.test_theme import TO_XYZ

MOST = 120
"""Tabs until what one looks for is given up."""
AROUND = 6
"""Pixels beside an element in which its focus may be drawn."""
PLAINLY = 3.0
"""WCAG 2.2, 2.4.13: a pixel of the focus against itself without it, by contrast."""

_KIND = """(e) => [e.tagName, e.getAttribute('role') ?? e.type ?? '',
  e.closest('[data-testid]')?.dataset.testid ?? '', e.closest('.panel, .grid, .picture-figures')
    ? [...e.classList].join('.') : ''].join(' ')"""
_WHERE = """() => { const e = document.activeElement; return !e || e === document.body ? ''
  : [e.tagName, e.getAttribute('role') ?? e.type ?? '', e.getAttribute('aria-label')
     ?? e.textContent.trim().slice(0, 60),
     e.closest('[class*=st-key-]')?.className ?? ''].join(' | ') }"""


@dataclass
class Keys:
    """Somebody who has a keyboard and no pointer."""

    screen: Screen
    faint: dict[str, float] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    pressed: int = 0

    def press(self, key: str, times: int = 1) -> Keys:
        for _ in range(times):
            self.pressed += 1
            self.screen.page.keyboard.press(key)
        return self

    def type(self, words: str) -> Keys:
        self.pressed += len(words)
        self.screen.page.keyboard.type(words)
        return self

    def act(self, key: str = "Enter") -> Keys:
        """A key that changes the page; what had the focus has it, or hands it on."""
        before = self.where()
        self.press(key)
        self.screen.settle()
        if not self.where():
            self.lost.append(f"{key} on {before}")
        return self

    def where(self) -> str:
        found: str = self.screen.page.evaluate(_WHERE)
        return found

    def is_at(self, selector: str) -> bool:
        return bool(
            self.screen.page.evaluate(
                "(s) => Boolean(document.activeElement?.matches(s))", selector
            )
        )

    def to(self, selector: str, key: str = "Tab") -> Keys:
        """On to the next that fits; each on the way is looked at the first time it is met."""
        passed = []
        for _ in range(MOST):
            if self.is_at(selector):
                return self
            self._tab(key)
            passed.append(self.where())
        raise AssertionError(f"{selector} is not reached: {passed}")

    def _tab(self, key: str) -> None:
        page = self.screen.page
        here = page.evaluate_handle("document.activeElement").as_element()
        box = here.bounding_box() if here is not None else None
        kind = here.evaluate(_KIND) if here is not None else ""
        new = here is not None and kind not in self.seen and _inside(box, page.viewport_size)
        focused = self._picture(box) if new and box is not None else None
        self.press(key)
        page.wait_for_timeout(30)
        if focused is None or here is None or box is None:
            return
        page.wait_for_timeout(250)  # what fades has faded
        if (after := self._rested(here, box)) is not None:
            self.seen.add(kind)
            if (share := plain(focused, after)) < 1:
                self.faint[f"{kind} | {here.evaluate('(e) => e.outerHTML.slice(0, 160)')}"] = share

    def _rested(self, here: ElementHandle, box: FloatRect) -> np.ndarray | None:
        """The same element without the focus, where it still stands in its place."""
        return self._picture(box) if here.bounding_box() == box else None

    def _picture(self, box: FloatRect) -> np.ndarray:
        clip: FloatRect = {
            "x": max(box["x"] - AROUND, 0), "y": max(box["y"] - AROUND, 0),
            "width": box["width"] + 2 * AROUND, "height": box["height"] + 2 * AROUND,
        }  # fmt: skip
        taken = self.screen.page.screenshot(clip=clip)
        return np.asarray(Image.open(io.BytesIO(taken)).convert("RGB"), dtype=np.float64)


def _inside(box: FloatRect | None, size: object) -> bool:
    if box is None or not isinstance(size, dict) or box["width"] < 4 or box["height"] < 4:
        return False
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] >= 0


def plain(focused: np.ndarray, rested: np.ndarray) -> float:
    """How far the pixels that change by 3:1 reach: 1 where they are as many as one side's length.

    >>> white, black = np.full((20, 40, 3), 255.0), np.zeros((20, 40, 3))
    >>> plain(white, white), plain(white, black) > 1
    (0.0, True)
    """
    if focused.shape != rested.shape:
        return 0.0
    light = [_luminance(one) + 0.05 for one in (focused, rested)]
    ratio = np.maximum(*light) / np.minimum(*light)
    return float((ratio >= PLAINLY).sum()) / min(focused.shape[:2])


def _luminance(pixels: np.ndarray) -> np.ndarray:
    share = pixels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ TO_XYZ[1]


def within(key: str, what: str = "button") -> str:
    return f".{key_class(key)} {what}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.thorough
def test_from_three_questions_to_a_document(new_screen: NewScreen, theme: Theme) -> None:
    screen = new_screen("fr", theme=theme).open()
    page, keys = screen.page, Keys(screen)
    lang = "fr"

    # A first case of one's own: by what way, how many, at what price.
    keys.to(within("questions")).act()
    screen.within("three-questions").wait_for()
    keys.to(within("three-questions", "input[type=radio]")).act("ArrowDown")
    keys.to(within("three-questions", "[data-path*='start-volume'] input[type=text]"))
    keys.press("Control+a").type("15")
    keys.to(within("three-questions", "[data-path*='start-price'] input[type=text]"))
    keys.press("Control+a").type("12k").act("Enter")
    screen.within("three-questions").wait_for(state="detached")
    answer = page.locator(".answer")
    first = answer.inner_text()

    # A slider moves the answer, which is said aloud; its exact value is typed beside it.
    keys.to("[data-path='deal_value'] input[type=range]").press("ArrowRight", 3)
    eventually(lambda: answer.inner_text() != first, True, page, "the answer")
    assert keys.is_at("[data-path='deal_value'] input[type=range]")
    eventually(lambda: page.locator(".said-aloud").inner_text(), answer.inner_text(), page, "aloud")

    # A fold, a reason, the figures behind a picture: opened, left by Escape.
    keys.to(".panel summary").act()
    assert page.locator(".panel details[open]").count()
    keys.to("[data-why=roi]", "Shift+Tab").act()
    page.locator(".st-key-whys .formula").wait_for()
    label = page.evaluate("window.roiSay('Show data')")
    keys.to(f'[data-testid="stElementToolbar"] button[aria-label="{label}"]').act()
    assert page.locator(".picture-figures tbody tr").count() > 12
    keys.act("Escape")
    assert page.locator(".picture-figures").count() == 0
    assert keys.is_at(f'button[aria-label="{label}"]'), "back where it was opened"

    # What must be true, by the menu.
    keys.to('[data-testid="stTopNavLink"][href$="/risk"]', "Shift+Tab").act()
    wanted = text("drivers.wish.payback", lang, months="12")
    eventually(lambda: answer.inner_text().startswith(wanted), True, page, "risk")
    keys.to(within("goal-metric", "input") + ", " + within("kept-goal_metric", "input"))
    keys.act("ArrowDown").press("ArrowDown").act("Enter")

    # Kept in the library.
    keys.to(within("do-kept"), "Shift+Tab").act()
    screen.within("picker").wait_for()
    keys.to(within("picker-name", "input")).press("Control+a").type("Au clavier")
    keys.to(within("picker-save")).act()
    screen.within("picker-said").wait_for()
    keys.act("Escape")

    # A document to take away.
    keys.to('[data-testid="stTopNavLink"][href$="/deliver"]', "Shift+Tab").act()
    keys.to(within("deliver-client", "input")).type("Dupont").act("Enter")
    keys.to(within("deliver-get-xlsx"))
    with page.expect_download(timeout=PATIENCE * 1000) as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
    screen.settle()

    print(f"{keys.pressed} keys, {len(keys.seen)} kinds of focus looked at")
    assert len(keys.seen) > 12
    assert (keys.lost, keys.faint) == ([], {})
