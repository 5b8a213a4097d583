"""A founder gives what the bank holds: the answer says whether it lasts, the curve shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi_model import project
from roi_model.analysis.answer import answer
from roi_model.analysis.risk.risk import risk
from roi_model.charts import account, cash
from tests.browser.conftest import WIDE, NewScreen
from tests.browser.expected import figures
from tests.browser.screen import eventually
from tests.ui.seen import seen

NAMES = ("payback_month", "lowest_balance", "roi", "net_gain")


@pytest.mark.parametrize(("lang", "width"), WIDE)
@pytest.mark.thorough
def test_an_opening_balance_makes_the_curve_the_account(
    new_screen: NewScreen, lang: str, width: int
) -> None:
    """Typed as people type it, taken back by one step; what is said is the engine's."""
    before = seen("linkedin-outbound", lang)
    plan = replace(before, opening_cash=12_000.0)
    screen = new_screen(lang=lang, width=width, height=900).open()

    def said() -> str:
        return screen.page.locator(".answer").inner_text()

    def wanted(scenario: object) -> str:
        return answer(project(scenario), risk(scenario), "EUR", lang)  # type: ignore[arg-type]

    def curve() -> str | None:
        return screen.page.locator('[data-testid="stVegaLiteChart"]').first.text_content()

    eventually(said, wanted(before), screen.page)
    screen.type("opening_cash", "12 k€")
    eventually(said, wanted(plan), screen.page)
    eventually(lambda: screen.figures(NAMES), figures(plan, lang, NAMES), screen.page)
    eventually(lambda: account.WORDS.title(lang) in (curve() or ""), True, screen.page)
    assert screen.overflow() == {"page": 0, "main": 0}
    screen.click("do-undo")
    eventually(said, wanted(before), screen.page)
    eventually(lambda: cash.WORDS.title(lang) in (curve() or ""), True, screen.page)
