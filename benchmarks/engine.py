"""The engine: one scenario, ten thousand draws, the same draws one by one, memory and imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import cases
from benchmarks.table import Line, engine_line, show
from benchmarks.timing import Samples, in_turns, median
from roi_model import Projection, Scenario, project
from roi_model.declaration.paths import card_at, with_value
from roi_model.metrics import CARDS
from roi_model.storage.presets import presets

ROOT = Path(__file__).resolve().parent.parent
RATES = ("irr", "mirr")
ALL_BUT_RATES = tuple(name for name in CARDS if name not in RATES)

ONE_SCENARIO = 1e-3
ALL_DRAWS = 150e-3
MEMORY = 1e9
IMPORT = 0.35

HEADERS = ("min", "median", "max", "processor", "target", "median against it")


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    rounds: int = 7
    calls: int = 50
    singles: int = 200
    imports: int = 7


QUICK = Effort(rounds=3, calls=10, singles=50, imports=3)

VARIANTS: Mapping[str, Mapping[str, bool]] = {
    "one cycle for all channels": {},
    "a cycle for each channel": {"own_cycles": True},
    "one cycle, seasonality and capacity": {"seasons": True},
    "a cycle each, seasonality and capacity": {"own_cycles": True, "seasons": True},
    "… and two initiatives": {"own_cycles": True, "seasons": True, "initiatives": True},
}


def run(effort: Effort) -> None:
    """Measure everything about the engine and print its table."""
    lines = [
        *_one_scenario(effort),
        *_many_draws(effort),
        *_against_a_loop(effort),
        *_memory(),
        *_imports(effort),
    ]
    show(
        f"Engine ({os.cpu_count()} processors; every sample of a round taken in turn)",
        HEADERS,
        lines,
    )


def figures(projection: Projection, names: tuple[str, ...]) -> list[object]:
    """The metrics as a user gets them: values and reasons."""
    return [projection.metrics[name] for name in names]


# One scenario -----------------------------------------------------------------------------------


def _one_scenario(effort: Effort) -> list[Line]:
    lines = []
    for title, scenario in (
        (f"Preset “{presets()[0].name('en')}”", presets()[0].scenario),
        (f"{len(cases.NAMES)} channels × {cases.MONTHS} months", cases.plan(own_cycles=True)),
    ):
        works: dict[str, Callable[[], object]] = {
            "project()": partial(project, scenario),
            "… and every metric but irr, mirr": partial(_projected, scenario, ALL_BUT_RATES),
            "… and every metric": partial(_projected, scenario, tuple(CARDS)),
        }
        taken = in_turns(works, effort.rounds, dict.fromkeys(works, effort.calls))
        lines.append(Line(f"One scenario: {title}"))
        lines += [engine_line(name, taken[name], "ms", ONE_SCENARIO) for name in works]
    return lines


def _projected(scenario: Scenario, names: tuple[str, ...]) -> object:
    return figures(project(scenario), names)


# Ten thousand draws -----------------------------------------------------------------------------


def _many_draws(effort: Effort) -> list[Line]:
    lines = []
    inputs = {name: _with_draws(cases.plan(**options)) for name, options in VARIANTS.items()}
    varying = {name: len(drawn) for name, (_, drawn) in inputs.items()}
    works = {name: partial(_drawn, *case) for name, case in inputs.items()}
    taken = in_turns(works, effort.rounds)
    lines.append(
        Line(
            f"{cases.DRAWS:,} draws × {len(cases.NAMES)} channels × {cases.MONTHS} months, "
            "every numeric input by draw, every metric but irr, mirr"
        )
    )
    for name in works:
        target = None if name.startswith("…") else ALL_DRAWS
        lines.append(engine_line(f"{name} ({varying[name]} inputs)", taken[name], "ms", target))
    lines.append(Line("Rates of return of those draws, by themselves"))
    lines += _rates(*inputs["one cycle for all channels"], effort)
    return lines


def _with_draws(scenario: Scenario) -> tuple[Scenario, dict[str, NDArray[np.float64]]]:
    return scenario, cases.draws(scenario)


def _drawn(scenario: Scenario, draws: Mapping[str, NDArray[np.float64]]) -> object:
    return figures(project(scenario, draws), ALL_BUT_RATES)


def _rates(
    scenario: Scenario, draws: Mapping[str, NDArray[np.float64]], effort: Effort
) -> list[Line]:
    """Each rate on projections made beforehand, one for every time it is asked for."""
    lines = []
    for name in RATES:
        made = iter([project(scenario, draws) for _ in range(effort.rounds + 1)])
        taken = in_turns({name: partial(_rate_of_next, made, name)}, effort.rounds)
        lines.append(engine_line(name, taken[name], "ms"))
    return lines


def _rate_of_next(made: Iterator[Projection], name: str) -> object:
    return next(made).metrics[name]


# The same draws one by one ------------------------------------------------------------------------


def _against_a_loop(effort: Effort) -> list[Line]:
    scenario = cases.plan()
    draws = cases.draws(scenario)
    few = {path: drawn[: effort.singles] for path, drawn in draws.items()}
    singles = [_one(scenario, few, number) for number in range(effort.singles)]
    _same_numbers(scenario, few, singles)
    taken = in_turns(
        {
            "loop": lambda: [_projected(single, ALL_BUT_RATES) for single in singles],
            "batch": partial(_drawn, scenario, draws),
        },
        effort.rounds,
    )
    loop, batch = taken["loop"].per(effort.singles), taken["batch"].per(cases.DRAWS)
    return [
        Line(f"One draw of {cases.DRAWS:,}, one cycle for all channels"),
        engine_line(f"project() in a Python loop over {effort.singles}", loop, "µs"),
        engine_line("all draws in one call", batch, "µs"),
        Line("the loop takes this many times as long", _ratio(loop, batch)),
    ]


def _one(scenario: Scenario, draws: Mapping[str, NDArray[np.float64]], number: int) -> Scenario:
    """The scenario of one draw; its horizon last, which bounds the other months."""
    for path in sorted(draws, key="horizon_months".__eq__):
        value = float(draws[path][number])
        whole = card_at(scenario, path).whole
        scenario = with_value(scenario, path, int(value) if whole else value)
    return scenario


def _same_numbers(
    scenario: Scenario, draws: Mapping[str, NDArray[np.float64]], singles: list[Scenario]
) -> None:
    """A race between two that do not say the same would be no race."""
    batch = project(scenario, draws).metrics["npv"].value
    alone = [project(single).metrics["npv"].value for single in singles]
    np.testing.assert_allclose(np.asarray(batch, float), np.asarray(alone, float), rtol=1e-9)


def _ratio(above: Samples, below: Samples) -> tuple[str, ...]:
    """Quotients round by round, so that both were taken under the same load."""
    wall = [a / b for a, b in zip(above.wall, below.wall, strict=True)]
    cpu = [a / b for a, b in zip(above.cpu, below.cpu, strict=True)]
    return tuple(f"× {q:.1f}" for q in (min(wall), median(wall), max(wall), median(cpu)))


# Memory and imports -------------------------------------------------------------------------------


def _memory() -> list[Line]:
    lines = [Line("Memory of a fresh process, every metric but irr, mirr")]
    for name in ("one cycle for all channels", "a cycle each, seasonality and capacity"):
        options = [option for option, on in VARIANTS[name].items() if on]
        said = json.loads(_python("-m", "benchmarks.memory", *options))
        peak, before = said["peak"], said["before"]
        lines.append(
            Line(
                name,
                (
                    "",
                    f"{peak / 1e6:,.0f} MB",
                    "",
                    f"{(peak - before) / 1e6:+,.0f} MB",
                    f"< {MEMORY / 1e6:,.0f} MB",
                    "met" if peak <= MEMORY else "missed",
                ),
            )
        )
    return lines


IMPORTS = {
    "import numpy": "import numpy",
    "import roi_model": "import roi_model",
    "import roi_model, first project() of a preset": (
        "from roi_model import project\n"
        "from roi_model.storage.presets import presets\n"
        "project(presets()[0].scenario)"
    ),
    "… of a plan whose cycle has a spread": (
        "from roi_model import project, Scenario, Channel\n"
        "project(Scenario(name='x', cycle_cv=0.6, channels=(Channel(name='y'),)))"
    ),
}


def _imports(effort: Effort) -> list[Line]:
    """What a fresh interpreter takes for its imports, its own start not counted."""
    samples: dict[str, list[tuple[float, float]]] = {name: [] for name in IMPORTS}
    for number in range(effort.imports + 1):
        for name, code in IMPORTS.items():
            timed = (
                "import time; w, c = time.perf_counter(), time.process_time()\n"
                f"{code}\nprint(time.perf_counter() - w, time.process_time() - c)"
            )
            wall, cpu = map(float, _python("-c", timed).split())
            if number:  # the first one reads the files from the disk
                samples[name].append((wall, cpu))
    lines = [Line("Imports, each in a fresh interpreter")]
    for name in IMPORTS:
        target = IMPORT if name == "import roi_model" else None
        lines.append(engine_line(name, Samples(*zip(*samples[name], strict=True)), "ms", target))
    return lines


def _python(*arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
