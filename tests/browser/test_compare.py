"""Three sliders moved in the browser: Compare explains the difference by three bars that add up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roi_model.formatting.inputs import path_words
from roi_model.texts import text
from tests.browser import expected
from tests.browser.conftest import IN_TURN, NewScreen, picture

SLIDERS = ("deal_value", "gross_margin", "commission")


@pytest.mark.parametrize("lang", IN_TURN)
@pytest.mark.thorough
def test_three_sliders_are_three_bars(new_screen: NewScreen, lang: str, shots: Path | None) -> None:
    screen = new_screen(lang=lang, height=1400).open()
    for slider in SLIDERS:
        screen.press(slider, "ArrowRight", 2)
    screen.settle()
    screen.go("compare")
    names = [path_words(slider, lang) for slider in SLIDERS]
    chart = screen.page.locator('[data-testid="stVegaLiteChart"]').filter(has_text=names[1])
    drawn = chart.first.locator("svg text").all_text_contents()
    assert all(name in " ".join(drawn) for name in names)
    head = text("pages.compare.change", lang)
    table = screen.page.locator("table").filter(has_text=head).filter(has_text=names[1]).first
    rows = [row.split("\t") for row in table.inner_text().splitlines() if "\t" in row][1:]
    shown = {row[0].strip(): expected.number(row[-1].replace("€", "")) for row in rows}
    parts = [shown[name] for name in names]
    whole = shown[text("pages.compare.current", lang)]
    start = shown[text("pages.compare.baseline", lang)]
    assert sum(parts) == pytest.approx(whole - start, abs=1e-6)
    assert all(part != 0 for part in parts)
    # The bars say the same: to the unit, not with three digits that do not add up.
    bars = [
        expected.number(one.replace("€", ""))
        for one in drawn
        if re.fullmatch("[^kKM]*\\d[^kKM]*", one)
    ]
    for value in (start, *parts, whole):
        assert value in bars
    chart.first.scroll_into_view_if_needed()
    picture(screen, shots, f"three-bars-{lang}")
