"""The page that stays with the client: size, first paint, a slider's move to the last chart.

Opened from a file without a network, of a small case and of twelve channels over 120 months.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.exports import largest, small
from benchmarks.table import BROWSER_HEADERS, Line, browser_line, show
from roi_model.export.contents.dossier import Dossier
from roi_model.export.page.page import MOST_BYTES, page
from tools.browser import FLAGS, find_browser

FIRST_PAINT, MOVE = 1000.0, 50.0
"""Milliseconds."""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
MOVES = """async (moves) => {
  const slider = document.getElementById("slider-0")
  const curve = () => document.querySelector(".curve").getAttribute("d")
  const taken = []
  for (let move = 0; move < moves; move++) {
    await new Promise((resolve) => setTimeout(resolve, 30))
    const [before, start] = [curve(), performance.now()]
    slider.value = (Number(slider.value) + 1) % (Number(slider.max) + 1)
    slider.dispatchEvent(new Event("input", { bubbles: true }))
    // Drawn, and what is drawn painted: a task of its own after the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    if (curve() === before) throw new Error("the curve did not move")
    taken.push(performance.now() - start)
  }
  return taken
}"""


@dataclass(frozen=True)
class Effort:
    """How often each page is opened, and its slider moved each time."""

    rounds: int = 10
    moves: int = 20


QUICK = Effort(rounds=2)


def run(effort: Effort) -> None:
    """Each case as a page, opened again and again."""
    twelve = replace(largest().scenario, channels=largest().scenario.channels[:12])
    cases = {
        "5 channels × 36 months": small(),
        "12 channels × 120 months": replace(largest(), scenario=twelve),
    }
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        lines = [
            line
            for name, dossier in cases.items()
            for line in _measured(browser, Path(folder) / "page.html", name, dossier, effort)
        ]
        browser.close()
    show("The page that stays with the client", BROWSER_HEADERS, lines)


def _measured(
    browser: Browser, file: Path, name: str, dossier: Dossier, effort: Effort
) -> Iterator[Line]:
    file.write_bytes(page(dossier))
    size = file.stat().st_size
    share = f"{size / MOST_BYTES:.0%} of {MOST_BYTES / 1e6:.1f} MB"
    yield Line(f"{name}: {size / 1e3:,.0f} KB, {share}")
    painted, ready, moved = [], [], []
    for _ in range(effort.rounds):
        with browser.new_context(offline=True) as context:
            opened = context.new_page()
            opened.goto(file.as_uri())
            opened.wait_for_selector("body.ready")
            ready.append(float(opened.evaluate("performance.now()")))
            while (first := opened.evaluate(PAINTED)) is None:
                opened.wait_for_timeout(5)  # wait_for_function is refused by the page's policy
            painted.append(float(first))
            moved += opened.evaluate(MOVES, effort.moves)
    yield browser_line("first paint", painted, FIRST_PAINT)
    yield browser_line("sliders alive", ready)
    yield browser_line("a move to the last chart", moved, MOVE)
