"""Memory of a run in a process of its own: `python -m benchmarks.memory [option …]`.

Ten thousand draws of the plan with these options, or a risk run: `risk=1000000`. Prints the bytes
resident before the run (imports and draws), the most there ever were, and the seconds it took.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def resident(process: int | str = "self") -> tuple[int, int]:
    """Bytes of memory now, and the most so far; of another process by its number, on Linux alone.

    Linux tells both of this very process; the portable figure also counts what it was forked from.
    """
    status = Path(f"/proc/{process}/status")
    if process != "self" or status.exists():
        known = dict(line.split(":", 1) for line in status.read_text().splitlines())
        now, most = (int(known[key].split()[0]) * 1024 for key in ("VmRSS", "VmHWM"))
        return now, most
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most *= 1 if sys.platform == "darwin" else 1024
    return most, most


def main() -> None:
    asked = sys.argv[1:]
    work = _risk(int(asked[0][5:])) if asked and asked[0].startswith("risk=") else _draws(asked)
    before, _ = resident()
    start = time.perf_counter()
    kept = work()
    seconds = time.perf_counter() - start
    assert kept
    print(json.dumps({"before": before, "peak": resident()[1], "seconds": seconds}))


def _draws(options: list[str]) -> Callable[[], object]:
    from benchmarks import cases
    from benchmarks.engine import ALL_BUT_RATES, figures
    from roi_model import project

    scenario = cases.plan(**dict.fromkeys(options, True))
    draws = cases.draws(scenario)
    project(scenario)  # imports what is imported late

    def work() -> object:
        kept = project(scenario, draws)
        return kept, figures(kept, ALL_BUT_RATES)

    return work


def _risk(count: int) -> Callable[[], object]:
    from benchmarks import cases
    from roi_model.analysis.risk.risk import risk

    scenario = cases.plan()
    risk(scenario, draws=1)  # imports what is imported late

    def work() -> object:
        run = risk(scenario, draws=count)
        return run, run.metrics, run.cumulative_cash, run.payback_by_month

    return work


if __name__ == "__main__":
    main()
