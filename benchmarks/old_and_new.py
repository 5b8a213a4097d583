"""Works that the code of 77e6f44 and today's both do; the worker of `benchmarks/baseline.py`.

Run as a file, with `PYTHONPATH` naming the one or the other code: `python -P old_and_new.py`. Each
line of its input names a work; the answer is a line of JSON with the seconds of the processor and
of the wall, and a figure of what came out. `once WORK` does one in a fresh process and adds the
bytes that it held at most; imports come before. Imports nothing of this folder: both have one.
"""

from __future__ import annotations

import inspect
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import cases
from roi_model import project


def _of(*places: str) -> Any:
    """What stands at `module:name`: today's place first, then where it was."""
    for place in places:
        module, _, name = place.partition(":")
        try:
            return getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
    raise ImportError(f"in none of {', '.join(places)}")


risk = _of("roi_model.analysis.risk.risk:risk", "roi_model.analysis.risk:risk")
drawn_doubts = _of(
    "roi_model.analysis.risk.spreads:drawn_doubts", "roi_model.analysis.spreads:usual_doubts"
)
presets = _of("roi_model.storage.presets:presets", "roi_model.presets:presets")
METRICS = _of("roi_model.metrics:CARDS", "roi_model.metrics:FORMULAS")

NEWER = ("capacity_payback_month", "capacity_roi", "hours_short", "peak_utilisation")
"""Metrics that 77e6f44 did not know: left out where all of a projection are read."""
ASKED = ("roi", "npv", "payback_month")
CHOOSES = "metrics" in inspect.signature(risk).parameters
"""Whether `risk` can be asked for some metrics alone."""
CALLS = {"one": 50}
"""How often a work that takes a thousandth of a second is done in one sample."""
_numbers = count(1)


def _preset() -> Any:
    return presets()[0].scenario


def _moved() -> Any:
    """The preset with one input at a value that it never had before."""
    first = _preset()
    channel = first.channels[0]
    moved = replace(channel, contacts=channel.contacts * (1 + next(_numbers) / 1000))
    return replace(first, channels=(moved, *first.channels[1:]))


def _drawn(scenario: Any, **more: Any) -> float | None:
    """Every metric; of these the ones that both know, where that can be said."""
    if CHOOSES:
        more["metrics"] = [name for name in METRICS if name not in NEWER]
    run = risk(scenario, **more)
    names = more.get("metrics", METRICS)
    kept = [*(run.metrics[name] for name in names), run.cumulative_cash, run.payback_by_month]
    assert kept
    return run.metrics["roi"].p50


def _asked(scenario: Any) -> float | None:
    """Only the metrics that are asked for, where that can be asked."""
    run = risk(scenario, metrics=ASKED) if CHOOSES else risk(scenario)
    assert run.cumulative_cash is not None
    return run.metrics["roi"].p50


def _plan_draws() -> dict[str, Any]:
    import numpy as np

    random = np.random.default_rng(1)
    return {one.path: one.at(random.random(cases.DRAWS)) for one in drawn_doubts(cases.plan())}


def _projected(scenario: Any, draws: Any = None) -> float:
    made = project(scenario, draws)
    left_out = NEWER if draws is None else (*NEWER, *RATES)
    kept = [made.metrics[name].value for name in METRICS if name not in left_out]
    assert kept
    value = made.metrics["npv"].value
    return float(value if draws is None else value.mean())  # type: ignore[union-attr,arg-type]


RATES = ("irr", "mirr")
"""Left out of all draws, here as in the other tables."""


def _many() -> Callable[[], object]:
    plan, draws = cases.plan(), _plan_draws()
    return lambda: _projected(plan, draws)


def _read(path: str) -> Callable[[], object]:
    read = _of("roi_model.reading.reading:read", "roi_model.actuals:read")
    read("Date;Libellé;Montant\n15/01/2024;Café;1 200,50\n".encode())  # what is imported late
    file = Path(path)

    def work() -> object:
        reading = read(file.read_bytes(), name=file.name)
        assert reading.refused is None
        return reading.totals()["all"]

    return work


WORKS: dict[str, Callable[..., Callable[[], object]]] = {
    "preset": lambda: lambda: _drawn(_preset()),
    "asked": lambda: lambda: _asked(_preset()),
    "moved": lambda: lambda: _drawn(_moved()),
    "moved asked": lambda: lambda: _asked(_moved()),
    "one": lambda: lambda: _projected(_preset()),
    "many": _many,
    "plan": lambda: lambda: _drawn(cases.plan(), draws=cases.DRAWS),
    "read": _read,
}


def _timed(work: Callable[[], object], calls: int = 1) -> dict[str, object]:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(calls):
        said = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"wall": wall / calls, "cpu": cpu / calls, "said": said}


def main() -> None:
    """Answer line by line; with `once`, once."""
    if sys.argv[1:2] == ["once"]:
        name, *given = sys.argv[2:]
        risk(presets()[1].scenario, draws=2)  # what is imported late
        taken = _timed(WORKS[name](*given))
        status = Path("/proc/self/status")
        lines = status.read_text().splitlines() if status.exists() else []
        peak = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")]
        print(json.dumps({**taken, "peak": peak[0] if peak else None}))
        return
    made: dict[str, Callable[[], object]] = {}
    for line in sys.stdin:
        name = line.strip()
        if name not in made:
            made[name] = WORKS[name]()
        print(json.dumps(_timed(made[name], CALLS.get(name, 1))), flush=True)


if __name__ == "__main__":
    main()
