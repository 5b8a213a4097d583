"""Sweeps: cases a second, processes, memory, a cluster, and what a kill costs.

Lines are presets with every number of their own moved, at least; each shape once a block, or each
line a shape of its own. Whole runs are the command itself, with its processes watched.
"""

from __future__ import annotations

import filecmp
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import psutil

from benchmarks.table import Line, show
from roi_model import CostLine, Effect, Initiative, Role, Scenario
from roi_model.declaration.spending import CATEGORIES
from roi_model.storage.presets import presets
from roi_model.storage.scenario_file import scenario_to_dict

ROOT = Path(__file__).resolve().parent.parent
ONE_SHAPE, ALL_SHAPES = 10_000, 1_200
SCALING = 1.8
MEMORY = 600e6
BLOCK = 8192


@dataclass(frozen=True)
class Effort:
    """How much is measured: lines of a run, of the longest, rounds."""

    lines: int = 100_000
    most: int = 1_000_000
    rounds: int = 3


QUICK = Effort(lines=20_000, most=50_000, rounds=1)


def run(effort: Effort) -> None:
    """Measure sweeps and print their tables."""
    _rates(effort)
    with tempfile.TemporaryDirectory(prefix="sweep-") as folder:
        _runs(effort, Path(folder))


# Lines ----------------------------------------------------------------------------------------


def one_shape(count: int, seed: int = 1) -> Iterator[str]:
    """Cases of the first preset."""
    yield from _lines([_raw(presets()[0].scenario)], count, seed)


def presets_mixed(count: int, seed: int = 1) -> Iterator[str]:
    """Cases of all presets, mixed."""
    yield from _lines([_raw(one.scenario) for one in presets()], count, seed)


def many_shapes(count: int, seed: int = 1) -> Iterator[str]:
    """Cases of three hundred shapes, mixed."""
    rng = Random(seed)
    yield from _lines([_raw(_other(rng)) for _ in range(300)], count, seed)


def own_shapes(count: int, seed: int = 1) -> Iterator[str]:
    """Cases of as many shapes as lines, but for chance."""
    rng = Random(seed)
    for number in range(count):
        yield _moved(json.dumps(_raw(_other(rng)) | {"name": f"Case {number + 1}"}), rng)


def _raw(scenario: Scenario) -> dict[str, Any]:
    return scenario_to_dict(scenario, complete=False)


def _lines(plans: list[dict[str, Any]], count: int, seed: int) -> Iterator[str]:
    rng = Random(seed)
    for number in range(count):
        plan = rng.choice(plans) | {"name": f"Case {number + 1}"}
        yield _moved(json.dumps(plan, ensure_ascii=False), rng)


def _moved(line: str, rng: Random) -> str:
    """A line with its numbers moved, a whole one by nothing."""

    def moved(written: str) -> float:
        return float(written) * rng.uniform(0.9, 1.0)

    return json.dumps(json.loads(line, parse_float=moved), ensure_ascii=False)


def _other(rng: Random) -> Scenario:
    """A preset with other people, costs and initiatives besides."""
    base = rng.choice(presets()).scenario
    team = tuple(Role(title=f"Role {n}", fte=0.5, start_month=1) for n in range(rng.randint(0, 2)))
    costs = tuple(
        CostLine(name=f"Cost {n}", category=rng.choice(CATEGORIES), amount=99.5)
        for n in range(rng.randint(0, 3))
    )
    effects = ("quote_to_customer", "cycle_months", "deal_value", "contacts", "retention")
    ideas = tuple(
        Initiative(
            name=f"Idea {n}",
            start_month=3,
            category=rng.choice(CATEGORIES),
            effects=(Effect(parameter=rng.choice(effects), factor=1.1),),
        )
        for n in range(rng.randint(0, 1))
    )
    return replace(
        base,
        team=base.team + team,
        costs=base.costs + costs,
        initiatives=base.initiatives + ideas,
    )


KINDS: dict[str, tuple[Callable[[int], Iterator[str]], int]] = {
    "one shape": (one_shape, ONE_SHAPE),
    "the ten presets, mixed": (presets_mixed, ALL_SHAPES),
    "300 shapes, mixed": (many_shapes, ALL_SHAPES),
    "each line a shape of its own": (own_shapes, ALL_SHAPES),
}


# What a worker does -----------------------------------------------------------------------------


def _rates(effort: Effort) -> None:
    """Cases a second of one processor: a block from its text to its rows, by processor time."""
    from roi_model.sweep.blocks import LinesBlock
    from roi_model.sweep.figures import Options
    from roi_model.sweep.work import work

    lines = []
    for kind, (made, target) in KINDS.items():
        count = BLOCK if target == ONE_SHAPE or effort.rounds > 1 else BLOCK // 4
        block = LinesBlock(0, 1, "\n".join(made(count)).encode())
        best = float("inf")
        for _ in range(effort.rounds + 1):
            start = time.process_time()
            done = work(block, Options())
            best = min(best, time.process_time() - start)
        assert (done.rows, done.errors) == (count, 0)
        rate = count / best
        verdict = "met" if rate >= target else f"missed × {target / rate:.2g}"
        lines.append(
            Line(kind, (f"{best / count * 1e6:,.0f} µs", f"{rate:,.0f}", f"≥ {target:,}", verdict))
        )
    show("Sweep: a worker", ("a case", "a second and core", "target", ""), lines)


# Whole runs -------------------------------------------------------------------------------------


