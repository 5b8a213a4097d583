"""The page Simulate in a browser: from a slider's key to the last number and the last chart.

Beside it, in turns in the same run, a bare Streamlit app with as many charts (`bare_app.py`), and
the bare app with the page's own charts: what is above the first is ours, what lies between the two
is what our pictures cost to draw.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import server
from benchmarks.table import Line, browser_line, show
from benchmarks.timing import median, percentile
from tools.browser import FLAGS, find_browser

PROBE = Path(__file__).with_name("probe.js")
TARGET = 1.5
HEADERS = ("min", "p50", "p95", "max", "target", "p50 against it")
SIZE = {"width": 1280, "height": 2400}
"""Tall: a chart outside the window might be drawn later, or not at all."""

STEPS = {
    "message sent": "sent",
    "first answer": "firstMessage",
    "last answer": "lastMessage",
    "last chart redrawn": "lastChart",
}
"""What happens after the key, in the words of the table, and its mark in the probe."""


@dataclass(frozen=True)
class Effort:
    """Moves a page: `turns` times `moves`, after `warm` moves that do not count."""

    turns: int = 10
    moves: int = 5
    warm: int = 4


QUICK = Effort(turns=3, moves=4)


@dataclass
class Subject:
    """One page that is measured: its slider's name and the times of its moves, in ms."""

    name: str
    page: Page
    slider: str
    charts: int
    taken: list[dict[str, float]] = field(default_factory=list)

    def times(self, mark: str) -> list[float]:
        return [move[mark] for move in self.taken]

    def by_turn(self, mark: str, moves: int) -> list[float]:
        """The median of every turn."""
        times = self.times(mark)
        return [median(times[at : at + moves]) for at in range(0, len(times), moves)]

    def turn(self, moves: int, *, counted: bool = True) -> None:
        """Press the arrow on the slider so many times, each after the page has come to rest."""
        self.page.bring_to_front()
        self.page.get_by_role("slider", name=self.slider).first.focus()
        for _ in range(moves):
            self.page.evaluate("() => { window.move = window.nextMove(); }")
            self.page.keyboard.press("ArrowRight")
            found = self.page.evaluate("() => window.move")
            if None in (found["lastNumber"], found["lastChart"]):
                sys.exit(f"{self.name}: a move changed no number or no chart: {found}")
            if counted:
                self.taken.append(found)


def run(effort: Effort) -> None:
    """Measure the three pages in turns and print their table."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        # None is Playwright's own browser, where it was installed
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        stack.callback(browser.close)
        address = stack.enter_context(server("app.py"))
        page = Subject("Simulate", opened(browser, f"{address}/?lang=en"), "Contacts per month", 0)
        page.charts = charts_of(page.page)
        bare, pictures = (
            Subject(
                name,
                opened(
                    browser,
                    stack.enter_context(
                        server("benchmarks/bare_app.py", BARE_CHARTS=str(page.charts), BARE_OWN=own)
                    ),
                ),
                "Value",
                page.charts,
            )
            for name, own in (("bare app", "0"), ("bare app with the page's own charts", "1"))
        )
        subjects = (page, bare, pictures)
        before = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        for subject in subjects:
            subject.turn(effort.warm, counted=False)
        for _ in range(effort.turns):
            for subject in subjects:
                subject.turn(effort.moves)
        _report(subjects, effort, before)


def opened(browser: Browser, address: str) -> Page:
    """The page with the probe in it, once all its charts are drawn and it has come to rest."""
    page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light")
    page.add_init_script(path=PROBE)
    page.goto(address)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg", timeout=60_000)
    page.wait_for_function(
        """() => {
          const state = document.querySelector("[data-testid=stApp]").dataset.testScriptState;
          const all = document.querySelectorAll("[data-testid=stVegaLiteChart]").length;
          const drawn = document.querySelectorAll("[data-testid=stVegaLiteChart] svg.marks").length;
          const key = `${all} ${drawn}`;
          if (state !== "notRunning" || all !== drawn || window.seen !== key) {
            window.seen = key;
            window.since = performance.now();
          }
          return performance.now() - window.since > 2000;
        }""",
        timeout=60_000,
    )
    return page


def charts_of(page: Page) -> int:
    """How many charts the page holds."""
    return page.locator("[data-testid=stVegaLiteChart]").count()


def _report(subjects: Sequence[Subject], effort: Effort, before: float | None) -> None:
    page, bare, _ = subjects
    count = effort.turns * effort.moves
    lines = []
    for mark, title in (("lastNumber", "last number changed"), ("lastChart", "last chart redrawn")):
        goal = TARGET * percentile(bare.times(mark), 0.5)
        lines.append(Line(f"Key on a slider → {title}"))
        for subject in subjects:
            target = goal if subject is page else None
            lines.append(browser_line(subject.name, subject.times(mark), target))
        lines.append(_ratio(page, bare, mark, effort.moves))
    lines.append(Line("Key on a slider → last sentence changed"))
    words = [time for time in page.times("lastWords") if time is not None]
    if words:
        lines.append(browser_line(page.name, words))
    for subject in subjects:
        lines.append(Line(f"Key on a slider → …: {subject.name}, {_redrawn(subject)}"))
        lines += [browser_line(f"→ {said}", subject.times(mark)) for said, mark in STEPS.items()]
    load = "" if before is None else f"; load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    show(f"Browser ({count} moves a page, {effort.moves} in turn{load})", HEADERS, lines)


def _redrawn(subject: Subject) -> str:
    counts = sorted({int(move["charts"]) for move in subject.taken})
    return f"{' or '.join(map(str, counts))} of {subject.charts} charts redrawn a move"


def _ratio(page: Subject, bare: Subject, mark: str, moves: int) -> Line:
    """p50 and p95 of all moves, page over bare app; min and max are those of the turns."""
    turns = [
        a / b for a, b in zip(page.by_turn(mark, moves), bare.by_turn(mark, moves), strict=True)
    ]
    middle, high = (
        percentile(page.times(mark), share) / percentile(bare.times(mark), share)
        for share in (0.5, 0.95)
    )
    return Line(
        "Simulate ÷ bare app (min, max: of one turn)",
        (
            *(f"× {value:.2f}" for value in (min(turns), middle, high, max(turns))),
            f"≤ × {TARGET}",
            "met" if middle <= TARGET else "missed",
        ),
    )
