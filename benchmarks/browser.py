"""The page Simulate in a browser: from a slider's key to the last number and the last chart.

Beside it, in turns in the same run, a bare Streamlit app with as many charts (`bare_app.py`), and
the bare app with the page's own charts: what is above the first is ours, what lies between the two
is what our pictures cost to draw.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.baseline import COMMIT, BaselineError, checked_out
from benchmarks.table import BROWSER_HEADERS, Line, browser_line, show
from benchmarks.timing import load_now, load_since, median, percentile
from tools.browser import FLAGS, find_browser
from tools.server import ROOT, Server

PROBE = Path(__file__).with_name("probe.js")
TARGET = 1.5
SIZE: ViewportSize = {"width": 1280, "height": 2400}
"""Tall: a chart outside the window might be drawn later, or not at all."""
OPENS_WITHIN = 180_000
"""Milliseconds; far more than a page needs, and enough on a machine that is busy otherwise."""

STEPS = {
    "→ message sent": "sent",
    "→ first answer": "firstMessage",
    "→ last answer": "lastMessage",
    "→ last number changed": "lastNumber",
    "→ last chart redrawn": "lastChart",
}
"""What happens after the key, as the table says it, and its mark in the probe."""

BUSY = {"script, wall": "wall", "script, processor": "cpu"}
"""What the server's script thread is busy for a move, all its runs together."""

MAIN_THREAD = {
    "page, processor": "TaskDuration",
    "… of it scripts": "ScriptDuration",
    "… of it styles": "RecalcStyleDuration",
    "… of it layout": "LayoutDuration",
}
"""What the page's main thread is busy for a move, and the browser's counter of it."""


@dataclass(frozen=True)
class Effort:
    """Moves a page: `turns` times `moves`, after `warm` moves that do not count."""

    turns: int = 10
    moves: int = 5
    warm: int = 4
    beside: str = COMMIT
    """The commit whose page is measured too."""


QUICK = Effort(turns=3, moves=4)


@dataclass
class Subject:
    """One page that is measured: its slider's name and the times of its moves, in ms."""

    name: str
    page: Page
    slider: str
    charts: int
    log: Path
    taken: list[dict[str, float]] = field(default_factory=list)

    def times(self, mark: str) -> list[float]:
        return [move[mark] for move in self.taken]

    def __post_init__(self) -> None:
        self.inside = self.page.context.new_cdp_session(self.page)
        # The thread's own time: what other programs take in between does not count.
        self.inside.send("Performance.enable", {"timeDomain": "threadTicks"})

    def reruns(self) -> list[tuple[float, float]]:
        """Every run of the script for a fragment, in ms: on the wall, and of its thread."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [(1e3 * float(wall), 1e3 * float(cpu)) for wall, cpu in map(str.split, lines)]

    def _counters(self) -> dict[str, float]:
        """Milliseconds so far of the page's main thread, by what it was busy with."""
        metrics = self.inside.send("Performance.getMetrics")["metrics"]
        return {
            metric["name"]: 1e3 * metric["value"]
            for metric in metrics
            if metric["name"] in MAIN_THREAD.values()
        }

    def by_turn(self, mark: str, moves: int) -> list[float]:
        """The median of every turn."""
        times = self.times(mark)
        return [median(times[at : at + moves]) for at in range(0, len(times), moves)]

    def turn(self, moves: int, *, counted: bool = True) -> None:
        """Press the arrow on the slider so many times, each after the page has come to rest."""
        self.page.bring_to_front()
        self.page.get_by_role("slider", name=self.slider).first.focus()
        for _ in range(moves):
            done, busy = len(self.reruns()), self._counters()
            self.page.evaluate("() => { window.move = window.nextMove(); }")
            self.page.keyboard.press("ArrowRight")
            found = self.page.evaluate("() => window.move")
            if None in (found["lastNumber"], found["lastChart"]):
                sys.exit(f"{self.name}: a move changed no number or no chart: {found}")
            walls, cpus = zip(*self.reruns()[done:], strict=True)
            found |= {"runs": len(walls), "wall": sum(walls), "cpu": sum(cpus)}
            found |= {name: now - busy[name] for name, now in self._counters().items()}
            found["work"] = found["cpu"] + found["TaskDuration"]
            if counted:
                self.taken.append(found)


