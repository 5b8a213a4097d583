"""Many at once and many one after another: a rush, 10 to 150 that move, thousands that come and go.

`make bench ARGS=crowd`. The tabs are those of `benchmarks/fleet.py`: a page counts as open at the
end of the run that drew it. Beside the app, in the same run, the bare app with the same charts.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.fleet import BARE, EVERY, PANEL, Fleet, Slider, Tab, why
from benchmarks.load import COLUMNS, FORGOTTEN, Subject, as_line, processor
from benchmarks.memory import resident
from benchmarks.proxied import behind_proxy
from benchmarks.soak import slope
from benchmarks.table import Line, show
from benchmarks.timing import percentile
from tools.server import Server

WITHIN = 10.0
"""Seconds within which all of a rush ask for the page."""
A_THOUSAND = 5e6
"""Target: bytes that a thousand sessions which came and went may leave behind."""
ROOM = "2000"
"""Sessions that a process takes in here: those that were closed still count until forgotten."""


@dataclass(frozen=True)
class Effort:
    """Tabs of a rush; sessions that move, for so many seconds; tabs that come and go, how many at a
    time, how often the memory is read.
    """

    rush: int = 400
    levels: tuple[int, ...] = (10, 25, 50, 75, 100, 150)
    seconds: float = 20.0
    visits: int = 10_000
    at_once: int = 4
    reads: int = 20


QUICK = Effort(rush=40, levels=(5, 10), seconds=6.0, visits=200, reads=5)


def run(effort: Effort) -> None:
    """Print how long a rush waits, what moves take of ever more sessions, and how the memory goes
    while sessions come and go.
    """
    _rushes(effort)
    _levels(effort)
    asyncio.run(_visits(effort))


# A rush -------------------------------------------------------------------------------------------


def _rushes(effort: Effort) -> None:
    lines = []
    with ExitStack() as stack:
        for name, address, slider, served in _subjects(stack):
            asyncio.run(_rush(address, slider, 2))  # imports what is imported late
            before = sum(map(processor, served))
            waited, failed = asyncio.run(_rush(address, slider, effort.rush))
            busy = (sum(map(processor, served)) - before) / effort.rush
            told = [f"{percentile(waited, share):.1f} s" for share in (0.5, 0.95, 1.0)]
            lines.append(Line(name, (*told, f"{1e3 * busy:.0f} ms", str(len(failed)))))
            lines += [Line(f"    {one}") for one in sorted(set(failed))]
    show(
        f"A rush: {effort.rush} cold opens within {WITHIN:.0f} s",
        ("p50", "p95", "last", "server an open", "errors"),
        lines,
    )


def _subjects(stack: ExitStack) -> list[tuple[str, str, Slider, list[int]]]:
    """What is tried: its name, address, slider and processes. Without Caddy, two of four."""
    bare = stack.enter_context(Server("benchmarks/bare_app.py", BARE_OWN="1"))
    one = stack.enter_context(Server(ROI_SESSIONS=ROOM))
    subjects = [("bare app", bare.address, BARE, [bare.process_id])]
    subjects += [("one process", one.address, PANEL, [one.process_id])]
    for processes in (1, 2):
        if found := behind_proxy(stack, processes, ROI_SESSIONS=ROOM):
            subjects.append((f"{processes} behind Caddy", found[0], PANEL, found[1]))
    return subjects


# Ten to 150 ---------------------------------------------------------------------------------------


def _levels(effort: Effort) -> None:
    with ExitStack() as stack:
        tried = [
            Subject(name, Fleet(address, slider), served)
            for name, address, slider, served in _subjects(stack)
        ]
        asyncio.run(_climb(tried, effort))
        lines = [
            line
            for subject in tried
            for line in (Line(subject.name), *(as_line(one) for one in subject.tries))
        ]
        show(f"Ever more sessions, a move every {EVERY:g} s each, all levels", COLUMNS, lines)


async def _climb(tried: list[Subject], effort: Effort) -> None:
    """Every level of each, in turns; those that are not tried have left meanwhile."""
    for sessions in effort.levels:
        for subject in tried:
            await subject.attempt(sessions, effort.seconds)
            await subject.fleet.shrink(0)


async def _rush(address: str, slider: Slider, tabs: int) -> tuple[list[float], list[str]]:
    """Seconds each waited for its page, and why those failed that did."""
    moments = random.Random(2026)
    made = [Tab(address, slider) for _ in range(tabs)]

    async def opened(tab: Tab) -> float:
        await asyncio.sleep(moments.random() * WITHIN)
        start = time.perf_counter()
        await tab.open()
        return time.perf_counter() - start

    done = await asyncio.gather(*map(opened, made), return_exceptions=True)
    await asyncio.gather(*(tab.close() for tab in made), return_exceptions=True)
    failed = [why(one) for one in done if isinstance(one, Exception)]
    return [one for one in done if isinstance(one, float)] or [float("nan")], failed


# They come and go ---------------------------------------------------------------------------------


async def _visits(effort: Effort) -> None:
    """Each opens the page, moves a slider once and leaves; the memory on the way and after."""
    with Server(ROI_SESSIONS=ROOM) as server:
        print(f"\nCome and go: {effort.visits:,} sessions, {effort.at_once} at a time", flush=True)
        errors: list[str] = []
        curve = [(0, resident(server.process_id)[0])]
        print(f"  {0:>8,}  {curve[0][1] / 1e6:8,.0f} MB", flush=True)
        step, done = max(1, effort.visits // effort.reads), 0
        while done < effort.visits:
            number = min(effort.at_once, effort.visits - done)
            found = await asyncio.gather(
                *(_visit(server.address) for _ in range(number)), return_exceptions=True
            )
            errors += [why(one) for one in found if isinstance(one, Exception)]
            done += number
            if done >= curve[-1][0] + step or done == effort.visits:
                curve.append((done, resident(server.process_id)[0]))
                print(f"  {done:>8,}  {curve[-1][1] / 1e6:8,.0f} MB", flush=True)
        await asyncio.sleep(FORGOTTEN)
        left = resident(server.process_id)[0]
        print(f"  forgotten {left / 1e6:8,.0f} MB; {len(errors)} errors", flush=True)
        later = [(at / 1e3, float(held)) for at, held in curve if at >= effort.visits / 2]
        growth = slope(later)
        met = "met" if growth <= A_THOUSAND else "missed"
        print(
            f"  {growth / 1e6:+.1f} MB a thousand in the second half, target ≤ "
            f"{A_THOUSAND / 1e6:.0f} MB: {met}\n",
            flush=True,
        )


async def _visit(address: str) -> None:
    tab = await Tab(address, PANEL).open()
    try:
        await tab.move()
    finally:
        await tab.close()
