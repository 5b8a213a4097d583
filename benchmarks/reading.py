"""Files of actuals: a million rows beside plain pandas, a million deals, uploads and their page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import ledgers
from benchmarks.table import Line, browser_line, engine_line, show, verdict
from benchmarks.timing import Samples, in_turns, median, percentile

if TYPE_CHECKING:
    from tests.sessions.wire import Tab

ROOT = Path(__file__).resolve().parent.parent
LONG, FEC, WORKBOOK, DEALS, UPLOAD, SCREEN = 1.5, 1.5, 2.0, 1.0, 3.0, 4.0
MEMORY = {".csv": 500e6, ".txt": 550e6}
OTHERS = 250.0
"""Milliseconds within which other sessions are answered (p95) while a large file is read."""

CALM, PAUSE = 20, 0.2
"""Moves of a slider before the file comes; seconds between two of them."""

HEADERS = ("min", "median", "max", "processor", "target", "median against it")


@dataclass(frozen=True)
class Effort:
    """How much is measured; the targets are those of the whole size."""

    rows: int = 1_000_000
    workbook_rows: int = 100_000
    upload_rows: int = 50_000
    rounds: int = 3


QUICK = Effort(rows=100_000, workbook_rows=10_000, upload_rows=10_000, rounds=1)


def run(effort: Effort) -> None:
    """Measure reading and print its table."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            *_large(effort, Path(folder, "long.csv"), ledgers.long_file, effort.rows, LONG),
            *_large(effort, Path(folder, "fec.txt"), ledgers.fec_file, effort.rows // 2, FEC),
            *_workbook(effort, Path(folder, "wide.xlsx")),
            *_deals(effort),
        ]
        content = Path(folder, "long.csv").read_bytes()
    lines += _uploads(effort)
    show(f"Reading ({os.cpu_count()} processors)", HEADERS, lines)
    _on_screen(effort, content)


# A million rows, each time in a fresh process -----------------------------------------------------


def _large(
    effort: Effort, path: Path, write: Callable[[Path, int], None], costs: int, target: float
) -> list[Line]:
    write(path, effort.rows)
    expected = ledgers.total(costs)
    runs: dict[str, list[dict[str, Any]]] = {"ours": [], "pandas": []}
    for _ in range(effort.rounds):
        for how, taken in runs.items():
            taken.append(_read_once(how, path))
    for found in runs["ours"]:
        assert found["refused"] is None and found["all"] == expected, found
        assert found["categories"] == len(ledgers.KINDS) and found["months"] == 24, found
    assert {found["rows"] for taken in runs.values() for found in taken} == {effort.rows}
    whole = effort.rows == Effort.rows
    ours, plain = (_samples(runs[how]) for how in ("ours", "pandas"))
    kind = "FEC" if path.suffix == ".txt" else "“;” and cp1252"
    ratio = [a / b for a, b in zip(ours.wall, plain.wall, strict=True)]
    return [
        Line(f"{kind}, {effort.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB"),
        engine_line("read, classified, totalled", ours, "s", target if whole else None),
        engine_line("pandas.read_csv alone", plain, "s"),
        Line("ours takes this many times as long", _times(ratio, ours, plain)),
        engine_line("then compared with a plan and calibrated", _calibrated(runs["ours"]), "s"),
        _memory("most memory of ours", runs["ours"], MEMORY[path.suffix] if whole else None),
        _memory("most memory of pandas.read_csv", runs["pandas"], None),
    ]


def _workbook(effort: Effort, path: Path) -> list[Line]:
    path.write_bytes(ledgers.workbook(effort.workbook_rows, wide=True))
    runs = [_read_once("ours", path) for _ in range(effort.rounds)]
    for found in runs:
        assert found["refused"] is None and found["all"] == ledgers.total(effort.workbook_rows)
    target = WORKBOOK if effort.workbook_rows == Effort.workbook_rows else None
    return [
        Line(f"xlsx, {effort.workbook_rows:,} rows × 8, {path.stat().st_size / 1e6:.0f} MB"),
        engine_line("read, classified, totalled", _samples(runs), "s", target),
        _memory("most memory", runs, None),
    ]


def _deals(effort: Effort) -> list[Line]:
    runs = [_read_once("deals", Path(str(effort.rows))) for _ in range(effort.rounds)]
    target = DEALS if effort.rows == Effort.rows else None
    return [
        Line(f"{effort.rows:,} deals"),
        engine_line("a plan calibrated on them", _samples(runs), "s", target),
    ]


def _read_once(how: str, path: Path) -> dict[str, Any]:
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.read_once", how, str(path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def _samples(runs: list[dict[str, Any]]) -> Samples:
    return Samples([run["wall"] for run in runs], [run["cpu"] for run in runs])


