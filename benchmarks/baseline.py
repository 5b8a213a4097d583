"""Today's code beside that of 77e6f44, which git brings back: the same work in turns, A B A B.

Each has a worker of its own (`benchmarks/old_and_new.py`), so that neither's memory or caches are
the other's. The least of the processor's times is the fair figure on a machine that others use.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import ledgers
from benchmarks.table import Line, duration, show, verdict

ROOT = Path(__file__).resolve().parent.parent
WORKER = Path(__file__).with_name("old_and_new.py")
COMMIT = "77e6f44"

HEADERS = (f"{COMMIT}, processor", "today", "today, wall", "faster", "target", "against it")

TIMES = (
    ("risk() of a preset, 2,048 draws, every metric", "preset", 4.0),
    ("… only the metrics asked", "asked", 4.0),
    ("risk() after one input moved, every metric", "moved", 6.0),
    ("… only the metrics asked", "moved asked", 6.0),
    ("project() of 10,000 draws × 5 channels × 60 months", "many", 2.0),
    ("risk() of the same", "plan", 3.0),
    ("one scenario with every metric", "one", 1.9 / 0.8),
)
"""What is timed in the same two processes all along, its work, how much faster it should be."""

FRESH = (
    ("risk() of a preset, the first of a process", "preset", 4.0, None),
    ("project() of 10,000 × 5 × 60", "many", 2.0, 220e6),
    ("risk() of the same", "plan", 3.0, 220e6),
)
"""What is timed in a fresh process each; last the bytes that it may hold."""

FILES = (
    ("costs.csv", ledgers.long_file, 1.5, 500e6),
    ("fec.txt", ledgers.fec_file, 1.5, 550e6),
)
"""A million lines each: who writes them, the seconds and bytes that reading may take."""


class BaselineError(RuntimeError):
    """The older code is not to be had; its sentence says why."""


@dataclass(frozen=True)
class Effort:
    """Rounds of what is short, of fresh processes; rows of the files."""

    rounds: int = 9
    fresh: int = 3
    rows: int = 1_000_000


QUICK = Effort(rounds=3, fresh=1, rows=100_000)


@contextmanager
def checked_out(commit: str = COMMIT) -> Iterator[Path]:
    """The code of a commit in a folder of its own. Raises BaselineError."""
    try:
        packed = subprocess.run(
            ["git", "archive", "--format=tar", commit], cwd=ROOT, check=True, capture_output=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise BaselineError(
            f"Nothing to compare with: {commit} is not in the history here. In a shallow clone "
            "`git fetch --unshallow` brings it; a copy without git has none."
        ) from error
    with tempfile.TemporaryDirectory(prefix="roi-baseline-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        # A folder without this file would give way to today's of that name, where it is installed.
        Path(folder, "ui", "__init__.py").touch()
        yield Path(folder)


class Worker:
    """A process that works with one of the two codes."""

    def __init__(self, code: Path) -> None:
        self.code = code
        self._process = subprocess.Popen(
            self._command(), cwd=code, env=self._environment(), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def do(self, work: str) -> dict[str, Any]:
        """One work; seconds, and what came out."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{work}\n")
        self._process.stdin.flush()
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def once(self, *work: str) -> dict[str, Any]:
        """One work in a fresh process; its most memory, too."""
        said = subprocess.run(
            [*self._command(), "once", *work],
            cwd=self.code, env=self._environment(), check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(said.stdout)
        return found

    def _command(self) -> list[str]:
        return [sys.executable, "-P", str(WORKER)]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.code)}


def run(effort: Effort) -> None:
    """Measure both in turns and print their tables, or why there is nothing to compare."""
    with ExitStack() as stack:
        try:
            older = stack.enter_context(checked_out())
        except BaselineError as error:
            print(f"\n{error}\n")
            return
        both = [stack.enter_context(Worker(code)) for code in (older, ROOT)]
        _times(both, effort)
        _fresh(both, effort)
        _files(both, effort)


Pair = tuple[dict[str, Any], dict[str, Any]]


def _turns(works: Sequence[Callable[[], dict[str, Any]]], rounds: int, warm: int) -> list[Pair]:
    """What both said, round by round, after `warm` rounds that do not count."""
    taken = [tuple(work() for work in works) for _ in range(warm + rounds)]
    return taken[warm:]  # type: ignore[return-value]


def _times(both: Sequence[Worker], effort: Effort) -> None:
    lines = []
    for name, work, target in TIMES:
        pairs = _turns([partial(worker.do, work) for worker in both], effort.rounds, 1)
        lines.append(_line(name, pairs, "ms", target))
    show(f"Beside {COMMIT}, in turns, the least of {effort.rounds}", HEADERS, lines)


def _fresh(both: Sequence[Worker], effort: Effort) -> None:
    lines = []
    for name, work, target, most in FRESH:
        pairs = _turns([partial(worker.once, work) for worker in both], effort.fresh, 0)
        lines.append(_line(name, pairs, "ms", target))
        if most is not None:
            lines.append(_memory(pairs, most))
    show(f"Beside {COMMIT}, each in a fresh process, the least of {effort.fresh}", HEADERS, lines)


def _files(both: Sequence[Worker], effort: Effort) -> None:
    """The targets of whole files are seconds on the wall."""
    lines = []
    whole = effort.rows == Effort.rows
    with tempfile.TemporaryDirectory() as folder:
        for name, write, seconds, most in FILES:
            path = Path(folder, name)
            write(path, effort.rows)
            works = [partial(worker.once, "read", str(path)) for worker in both]
            pairs = _turns(works, effort.fresh, 0)
            line = _line(f"{name}, {effort.rows:,} lines, read and totalled", pairs, "s")
            if whole:
                wall = min(new["wall"] for _, new in pairs)
                line = Line(
                    line.name, (*line.cells[:4], f"≤ {seconds} s wall", verdict(wall, seconds))
                )
            lines += [line, _memory(pairs, most if whole else None)]
    show(f"Files beside {COMMIT}, each in a fresh process", HEADERS, lines)


def _line(name: str, pairs: Sequence[Pair], unit: str, target: float | None = None) -> Line:
    """The least of the processor's times of both, today's least on the wall, and their ratio."""
    then, now = (min(pair[side]["cpu"] for pair in pairs) for side in (0, 1))
    wall = min(new["wall"] for _, new in pairs)
    ratio = then / now
    return Line(
        name,
        (
            *(duration(seconds, unit) for seconds in (then, now, wall)),
            f"× {ratio:.1f}",
            "" if target is None else f"≥ × {target:.1f}",
            "" if target is None else "met" if ratio >= target else "missed",
        ),
    )


def _memory(pairs: Sequence[Pair], most: float | None) -> Line:
    peaks = [[pair[side]["peak"] for pair in pairs] for side in (0, 1)]
    if None in (*peaks[0], *peaks[1]):
        return Line("  … most memory: only Linux tells it")
    then, now = (min(found) for found in peaks)
    cells = (f"{then / 1e6:,.0f} MB", f"{now / 1e6:,.0f} MB", "", f"× {then / now:.1f}")
    if most is None:
        return Line("… most memory", cells)
    return Line("… most memory", (*cells, f"≤ {most / 1e6:,.0f} MB", verdict(now, most)))
