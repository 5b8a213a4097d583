"""Files of actuals: a million rows beside plain pandas, and an upload through the limited child."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import ledgers
from benchmarks.table import Line, engine_line, show
from benchmarks.timing import Samples, in_turns, median

ROOT = Path(__file__).resolve().parent.parent
LONG, FEC, UPLOAD = 8.0, 10.0, 3.0
MEMORY = 1.5e9

HEADERS = ("min", "median", "max", "processor", "target", "median against it")


@dataclass(frozen=True)
class Effort:
    """How much is measured; the targets are those of the whole size."""

    rows: int = 1_000_000
    upload_rows: int = 50_000
    rounds: int = 3


QUICK = Effort(rows=100_000, upload_rows=10_000, rounds=1)


def run(effort: Effort) -> None:
    """Measure reading and print its table."""
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            *_large(effort, Path(folder, "long.csv"), ledgers.long_file, effort.rows, LONG),
            *_large(effort, Path(folder, "fec.txt"), ledgers.fec_file, effort.rows // 2, FEC),
        ]
    lines += _uploads(effort)
    show(f"Reading ({os.cpu_count()} processors)", HEADERS, lines)


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
        _memory("most memory of ours", runs["ours"], whole),
        _memory("most memory of pandas.read_csv", runs["pandas"], False),
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


def _memory(name: str, runs: list[dict[str, Any]], judged: bool) -> Line:
    peaks = [run["peak"] for run in runs]
    added = median([run["peak"] - run["before"] for run in runs])
    shown = [f"{peak / 1e6:,.0f} MB" for peak in (min(peaks), median(peaks), max(peaks))]
    wanted = (f"< {MEMORY / 1e6:,.0f} MB", "met" if max(peaks) < MEMORY else "missed")
    return Line(name, (*shown, f"{added / 1e6:+,.0f} MB", *(wanted if judged else ())))


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
