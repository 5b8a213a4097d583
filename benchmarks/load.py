"""Many sessions on one process: how many hold 500 ms, what each costs, what a long run leaves.

Every session moves a slider every two seconds (`benchmarks/fleet.py`). Beside the page Simulate, in
turns in the same run, the bare app with the same charts. Driver and server share the machine's
processors, so the fair figure is what a move takes of the server's processor.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.baseline import COMMIT, BaselineError, checked_out
from benchmarks.fleet import BARE, EVERY, PANEL, Fleet, Slider, Taken
from benchmarks.memory import resident
from benchmarks.proxied import behind_proxy
from benchmarks.table import Line, show
from benchmarks.timing import percentile
from tools.server import ROOT, Server

HOLDS = 0.5
"""Seconds that 95 % of all moves stay under."""
SHARE = 0.9
"""Target: this share of the bare app's sessions."""
A_SESSION = 2e6
"""Target: bytes that a session may add."""
TWICE = 1.8
"""Target: two processes hold so many times the sessions of one."""
COLUMNS = ("moves", "p50", "p95", "server a move", "server busy", "driver busy", "errors")
FORGOTTEN = 165.0
"""Seconds after which Streamlit forgets a tab that was closed, and some more."""


@dataclass(frozen=True)
class Effort:
    """Sessions that are tried, seconds of each try; sessions of the measure of memory, sessions a
    process behind the proxy.
    """

    steps: tuple[int, ...] = (10, 20, 30, 40, 60, 80, 100, 130, 160)
    seconds: float = 14.0
    sessions: int = 60
    shared: int = 10
    turns: int = 3


QUICK = Effort(steps=(5, 10), seconds=6.0, sessions=10, shared=5, turns=1)


@dataclass
class Try:
    """So many sessions moved for a while: what it took them, and the processor of each side."""

    sessions: int
    taken: Taken
    server: float
    driver: float
    seconds: float

    @property
    def p95(self) -> float:
        """Of all moves; without end where a session failed."""
        return float("inf") if self.taken.errors else percentile(self.taken.moves, 0.95)

    @property
    def a_move(self) -> float:
        """Seconds of the server's processor for a move, its rest included."""
        return self.server / max(1, len(self.taken.moves))


@dataclass
class Subject:
    """One app on servers of its own: who moves it, and what was tried."""

    name: str
    fleet: Fleet
    processes: Sequence[int]
    tries: list[Try] = field(default_factory=list)

    async def attempt(self, sessions: int, seconds: float) -> Try:
        """Move with so many sessions, after a warm-up that does not count."""
        await self.fleet.shrink(min(sessions, len(self.fleet.tabs)))
        failed = await self.fleet.grow(sessions)
        await self.fleet.move(2 * EVERY)
        server, driver = sum(map(processor, self.processes)), time.process_time()
        start = time.perf_counter()
        taken = await self.fleet.move(seconds)
        taken.errors += failed
        made = Try(
            sessions,
            taken,
            sum(map(processor, self.processes)) - server,
            time.process_time() - driver,
            time.perf_counter() - start,
        )
        self.tries.append(made)
        return made

    @property
    def holds(self) -> int:
        """The most sessions tried whose p95 stayed under the bound."""
        return max((one.sessions for one in self.tries if one.p95 < HOLDS), default=0)

    @property
    def failed(self) -> int | None:
        """The least sessions beyond those that went over it; None where all held."""
        over = (one.sessions for one in self.tries if one.p95 >= HOLDS)
        return min((sessions for sessions in over if sessions > self.holds), default=None)

    def between(self) -> int | None:
        """Sessions to try next, between the most that held and the least that did not."""
        if self.failed is None or self.failed - self.holds <= 5:
            return None
        return (self.holds + self.failed) // 2


