"""The first page in a browser that was never here: from its address to the figures and the charts.

The server is warm, the browser's cache and storage empty each time. In turns, as in `browser.py`:
today's page, the bare app with as many charts, the page of an older commit, each first as often.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.baseline import COMMIT, BaselineError, checked_out
from benchmarks.browser import OPENS_WITHIN
from benchmarks.table import BROWSER_HEADERS, Line, browser_line, show
from benchmarks.timing import load_now, load_since, percentile
from tools.browser import FLAGS, find_browser
from tools.server import ROOT, Server

SIZE: ViewportSize = {"width": 1440, "height": 900}

# Noted in the page itself: when a figure stood there, when the last chart of the window was drawn.
_WATCH = """
(() => {
  window.opening = { figures: null, chart: null, drawn: 0 };
  const look = () => {
    const now = performance.now();
    const figure = document.querySelector("[data-testid=stMetricValue], .headline .value");
    if (window.opening.figures === null && figure) window.opening.figures = now;
    const drawn = document.querySelectorAll("[data-testid=stVegaLiteChart] svg.marks").length;
    if (drawn > window.opening.drawn) Object.assign(window.opening, { drawn, chart: now });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""

# Nothing more came for two seconds.
_RESTED = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const { figures, chart } = window.opening;
  return figures !== null && chart !== null && app.dataset.testScriptState === "notRunning"
    && performance.now() - chart > 2000;
}
"""


@dataclass(frozen=True)
class Effort:
    """Openings of each page, after one that warms its server."""

    openings: int = 30
    beside: str = COMMIT


QUICK = Effort(openings=4)


@dataclass
class Subject:
    """One page, and the times of its openings in ms, by mark."""

    name: str
    address: str
    figures: list[float] = field(default_factory=list)
    chart: list[float] = field(default_factory=list)
    charts: int = 0

    def open(self, browser: Browser, *, counted: bool = True) -> None:
        """Once, as a browser that was never here."""
        context = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme="light")
        page = context.new_page()
        page.add_init_script(_WATCH)
        page.goto(self.address, wait_until="commit", timeout=OPENS_WITHIN)
        page.wait_for_function(_RESTED, timeout=OPENS_WITHIN)
        found = page.evaluate("() => window.opening")
        context.close()
        self.charts = found["drawn"]
        if counted:
            self.figures.append(found["figures"])
            self.chart.append(found["chart"])


def run(effort: Effort) -> None:
    """Open the pages in turns and print their table."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        stack.callback(browser.close)
        today = _served("Simulate", stack)
        today.open(browser, counted=False)
        bare = _served("bare app", stack, "benchmarks/bare_app.py", BARE_CHARTS=str(today.charts))
        subjects = [today, bare]
        try:
            code = stack.enter_context(checked_out(effort.beside))
            subjects.append(_served(f"Simulate of {effort.beside}", stack, root=code))
        except BaselineError as error:
            print(f"\n{error}")
        before = load_now()
        for subject in subjects[1:]:
            subject.open(browser, counted=False)
        for turn in range(effort.openings):
            # Each is first as often: what one leaves behind does not always weigh on the same.
            first = turn % len(subjects)
            for subject in subjects[first:] + subjects[:first]:
                subject.open(browser)
        _report(subjects, before)


def _served(
    name: str, stack: ExitStack, script: str = "app.py", root: Path = ROOT, **environment: str
) -> Subject:
    server = stack.enter_context(Server(script, root=root, **environment))
    return Subject(name, f"{server.address}/?lang=en")


def _report(subjects: Sequence[Subject], before: float | None) -> None:
    today = subjects[0]
    lines = []
    for mark, title in (("figures", "Address → first figures"), ("chart", "Address → last chart")):
        lines.append(Line(title))
        for subject in subjects:
            said = f"{subject.name}, {subject.charts} charts"
            lines.append(browser_line(said, getattr(subject, mark)))
        lines += [_ratio(today, other, mark) for other in subjects[1:]]
    show(
        f"First page ({len(today.chart)} openings a page, in turns{load_since(before)})",
        BROWSER_HEADERS,
        lines,
    )


def _ratio(today: Subject, other: Subject, mark: str) -> Line:
    """Of the medians, with the 90 % interval in which the turns leave it; of the slow ones."""
    ours, theirs = (np.array(getattr(one, mark)) for one in (today, other))
    drawn = np.random.default_rng(0).integers(ours.size, size=(4_000, ours.size))  # whole turns
    low, high = np.quantile(
        np.median(ours[drawn], axis=1) / np.median(theirs[drawn], axis=1), (0.05, 0.95)
    )
    middle, slow = (
        percentile(getattr(today, mark), share) / percentile(getattr(other, mark), share)
        for share in (0.5, 0.95)
    )
    doubt = f"90 %: × {low:.2f} to {high:.2f}"
    return Line(f"today ÷ {other.name}", ("", f"× {middle:.2f}", f"× {slow:.2f}", "", "", doubt))
