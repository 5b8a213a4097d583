"""How long the files take: workbook, slides and PDF of a plan of five channels over 36 months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from benchmarks import cases
from benchmarks.table import Line, engine_line, show
from benchmarks.timing import in_turns
from roi_model.export.bundle import bundle
from roi_model.export.dossier import Dossier
from roi_model.export.report import report
from roi_model.export.slides import slides
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
    known = _dossier()
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


def _afresh(write: Write) -> None:
    write(_dossier())


def _dossier() -> Dossier:
    plan = cases.plan(initiatives=True)
    channels = tuple(replace(channel, end_month=None) for channel in plan.channels)
    shorter = replace(plan, horizon_months=36, campaign_months=30, channels=channels)
    return Dossier(shorter, "fr", DAY)