def _calibrated(runs: list[dict[str, Any]]) -> Samples:
    wall, cpu = zip(*(run["calibrated"] for run in runs), strict=True)
    return Samples(list(wall), list(cpu))


def _times(ratio: list[float], ours: Samples, plain: Samples) -> tuple[str, ...]:
    work = median(ours.cpu) / median(plain.cpu)
    return tuple(f"× {q:.1f}" for q in (min(ratio), median(ratio), max(ratio), work))


def _memory(name: str, runs: list[dict[str, Any]], target: float | None) -> Line:
    peaks = [run["peak"] for run in runs]
    added = median([run["peak"] - run["before"] for run in runs])
    shown = [f"{peak / 1e6:,.0f} MB" for peak in (min(peaks), median(peaks), max(peaks))]
    wanted = () if target is None else (f"< {target / 1e6:,.0f} MB", verdict(max(peaks), target))
    return Line(name, (*shown, f"{added / 1e6:+,.0f} MB", *wanted))


# An upload through the warm child -----------------------------------------------------------------


def _uploads(effort: Effort) -> list[Line]:
    """From the bytes in the server to the reading in the server, its child's work included.

    The processor's time is the server's share alone: sending, and unpacking the answer.
    """
    from roi_model.reading.sandbox.limited import read_limited

    count = effort.upload_rows
    expected = ledgers.total(count)
    files = {"costs.csv": ledgers.short_file(count), "costs.xlsx": ledgers.workbook(count)}

    def uploaded(name: str) -> None:
        reading = read_limited(files[name], name=name)
        assert reading.refused is None and reading.rows_kept == count, reading.refused
        assert reading.totals()["all"] == expected

    _until_warm()
    works = {name: partial(uploaded, name) for name in files}
    taken = in_turns(works, 2 * effort.rounds + 1)
    target = UPLOAD if count == Effort.upload_rows else None
    return [
        Line(f"An upload of {count:,} rows through the warm limited child"),
        *(
            engine_line(f"{name}, {len(files[name]) / 1e6:.1f} MB", taken[name], "s", target)
            for name in files
        ),
    ]


def _until_warm() -> None:
    """A server warms its children when it starts, long before the first upload."""
    from roi_model.reading.sandbox import limited

    limited.warm()
    end = time.monotonic() + 60
    while limited.POOL.slots().qsize() < limited.SIZE and time.monotonic() < end:
        time.sleep(0.05)


# A large file on the page ---------------------------------------------------------------------


def _on_screen(effort: Effort, content: bytes) -> None:
    """From the first byte sent to the end of the page's run, while another session moves a slider.

    Both speak the server's wire without a browser, which would share its two cores.
    """
    from tests.sessions.wire import Tab
    from tools.server import Server

    with Server() as server:
        other, moves = Tab(server.address).open(), list[float]()
        Tab(server.address).open("actuals").give(small_csv=ledgers.short_file(100)).close()
        _moved(other, moves, lambda: len(moves) >= CALM)
        calm, taken = moves[1:], []
        moves.clear()
        for _ in range(effort.rounds):
            tab = Tab(server.address).open("actuals")
            with ThreadPoolExecutor(1) as pool:
                start = time.perf_counter()
                shown = pool.submit(tab.give, costs_csv=content)
                _moved(other, moves, shown.done)
                shown.result()
                taken.append(time.perf_counter() - start)
            assert tab.has("upload-start"), "the page shows no month to begin with"
            tab.close()
        other.close()
    whole = effort.rows == Effort.rows
    title = f"A CSV of {len(content) / 1e6:.0f} MB uploaded, a slider of another session meanwhile"
    lines = [
        browser_line("sent → on screen", [1e3 * one for one in taken], 1e3 * SCREEN),
        browser_line("moves of another session before", calm),
        browser_line("moves of another session meanwhile", moves),
    ]
    p95 = percentile(moves, 0.95)
    if whole:
        lines.append(Line("p95 of those", ("", "", f"{p95:,.0f} ms", "", f"≤ {OTHERS:.0f} ms",
                                           verdict(p95, OTHERS))))  # fmt: skip
    show(title, ("min", "p50", "p95", "max", "target", "against it"), lines)


def _moved(other: Tab, moves: list[float], done: Callable[[], bool]) -> None:
    """Moves of a slider five times a second, in milliseconds, until it is done."""
    while not done():
        start = time.perf_counter()
        other.edit("contacts", "slide", 5000.0 + len(moves) % 50)
        moves.append(1e3 * (time.perf_counter() - start))
        time.sleep(PAUSE)