def run(effort: Effort) -> None:
    """Measure the three pages in turns and print their table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        playwright = stack.enter_context(sync_playwright())
        # None is Playwright's own browser, where it was installed
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        stack.callback(browser.close)
        page = simulate(browser, stack, folder / "simulate")
        bare, pictures = (
            _bare(name, browser, stack, folder / f"bare-{own}", page.charts, own)
            for name, own in (("bare app", "0"), ("bare app with the page's own charts", "1"))
        )
        subjects = [page, bare, pictures]
        try:
            code = stack.enter_context(checked_out(effort.beside))
            older = simulate(browser, stack, folder / "older", root=code)
            subjects.append(replace(older, name=f"Simulate of {effort.beside}"))
        except BaselineError as error:
            print(f"\n{error}")
        before = load_now()
        for subject in subjects:
            subject.turn(effort.warm, counted=False)
        for _ in range(effort.turns):
            for subject in subjects:
                subject.turn(effort.moves)
        _report(subjects, effort, before)


def simulate(
    browser: Browser, stack: ExitStack, log: Path, root: Path = ROOT, **environment: str
) -> Subject:
    """The page Simulate on a server of its own, both ended with the stack; `root` is its code."""
    server = stack.enter_context(
        Server("app.py", "benchmarks.clocked_server", root=root, CLOCK_TO=str(log), **environment)
    )
    page = opened(browser, f"{server.address}/?lang=en")
    return Subject("Simulate", page, "Contacts per month", charts_of(page), log)


def _bare(
    name: str, browser: Browser, stack: ExitStack, log: Path, charts: int, own: str
) -> Subject:
    server = stack.enter_context(
        Server(
            "benchmarks/bare_app.py",
            "benchmarks.clocked_server",
            CLOCK_TO=str(log),
            BARE_CHARTS=str(charts),
            BARE_OWN=own,
        )
    )
    page = opened(browser, server.address)
    assert charts_of(page) == charts, "the same number of charts on both sides"
    return Subject(name, page, "Value", charts, log)


def opened(browser: Browser, address: str) -> Page:
    """The page with the probe in it, once all its charts are drawn and it has come to rest."""
    page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light")
    page.add_init_script(path=PROBE)
    page.goto(address)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg", timeout=OPENS_WITHIN)
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
        timeout=OPENS_WITHIN,
    )
    return page


def charts_of(page: Page) -> int:
    """How many charts the page holds."""
    return page.locator("[data-testid=stVegaLiteChart]").count()


def _report(subjects: Sequence[Subject], effort: Effort, before: float | None) -> None:
    page, bare, _, *older = subjects
    lines = []
    for mark, title, target in (
        ("lastNumber", "Key on a slider → last number changed", TARGET),
        ("lastChart", "Key on a slider → last chart redrawn", TARGET),
        ("work", "Processor time of a move, script and page together", None),
    ):
        lines.append(Line(title))
        goal = None if target is None else target * percentile(bare.times(mark), 0.5)
        for subject in subjects:
            wanted = goal if subject is page else None
            lines.append(browser_line(subject.name, subject.times(mark), wanted))
        said = "Simulate ÷ bare app (min, max: of one turn)"
        lines.append(_ratio(said, page, bare, mark, effort.moves, target))
        lines += [
            _ratio(f"{effort.beside} ÷ today", then, page, mark, effort.moves, None)
            for then in older
        ]
    for subject in subjects:
        lines.append(Line(f"A move in steps: {subject.name} ({_happened(subject)})"))
        for table in (STEPS, BUSY, MAIN_THREAD):
            lines += [browser_line(said, subject.times(mark)) for said, mark in table.items()]
    count = effort.turns * effort.moves
    show(
        f"Browser ({count} moves a page, {effort.moves} in turn{load_since(before)})",
        BROWSER_HEADERS,
        lines,
    )


def _happened(subject: Subject) -> str:
    """How many charts were redrawn and how often the script ran."""
    charts = sorted({int(move["charts"]) for move in subject.taken})
    runs = sorted({int(move["runs"]) for move in subject.taken})
    return (
        f"{' or '.join(map(str, charts))} of {subject.charts} charts redrawn, "
        f"{' or '.join(map(str, runs))} runs of the script a move"
    )


def _ratio(
    said: str, page: Subject, bare: Subject, mark: str, moves: int, target: float | None
) -> Line:
    """p50 and p95 of all moves, one page over the other; min and max are those of the turns."""
    turns = [
        a / b for a, b in zip(page.by_turn(mark, moves), bare.by_turn(mark, moves), strict=True)
    ]
    middle, high = (
        percentile(page.times(mark), share) / percentile(bare.times(mark), share)
        for share in (0.5, 0.95)
    )
    return Line(
        said,
        (
            *(f"× {value:.2f}" for value in (min(turns), middle, high, max(turns))),
            "" if target is None else f"≤ × {target}",
            "" if target is None else "met" if middle <= target else "missed",
        ),
    )
