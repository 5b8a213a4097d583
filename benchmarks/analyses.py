"""The analyses: draws beside others with the same model, tornado, indices, flips, growth."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import cases, peers
from benchmarks.engine import ALL_BUT_RATES, HEADERS, MEMORY, figures
from benchmarks.table import Line, duration, engine_line, show
from benchmarks.timing import Samples, in_turns, median
from roi_model import Scenario, project
from roi_model.analysis.risk.risk import SEED, risk
from roi_model.analysis.risk.sensitivity import INDEX_POINTS, sobol, tornado
from roi_model.analysis.risk.spreads import Doubt, drawn_doubts
from roi_model.analysis.search.flips import flip_points

ROOT = Path(__file__).resolve().parent.parent
INDEX_INPUTS = 20

ALL_DRAWS = 150e-3
TORNADO = 60e-3
INDICES = 500e-3

Draws = dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Effort:
    """How much is measured: draws in a loop over arrays, over pandas tables, in the package.

    The package has a cost of its own at the start, which many draws share.
    """

    rounds: int = 7
    singles: int = 500
    tables: int = 100
    packaged: int = 2_048
    growth: int = 5
    memory: tuple[int, ...] = (100_000, 1_000_000)


QUICK = Effort(rounds=3, singles=100, tables=20, packaged=256, growth=3, memory=())


def run(effort: Effort) -> None:
    """Measure the analyses and print their two tables."""
    scenario = cases.plan()
    doubts = drawn_doubts(scenario)
    lines = [
        *_against_others(scenario, doubts, effort),
        *_analyses(scenario, doubts, effort),
        *_memory(effort.memory),
    ]
    show(
        f"Analyses ({os.cpu_count()} processors; every sample of a round taken in turn)",
        HEADERS,
        lines,
    )
    show(
        "How project() grows: processor's medians, of draws of every input with a usual doubt",
        ("size", "draws × channels × months", "processor", "size ÷ first", "time ÷ first"),
        _growth(effort),
    )


def drawn(doubts: Sequence[Doubt], count: int) -> Draws:
    """Independent draws of every doubt, by path."""
    random = np.random.default_rng(1)
    return {doubt.path: doubt.at(random.random(count)) for doubt in doubts}


def _projected(scenario: Scenario, draws: Draws) -> object:
    return figures(project(scenario, draws), ALL_BUT_RATES)


# Beside others ----------------------------------------------------------------------------------


def _against_others(scenario: Scenario, doubts: Sequence[Doubt], effort: Effort) -> Iterable[Line]:
    """The same draws by one call and one by one; by a package that draws by itself."""
    draws = drawn(doubts, cases.DRAWS)
    few = {path: values[: effort.singles] for path, values in draws.items()}
    fewer = {path: values[: effort.tables] for path, values in draws.items()}
    _same_numbers(scenario, few, peers.loop(scenario, few).to_dict("list"))
    works: dict[str, Callable[[], object]] = {
        "project()": partial(_projected, scenario, draws),
        "risk()": partial(risk, scenario, doubts=doubts, draws=cases.DRAWS),
        "loop": partial(peers.loop, scenario, few),
        "pandas": partial(peers.loop, scenario, fewer, peers.frame),
    }
    if peers.installed():
        made = peers.simulate(scenario, doubts, effort.packaged, SEED)
        chosen = {name: np.asarray(found.nums) for name, found in made.invars.items()}
        said = {name: made.outvars[name].nums for name in peers.METRICS}
        _same_numbers(scenario, chosen, said)
        works["package"] = partial(peers.simulate, scenario, doubts, effort.packaged, SEED)
    taken = in_turns(works, effort.rounds)
    ours = taken["project()"].per(cases.DRAWS)
    yield Line(
        f"{cases.DRAWS:,} draws × {len(cases.NAMES)} channels × {cases.MONTHS} months, "
        f"the {len(doubts)} inputs with a usual doubt"
    )
    yield engine_line("project(), every metric but irr, mirr", taken["project()"], "ms", ALL_DRAWS)
    yield engine_line("risk(): draws made, every metric, band and chances", taken["risk()"], "ms")
    yield Line(
        f"One of these draws: {len(ALL_BUT_RATES)} metrics here, {len(peers.METRICS)} of the others"
    )
    yield engine_line("project()", ours, "µs")
    others = {
        "loop": (f"a Python loop over arrays, {effort.singles}", effort.singles),
        "pandas": (f"a Python loop over pandas tables, {effort.tables}", effort.tables),
    }
    if "package" in taken:
        name = f"{peers.version()} with the loop over arrays, {effort.packaged:,}"
        others["package"] = (name, effort.packaged)
    for key, (title, count) in others.items():
        each = taken[key].per(count)
        yield engine_line(title, each, "µs")
        yield Line("… takes this many times as long", _ratio(each, ours))
    if "package" not in taken:
        yield Line(f"  {peers.PACKAGE} is not installed: nothing to compare with there")


def _same_numbers(scenario: Scenario, draws: Draws, others: Mapping[str, Sequence[float]]) -> None:
    """A race between two that do not say the same would be no race."""
    ours = project(scenario, draws).metrics
    for name in peers.METRICS:
        value = np.asarray(ours.figure(name).values)
        np.testing.assert_allclose(np.asarray(others[name], float), value, rtol=1e-9, err_msg=name)


def _ratio(above: Samples, below: Samples) -> tuple[str, ...]:
    """Quotients round by round, so that both were taken under the same load."""
    wall = [a / b for a, b in zip(above.wall, below.wall, strict=True)]
    cpu = [a / b for a, b in zip(above.cpu, below.cpu, strict=True)]
    return tuple(f"× {q:,.0f}" for q in (min(wall), median(wall), max(wall), median(cpu)))


# Tornado, indices, flips ------------------------------------------------------------------------


def _analyses(scenario: Scenario, doubts: Sequence[Doubt], effort: Effort) -> list[Line]:
    some = doubts[:: len(doubts) // INDEX_INPUTS][:INDEX_INPUTS]
    flips = len(flip_points(scenario, "roi"))
    works: dict[str, tuple[Callable[[], object], float | None]] = {
        f"tornado of {len(doubts)} inputs": (partial(tornado, scenario, "roi", doubts), TORNADO),
        f"Sobol' indices of {len(some)} inputs, n = {INDEX_POINTS}": (
            partial(sobol, scenario, "roi", some),
            INDICES,
        ),
        f"flip points of {flips} inputs": (partial(flip_points, scenario, "roi"), None),
    }
    taken = in_turns({name: work for name, (work, _) in works.items()}, effort.rounds)
    return [
        Line(f"Return of {len(cases.NAMES)} channels × {cases.MONTHS} months"),
        *(engine_line(name, taken[name], "ms", target) for name, (_, target) in works.items()),
    ]


# Memory -----------------------------------------------------------------------------------------


def _memory(counts: Sequence[int]) -> Iterable[Line]:
    """The most that was ever resident in a fresh process that ran risk()."""
    if not counts:
        return
    yield Line("risk() in a fresh process: seconds, memory, and what the run added to imports")
    for count in counts:
        asked = [sys.executable, "-m", "benchmarks.memory", f"risk={count}"]
        run = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True)
        said = json.loads(run.stdout)
        peak, before = said["peak"], said["before"]
        yield Line(
            f"{count:,} draws",
            (
                f"{said['seconds']:,.0f} s",
                f"{peak / 1e6:,.0f} MB",
                "",
                f"{(peak - before) / 1e6:+,.0f} MB",
                f"< {MEMORY / 1e6:,.0f} MB",
                "met" if peak <= MEMORY else "missed",
            ),
        )


# Growth -----------------------------------------------------------------------------------------


def _growth(effort: Effort) -> list[Line]:
    """One thing grows at a time; the rest stays as it is at its first size or at the plan's."""
    plan = cases.plan()
    grown: dict[str, dict[int, tuple[Scenario, int]]] = {
        "draws": {count: (plan, count) for count in (5_000, 10_000, 20_000, 40_000)},
        "channels": {n: (_with_channels(plan, n), 2_000) for n in (5, 10, 20, 40)},
        "months": {n: (_with_months(plan, n), 5_000) for n in (30, 60, 120)},
    }
    lines = []
    for what, sizes in grown.items():
        works = {
            str(size): partial(_projected, scenario, drawn(drawn_doubts(scenario), count))
            for size, (scenario, count) in sizes.items()
        }
        taken = in_turns(works, effort.growth)
        lines.append(Line(f"More {what}"))
        first = min(sizes)
        for size, (scenario, count) in sizes.items():
            here, start = taken[str(size)], taken[str(first)]
            times = [a / b for a, b in zip(here.cpu, start.cpu, strict=True)]
            measures = (count, len(scenario.channels), scenario.horizon_months)
            lines.append(
                Line(
                    what,
                    (
                        f"{size:,}",
                        " × ".join(f"{measure:,}" for measure in measures),
                        duration(median(here.cpu), "ms"),
                        f"× {size / first:.1f}",
                        f"× {median(times):.1f}",
                    ),
                )
            )
    return lines


def _with_channels(plan: Scenario, count: int) -> Scenario:
    """The plan's channels over again, each under a name of its own."""
    taken = (plan.channels[at % len(plan.channels)] for at in range(count))
    named = (replace(channel, name=f"Channel {at}") for at, channel in enumerate(taken, 1))
    return replace(plan, channels=tuple(named))


def _with_months(plan: Scenario, months: int) -> Scenario:
    """A longer plan of the same shape: its campaign grows with its horizon."""
    channels = tuple(replace(channel, end_month=None) for channel in plan.channels)
    return replace(plan, horizon_months=months, campaign_months=months * 4 // 5, channels=channels)
