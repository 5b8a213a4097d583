"""Hostile uploads on a running app: bombs through the browser, then spoilt files by the thousand.

Meanwhile another session moves a slider and a third uploads a sound file, and the server's memory
is read. What is looked for: every file ends in figures, a question or a reason, the server stays
up and within 200 MB of what it held, and the others are answered within two seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import opened
from benchmarks.table import Line, show
from benchmarks.timing import percentile
from tests.browser.screen import Screen
from tests.reading.bombs import BOMBS
from tests.reading.variants import SAMPLES
from tools.browser import FLAGS, find_browser
from tools.server import Server

WITHIN = 2000.0
"""Milliseconds in which another session must be answered."""
GROWTH = 200.0
"""Megabytes that the server may grow by."""
REFUSES_WITHIN = 120.0
HEADERS = ("moves", "p50", "p95", "max", "target", "")
SOUND = (SAMPLES / "fr_utf8.csv").read_bytes()


@dataclass(frozen=True)
class Effort:
    """How many spoilt files are read."""

    files: int = 100_000


QUICK = Effort(files=2_000)


@dataclass
class Others:
    """Two sessions that have nothing to do with the files: a slider's, and a sound upload's."""

    slider: Page
    upload: Screen
    server: int
    before: float
    moves: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def go_on(self) -> Others:
        """The same with new lists; memory is still compared with what it was at first."""
        return Others(self.slider, self.upload, self.server, self.before)

    def turn(self, *, upload: bool) -> None:
        """One move of the slider, and an upload where asked; ends the run where nobody answers."""
        self.slider.bring_to_front()
        self.slider.get_by_role("slider", name="Contacts per month").first.focus()
        self.slider.evaluate("() => { window.move = window.nextMove(); }")
        self.slider.keyboard.press("ArrowLeft" if len(self.moves) % 2 else "ArrowRight")
        found = self.slider.evaluate("() => window.move")
        if found["lastNumber"] is None:
            sys.exit(f"the other session was not answered: {found}")
        self.moves.append(found["lastNumber"])
        if upload:
            self.uploads.append(1000 * _taken(self.upload))
        self.memory.append(_resident(self.server))


def run(effort: Effort) -> None:
    """Upload every bomb, then feed the spoilt files; print what became of them and the others."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        go, to = folder / "go", folder / "outcome.json"
        server = stack.enter_context(
            Server(
                "app.py",
                "benchmarks.hostile_server",
                FEED_GO=str(go),
                FEED_TO=str(to),
                FEED_COUNT=str(effort.files),
            )
        )
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        stack.callback(browser.close)
        slider = opened(browser, f"{server.address}/?lang=en")
        sound, hostile = (_actuals(browser, server.address) for _ in range(2))
        _taken(sound)
        process = server.process_id
        others = Others(slider, sound, process, _resident(process))
        for _ in range(5):
            others.turn(upload=True)
        _report("Nothing hostile yet", others, [])
        others = others.go_on()
        ends = [_bomb(bomb, hostile, others, folder) for bomb in BOMBS]
        _report(f"{len(BOMBS)} bombs uploaded in the browser", others, ends)
        hostile.page.close()
        others = others.go_on()
        go.touch()
        outcome = _fed(effort.files, to, others)
        _report(f"{outcome['count']:,} spoilt files, two at a time", others, _said(outcome))


def _actuals(browser: Browser, address: str) -> Screen:
    page = browser.new_page(locale="en-GB")
    return Screen(page, address).open("actuals", lang="en")


def _taken(screen: Screen) -> float:
    """Seconds from a sound file's choice to its total on the page; the file is removed again."""
    screen.page.bring_to_front()
    start = time.perf_counter()
    screen.page.locator('input[type="file"]').first.set_input_files(
        {"name": "sound.csv", "mimeType": "text/csv", "buffer": SOUND}
    )
    screen.page.get_by_text("sound.csv").first.wait_for(timeout=60_000)
    screen.within("upload-headline").first.wait_for(timeout=60_000)
    taken = time.perf_counter() - start
    _remove(screen)
    return taken


def _remove(screen: Screen) -> None:
    buttons = screen.page.get_by_role("button", name="Remove", exact=False)
    while buttons.count():
        buttons.first.click()
        screen.settle()


def _bomb(bomb: Callable[[], bytes], hostile: Screen, others: Others, folder: Path) -> str:
    """Upload one bomb, have the others go on until it is answered; what it was answered with."""
    path = folder / f"{bomb.__name__}.xlsx"
    path.write_bytes(bomb())
    hostile.page.locator('input[type="file"]').first.set_input_files(str(path))
    answer = hostile.page.locator('[data-testid="stAlert"], [class*="st-key-upload-headline"]')
    start = time.monotonic()
    others.turn(upload=True)
    while not answer.filter(visible=True).count():
        if time.monotonic() - start > REFUSES_WITHIN:
            sys.exit(f"{bomb.__name__}: no answer after {REFUSES_WITHIN:.0f} s")
        others.turn(upload=False)
    said = max(answer.first.inner_text().splitlines(), key=len)  # an icon's name is a line, too
    path.unlink()
    hostile.open("actuals", lang="en")
    return f"{bomb.__name__}: {said[:120]}"


def _fed(count: int, to: Path, others: Others) -> dict[str, Any]:
    """Have the others go on until all files are read; prints how far it is once a minute."""
    told, start = time.monotonic(), time.monotonic()
    while True:
        others.turn(upload=len(others.moves) % 5 == 0)
        outcome: dict[str, Any] = json.loads(to.read_text()) if to.exists() else {"count": 0}
        if outcome["count"] >= count:
            return {**outcome, "seconds": time.monotonic() - start}
        if time.monotonic() - told > 60:
            told = time.monotonic()
            print(f"  {outcome['count']:,} of {count:,}", flush=True)


def _resident(process: int) -> float:
    """Megabytes that a process holds."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def _said(outcome: dict[str, Any]) -> list[str]:
    ended = ", ".join(f"{name} {count:,}" for name, count in outcome["ended"].items())
    rate = outcome["count"] / outcome["seconds"]
    return [ended, f"slowest {outcome['slowest']:.1f} s; {rate:.0f} files a second",
            f"faults: {len(outcome['faults'])}", *outcome["faults"]]  # fmt: skip


def _report(title: str, others: Others, said: list[str]) -> None:
    lines = []
    for name, taken in (("slider → number", others.moves), ("upload → total", others.uploads)):
        shown = [f"{t:,.0f} ms" for t in (percentile(taken, 0.5), percentile(taken, 0.95))]
        most = max(taken)
        met = "met" if most <= WITHIN else "missed"
        lines.append(
            Line(name, (str(len(taken)), *shown, f"{most:,.0f} ms", f"≤ {WITHIN:,.0f} ms", met))
        )
    grown = max(others.memory) - others.before
    met = "met" if grown <= GROWTH else "missed"
    lines.append(Line("server's memory", ("", f"{others.before:.0f} MB", "", f"+{grown:.0f} MB",
                                          f"≤ +{GROWTH:.0f} MB", met)))  # fmt: skip
    load = f"; load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    show(f"{title}{load}", HEADERS, lines)
    for line in said:
        print(f"  {line}", flush=True)