@dataclass
class Watched:
    """A command to its end: seconds, processor's seconds of itself and of each of its processes,
    the most memory of all of them together (resident; shared pages counted once).
    """

    wall: float
    own: float
    others: list[float]
    resident: float
    shared_once: float
    said: dict[str, Any]

    def line(self, name: str, note: str = "") -> Line:
        others = " + ".join(f"{seconds:.1f}" for seconds in self.others)
        memory = f"{self.resident / 1e6:,.0f} / {self.shared_once / 1e6:,.0f} MB"
        times = (f"{self.wall:.1f} s", f"{self.own:.1f} s", f"{others} s")
        return Line(name, (*times, memory, note))


def _runs(effort: Effort, folder: Path) -> None:
    given = folder / "in.jsonl"
    _write(given, one_shape(effort.lines))
    out = {name: folder / f"{name}.parquet" for name in ("one", "two", "cluster", "lost", "killed")}
    rows = f"{effort.lines:,} lines"
    lines = [Line(f"{rows} of one shape")]
    one, two = [], []
    for _ in range(effort.rounds):  # in turns
        one.append(_watched(given, out["one"], "--workers", "1"))
        two.append(_watched(given, out["two"], "--workers", "2"))
    best_one, best_two = (min(runs, key=lambda run: run.wall) for runs in (one, two))
    lines.append(best_one.line("one process"))
    lines.append(best_two.line("two processes", _same(out["one"], out["two"])))
    lines.append(_scaling(one, two))
    with _cluster() as (address, workers):
        run = _watched(given, out["cluster"], "--cluster", address)
        lines.append(run.line("Dask, two workers", _same(out["one"], out["cluster"])))
        run = _watched(given, out["lost"], "--cluster", address, at_half=workers[0].kill)
        lines.append(run.line("… one of them killed", _same(out["one"], out["lost"])))
    _watched(given, out["killed"], "--workers", "2", at_half=None, kill=True)
    run = _watched(given, out["killed"], "--workers", "2")
    note = f"{run.said['resumed']:,} rows were there; {_same(out['one'], out['killed'])}"
    lines.append(run.line("gone on with after kill -9", note))
    _write(given, one_shape(effort.most))
    run = _watched(given, folder / "most.parquet", "--workers", "2")
    met = "met" if run.resident <= MEMORY else "missed"
    lines.append(Line(f"{effort.most:,} lines, two processes"))
    lines.append(run.line("memory", f"≤ {MEMORY / 1e6:,.0f} MB: {met}"))
    headers = ("wall", "command", "its processes", "resident / shared once", "")
    show(f"Sweep: the command (load {os.getloadavg()[0]:.1f})", headers, lines)


def _scaling(one: list[Watched], two: list[Watched]) -> Line:
    """How much faster two processes are: by the wall, and by processor time on a quiet machine.

    There, one process keeps the command waiting and two share two processors with it.
    """
    wall = min(run.wall for run in one) / min(run.wall for run in two)
    alone = min(max(run.own, sum(run.others)) for run in one)
    shared = min(run.own + sum(run.others) for run in two) / 2
    return Line(
        "two beside one",
        (f"× {wall:.2f}", "", f"× {alone / shared:.2f}", "", f"by processor time; ≥ {SCALING}"),
    )


def _same(a: Path, b: Path) -> str:
    return "same bytes" if filecmp.cmp(a, b, shallow=False) else "OTHER BYTES"


def _write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def _watched(
    given: Path,
    out: Path,
    *options: str,
    at_half: Callable[[], None] | None = None,
    kill: bool = False,
) -> Watched:
    """The command under watch; in the middle something happens, or it is killed."""
    parts = out.with_name(out.name + ".parts")
    half = _blocks(given) // 2
    start = time.perf_counter()
    command = [sys.executable, "-m", "roi_model", "sweep", *options, str(given), str(out)]
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    me, times, resident, shared_once = psutil.Process(run.pid), {}, 0.0, 0.0
    while run.poll() is None:
        memory = [0.0, 0.0]
        for one in _family(me):
            try:
                used, spent = one.memory_full_info(), one.cpu_times()
            except psutil.Error:
                continue
            times[one.pid] = spent.user + spent.system
            memory[0] += used.rss
            memory[1] += getattr(used, "pss", used.rss)
        resident, shared_once = max(resident, memory[0]), max(shared_once, memory[1])
        if (at_half or kill) and len(list(parts.glob("*.arrow"))) >= half:
            if kill:
                run.send_signal(signal.SIGKILL)
            elif at_half is not None:
                at_half()
            at_half, kill = None, False
        time.sleep(0.05)
    wall = time.perf_counter() - start
    assert run.stdout is not None
    said = run.stdout.read()
    own = times.pop(run.pid, 0.0)
    others = [seconds for seconds in times.values() if seconds > 0.2]  # not the tracker's
    return Watched(wall, own, others, resident, shared_once, json.loads(said) if said else {})


def _family(one: psutil.Process) -> list[psutil.Process]:
    try:
        return [one, *one.children(recursive=True)]
    except psutil.Error:
        return []


def _blocks(given: Path) -> int:
    from roi_model.sweep.sources import CASES, source_of

    return sum(1 for _ in source_of(str(given)).blocks(CASES))


@contextmanager
def _cluster() -> Iterator[tuple[str, list[psutil.Process]]]:
    """A Dask scheduler and two workers, each a process of its own: address and workers."""
    from distributed import LocalCluster

    before = set(_family(psutil.Process()))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        found = [one for one in _family(psutil.Process()) if one not in before]
        workers = [one for one in found if "spawn_main" in " ".join(one.cmdline())]
        yield cluster.scheduler_address, workers
