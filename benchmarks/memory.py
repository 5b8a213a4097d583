"""Memory of ten thousand draws, in a process of its own: `python -m benchmarks.memory [option …]`.

Prints the bytes resident before the run (imports and draws) and the most there ever were.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def resident() -> tuple[int, int]:
    """Bytes of memory now, and the most so far.

    Linux tells both of this very process; the portable figure also counts what it was forked from.
    """
    if STATUS.exists():
        known = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        now, most = (int(known[key].split()[0]) * 1024 for key in ("VmRSS", "VmHWM"))
        return now, most
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most *= 1 if sys.platform == "darwin" else 1024
    return most, most


def main() -> None:
    from benchmarks import cases
    from benchmarks.engine import ALL_BUT_RATES, figures
    from roi_model import project

    scenario = cases.plan(**dict.fromkeys(sys.argv[1:], True))
    draws = cases.draws(scenario)
    project(scenario)  # imports what is imported late
    before, _ = resident()
    kept = project(scenario, draws)
    said = figures(kept, ALL_BUT_RATES)
    assert said
    print(json.dumps({"before": before, "peak": resident()[1]}))


if __name__ == "__main__":
    main()
