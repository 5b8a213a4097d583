"""A long run of draws, seen and stopped by a reader."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from roi_model.texts import text
from tests.browser.conftest import NewScreen
from tests.browser.screen import PATIENCE


@pytest.mark.thorough
def test_a_long_run_is_stopped_where_it_is_and_what_it_drew_is_kept(new_screen: NewScreen) -> None:
    """A click inside a fragment ends no run of it by itself; a million draws take minutes."""
    screen = new_screen("en").open("risk").settle()
    screen.within("risk-draws").locator("input").click()
    screen.page.get_by_role("option", name="1,000,000").click()
    screen.click("risk-stop")
    note = screen.within("risk-stopped")
    expect(note).to_be_visible(timeout=PATIENCE * 1000)
    screen.settle()
    words = note.inner_text()
    found = re.search(r"([\d,]+) of 1,000,000", words)
    assert found is not None, words
    done = int(found[1].replace(",", ""))
    assert 0 < done < 1_000_000
    # The page says how many draws its chances are of, and goes on from there.
    said = text("drivers.seed", "en", seed=2026, count=found[1])
    assert any(said in words for words in screen.texts())
    assert screen.within("risk-stop").count() == 0
    assert screen.faults() == []
