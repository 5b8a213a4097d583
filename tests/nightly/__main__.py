"""`make nightly`: the numbers beside those of others, as a table; ends with 1 where any is off."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator

from benchmarks.table import Line, show
from tests.nightly import chances, pipelines, scenarios, survival
from tests.nightly.row import Row

SHOWN = 20
PARTS: dict[str, Callable[[float], Iterator[Row]]] = {
    "engine": scenarios.engine,
    "workbooks": scenarios.workbooks,
    "chances": chances.compared,
    "coverage": pipelines.coverage,
    "survival": survival.compared,
}


def main(given: list[str] | None = None) -> int:
    """Every part asked for; 0 where nothing lay farther apart than allowed."""
    parser = argparse.ArgumentParser(prog="python -m tests.nightly", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)}; default: all")
    parser.add_argument("--share", type=float, default=1.0, help="0.01: a hundredth of the cases")
    asked = parser.parse_args(given)
    unknown = set(asked.parts) - set(PARTS)
    if unknown or not 0 < asked.share <= 1:
        parser.error(f"unknown: {', '.join(sorted(unknown))}" if unknown else "--share: 0 to 1")
    lines, wrong = [], []
    for name in asked.parts or PARTS:
        begun = time.perf_counter()
        for row in PARTS[name](asked.share):
            took, begun = time.perf_counter() - begun, time.perf_counter()
            cells = (f"{row.count:,}", row.largest, row.allowed, f"{len(row.wrong)}")
            lines.append(Line(row.what, (*cells, f"{took:,.1f} s")))
            wrong += row.wrong
    show("Numbers against others", ("cases", "farthest", "allowed", "off", "time"), lines)
    for one in wrong[:SHOWN]:
        print(one)
    if len(wrong) > SHOWN:
        print(f"and {len(wrong) - SHOWN} more")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
