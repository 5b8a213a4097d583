"""Workbooks in a real browser: the sheet is asked for; a hostile one troubles nobody."""

from __future__ import annotations

import pytest

from roi_model import formatting
from roi_model.texts import text
from tests.browser.conftest import NewScreen
from tests.browser.screen import Screen, eventually
from tests.reading.bombs import cells
from tests.reading.variants import SAMPLES, TOTAL


def words_of(screen: Screen) -> str:
    return screen.page.locator('[data-testid="stMain"]').inner_text()


def test_the_sheet_is_chosen_and_its_total_shown(new_screen: NewScreen) -> None:
    screen = new_screen().open("actuals")
    screen.upload("dépenses.xlsx", (SAMPLES / "fr_workbook_two_sheets.xlsx").read_bytes())
    asked = text("actuals.question.sheet", "fr")
    eventually(lambda: asked in words_of(screen), True, screen.page)
    total = formatting.money_exact(TOTAL, "EUR", "fr")
    assert total in words_of(screen)  # what the answer would give
    screen.page.locator('[data-testid="stRadio"] label', has_text="2024").first.click()
    eventually(lambda: asked in words_of(screen), False, screen.page)
    eventually(lambda: total in words_of(screen), True, screen.page)
    assert text("pages.actuals.sheet", "fr") in words_of(screen)


@pytest.mark.thorough
def test_a_bomb_in_one_session_leaves_the_other_at_work(new_screen: NewScreen) -> None:
    hostile, other = new_screen().open("actuals"), new_screen().open("actuals")
    hostile.page.locator('input[type="file"]').first.set_input_files(
        {"name": "bombe.xlsx", "mimeType": "application/octet-stream", "buffer": cells()}
    )
    other.upload("dépenses.csv", (SAMPLES / "fr_utf8.csv").read_bytes())
    total = formatting.money_exact(TOTAL, "EUR", "fr")
    eventually(lambda: total in words_of(other), True, other.page)
    refused = hostile.page.locator('[data-testid="stAlert"]', has_text="bombe")
    assert refused.count() == 0  # answered while the bomb was still being read
    refused.first.wait_for(timeout=90_000)
    assert total in words_of(other)