def processor(process: int) -> float:
    """Seconds of the processor that a process took so far, all its threads together."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def run(effort: Effort) -> None:
    """Measure sessions, memory and two processes, and print their tables."""
    if not Path("/proc/self/stat").exists():
        print("\nLoad: only Linux tells what another process takes; left out.")
        return
    _sessions(effort)
    _processes(effort)
    _memory(effort)


# How many hold ------------------------------------------------------------------------------------


def _sessions(effort: Effort) -> None:
    with ExitStack() as stack:
        subjects = [
            _subject(stack, "Simulate", PANEL, "app.py"),
            _subject(stack, "bare app, the same charts", BARE, "benchmarks/bare_app.py"),
        ]
        try:
            code = stack.enter_context(checked_out())
            name = f"Simulate of {COMMIT}, whose band waits for the hand to rest"
            subjects.append(_subject(stack, name, PANEL, "app.py", code))
        except BaselineError as error:
            print(f"\n{error}")
        before = os.getloadavg()[0]
        asyncio.run(_climb(subjects, effort))
        page, bare, *_ = subjects
        lines = []
        for subject in subjects:
            lines.append(Line(f"{subject.name}: {subject.holds} sessions hold"))
            lines += [as_line(one) for one in sorted(subject.tries, key=lambda one: one.sessions)]
        said = "more sessions than were tried"
        if page.failed is not None and bare.failed is not None:
            share = page.holds / max(1, bare.holds)
            said = f"× {share:.2f}, target × {SHARE}: {'met' if share >= SHARE else 'missed'}"
        lines += [
            Line(f"Simulate ÷ bare app: {said}"),
            Line(f"By processor, sessions that fill one: {', '.join(map(_full, subjects))}"),
        ]
        show(
            f"Load: a move every {EVERY:g} s a session, one process, p95 < {HOLDS * 1e3:.0f} ms "
            f"({os.cpu_count()} processors for it and the driver; load {before:.1f} before)",
            COLUMNS,
            lines,
        )


def _subject(
    stack: ExitStack, name: str, slider: Slider, script: str, root: Path = ROOT
) -> Subject:
    server = stack.enter_context(Server(script, root=root, BARE_OWN="1"))
    return Subject(name, Fleet(server.address, slider), [server.process_id])


async def _climb(subjects: Sequence[Subject], effort: Effort) -> None:
    """Ever more sessions in turns; then, of each, between what held and what did not."""
    climbing = list(subjects)
    for sessions in effort.steps:
        for subject in list(climbing):
            made = await subject.attempt(sessions, effort.seconds)
            if made.p95 >= HOLDS:
                climbing.remove(subject)
    for subject in subjects:
        while (middle := subject.between()) is not None:
            await subject.attempt(middle, effort.seconds)


def _full(subject: Subject) -> str:
    """How many sessions would keep one processor busy: Python runs one script at a time."""
    each = [one.a_move for one in subject.tries if one.taken.moves]
    return f"{EVERY / min(each):.0f}" if each else "?"


def as_line(one: Try) -> Line:
    """A row of the table."""
    moves = one.taken.moves
    runs = len(moves) + len(one.taken.rests)
    if not moves:
        return Line(f"{one.sessions} sessions", ("0", *[""] * 5, str(len(one.taken.errors))))
    return Line(
        f"{one.sessions} sessions",
        (
            f"{len(moves)}" + (f" + {runs - len(moves)} rests" if runs > len(moves) else ""),
            *(f"{1e3 * percentile(moves, share):,.0f} ms" for share in (0.5, 0.95)),
            f"{1e3 * one.a_move:.1f} ms",
            f"{one.server / one.seconds:.0%}",
            f"{one.driver / one.seconds:.0%}",
            str(len(one.taken.errors)),
        ),
    )


# Two processes -----------------------------------------------------------------------------------


def _processes(effort: Effort) -> None:
    """One process and two behind the proxy, in turns, with as many sessions each.

    Proxy, processes and driver share the machine's processors: what two hold on a machine with
    room for them follows from what a move takes of them, where they share nothing.
    """
    with ExitStack() as stack:
        found = [behind_proxy(stack, processes) for processes in (1, 2)]
        subjects = [
            Subject("behind Caddy", Fleet(address, PANEL), apps)
            for address, apps in filter(None, found)
        ]
        if len(subjects) < len(found):
            print("\nLoad: Caddy is not installed, two processes are left out.")
            return
        asyncio.run(_in_turns(subjects, effort))
        one, two = (min(tried.a_move for tried in subject.tries) for subject in subjects)
        ratio = 2 * one / two
        met = "met" if ratio >= TWICE else "missed"
        show(
            f"Load: processes behind Caddy ({os.cpu_count()} processors for all)",
            COLUMNS,
            [
                *(Line("One process"), *map(as_line, subjects[0].tries)),
                *(Line("Two processes"), *map(as_line, subjects[1].tries)),
                Line(f"By processor, two hold × {ratio:.2f} as many, target × {TWICE}: {met}"),
            ],
        )


async def _in_turns(subjects: Sequence[Subject], effort: Effort) -> None:
    for _ in range(effort.turns):
        for subject in subjects:
            sessions = effort.shared * len(subject.processes)
            await subject.attempt(sessions, effort.seconds)


# Memory ---------------------------------------------------------------------------------------


def _memory(effort: Effort) -> None:
    with Server() as server:
        asyncio.run(_leave(server, effort))


async def _leave(server: Server, effort: Effort) -> None:
    """As many sessions come and go first: what a server makes once is no session's."""
    fleet, number = Fleet(server.address, PANEL), effort.sessions
    await fleet.grow(number)
    await fleet.move(4 * EVERY)
    await fleet.shrink()
    await asyncio.sleep(FORGOTTEN)
    held = {"before they come": resident(server.process_id)[0]}
    failed = await fleet.grow(number)
    held["open"] = resident(server.process_id)[0]
    for moved in (5, 10, 15):
        failed += (await fleet.move(5 * EVERY)).errors
        held[f"{moved} moves each"] = resident(server.process_id)[0]
    await fleet.shrink()
    held["just left"] = resident(server.process_id)[0]
    await asyncio.sleep(FORGOTTEN)
    held["forgotten"] = resident(server.process_id)[0]
    first = held["before they come"]
    lines = [
        Line(name, (f"{now / 1e6:,.0f} MB", f"{(now - first) / number / 1e6:+.2f} MB"))
        for name, now in held.items()
    ]
    show(
        f"Load: memory of the server, {number} sessions ({len(failed)} errors), "
        f"target ≤ {A_SESSION / 1e6:.0f} MB each, given back",
        ("resident", "a session"),
        lines,
    )
