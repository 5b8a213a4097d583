"""Under the headline: what the plan brings within its team's hours, and the limit at a press."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import project
from roi_model.remarks.capacity import overload
from roi_model.storage import link
from tests.browser.conftest import WIDE, NewScreen
from tests.browser.expected import figures
from tests.browser.screen import Screen, eventually
from tests.remarks.busy import BUSY


def chip(screen: Screen) -> str:
    return screen.page.locator(".load").inner_text()


@pytest.mark.parametrize(("lang", "width"), WIDE)
@pytest.mark.thorough
def test_a_press_limits_the_plan_and_another_lifts_it(
    new_screen: NewScreen, lang: str, width: int
) -> None:
    found = overload(project(BUSY))
    assert found is not None
    screen = new_screen(lang=lang, width=width, height=844).open(case=link.encode(BUSY, link.OWN))
    free = figures(BUSY, lang)
    limited = figures(replace(BUSY, enforce_capacity=True), lang)

    def shown() -> dict[str, str]:
        return screen.figures(list(free))

    eventually(shown, free, screen.page)
    assert chip(screen) == found.chip(lang)
    box = screen.page.locator(".load").bounding_box()
    assert box is not None and box["y"] + box["height"] < 844, "below the fold"
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert screen.overflow() == {"page": 0, "main": 0}
    # From the keyboard too: a button is a button.
    screen.page.locator(".load").focus()
    screen.page.keyboard.press("Enter")
    eventually(shown, limited, screen.page)
    assert screen.page.locator(".load").get_attribute("aria-pressed") == "true"
    screen.settle()
    screen.page.locator(".load").click()
    eventually(shown, free, screen.page)
    screen.settle()
    # Two presses, two steps: each is taken back by itself.
    screen.click("do-undo")
    eventually(shown, limited, screen.page)
    screen.settle()
    screen.click("do-undo")
    eventually(shown, free, screen.page)
    assert chip(screen) == found.chip(lang)
