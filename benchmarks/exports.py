"""How long the files take, and what they take of memory.

Workbook, slides and PDF of a plan of five channels over 36 months; then each of 50 channels over
120 months in a process of its own, and what a server keeps of ten files made in children.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from benchmarks import cases
from benchmarks.table import Line, duration, engine_line, show, verdict
from benchmarks.timing import in_turns
from roi_model.export.bundle import bundle
from roi_model.export.contents.dossier import Dossier
from roi_model.export.deck.slides import slides
from roi_model.export.pdf.report import report
from roi_model.export.workbook import workbook

DAY = date(2026, 11, 27)
Write = Callable[[Dossier], bytes]


@dataclass(frozen=True)
class Effort:
    """How often each file is made."""

    rounds: int = 7


QUICK = Effort(rounds=2)


def run(effort: Effort) -> None:
    """A fresh dossier each time, so that draws and drivers count; then one that has them."""
    known = small()
    writers: dict[str, tuple[Write, float]] = {
        "workbook": (workbook, 1.5),
        "slides": (slides, 2.0),
        "PDF": (report, 2.0),
    }
    works: dict[str, Callable[[], object]] = {
        f"{name}, analyses included": partial(_afresh, w) for name, (w, _) in writers.items()
    }
    works |= {f"{name}, analyses at hand": partial(w, known) for name, (w, _) in writers.items()}
    works["zip of everything, analyses included"] = partial(_afresh, bundle)
    taken = in_turns(works, effort.rounds)
    targets = {f"{name}, analyses included": target for name, (_, target) in writers.items()}
    lines: list[Line] = [
        engine_line(name, found, "s", targets.get(name)) for name, found in taken.items()
    ]
    headers = ("min", "median", "max", "processor", "target", "median against it")
    show("Files (5 channels × 36 months, two initiatives)", headers, lines)
    alone = ("wall", "processor", "≤ 10 s", "peak of memory", "≤ 500 MB")
    lines = [line for kind in ("pptx", "pdf", "xlsx") for line in _both(kind)]
    show("Files of a small and of the largest case, each in a warm child of its own", alone, lines)
    show("A server that hands over ten files of it", ("memory",), _served())


def _afresh(write: Write) -> None:
    write(small())


def small() -> Dossier:
    """Five channels over 36 months."""
    plan = cases.plan(initiatives=True)
    channels = tuple(replace(channel, end_month=None) for channel in plan.channels)
    shorter = replace(plan, horizon_months=36, campaign_months=30, channels=channels)
    return Dossier(shorter, "fr", DAY)


MOST_SECONDS, MOST_MEGABYTES = 10.0, 500
_ALONE = """
import json, pickle, sys, time
from benchmarks.exports import largest, small
from benchmarks.memory import resident
from roi_model.export.sandbox import worker
kind, size = sys.argv[1:]
asked = pickle.dumps((kind, {"small": small, "largest": largest}[size](), None))
worker.warm()
start, used = time.perf_counter(), time.process_time()
worker.work({}, asked, lambda done, whole: None)
took = time.perf_counter() - start, time.process_time() - used
print(json.dumps([*took, resident()[1]]))
"""
_SERVER = """
import json, time
from benchmarks.exports import largest
from benchmarks.memory import resident
from roi_model.export.sandbox import limited
dossier = largest()
limited.warm()
limited.made("json", dossier)
held = [resident()[0]]
for number in range(10):
    limited.made(("pptx", "csv", "pdf", "csv", "pptx")[number % 5], dossier)
held += resident()
print(json.dumps(held))
"""


def largest() -> Dossier:
    """The largest case there can be: 50 channels with cycles of their own over 120 months."""
    plan = cases.plan(own_cycles=True, initiatives=True)
    channels = tuple(
        replace(plan.channels[n % 5], name=f"Channel {n + 1}", end_month=None) for n in range(50)
    )
    return Dossier(
        replace(plan, horizon_months=120, campaign_months=100, channels=channels), "fr", DAY
    )


def _apart(code: str, *arguments: str) -> list[float]:
    """Numbers printed by a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    found: list[float] = json.loads(run.stdout)
    return found


def _both(kind: str) -> list[Line]:
    """A file of the small case, of the largest, and how many times as much that takes."""
    small_one, large_one = (_apart(_ALONE, kind, size) for size in ("small", "largest"))
    lines = []
    for size, (wall, processor, peak) in (("small", small_one), ("largest", large_one)):
        megabytes = peak / 1e6
        cells = (
            duration(wall, "s"), duration(processor, "s"), verdict(wall, MOST_SECONDS),
            f"{megabytes:.0f} MB", verdict(megabytes, MOST_MEGABYTES),
        )  # fmt: skip
        lines.append(Line(f"{kind}, {size}", cells))
    times = [f"× {b / a:.1f}" for a, b in zip(small_one, large_one, strict=True)]
    return [*lines, Line(f"{kind}, largest / small", (*times[:2], "", times[2], ""))]


def _served() -> list[Line]:
    before, after, most = _apart(_SERVER)
    told = {"before": before, "after ten files": after, "the most": most}
    return [Line(name, (f"{held / 1e6:.0f} MB",)) for name, held in told.items()]
