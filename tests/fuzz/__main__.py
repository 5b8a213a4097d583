"""`make fuzz`: every door with inputs led by coverage, as a table; 1 where any was at fault.

`names` is a part of its own: names made to harm, through all that takes one and every document.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import tempfile
import time
from collections.abc import Mapping
from contextlib import redirect_stderr
from pathlib import Path

from benchmarks.table import Line, show
from tests.fuzz import guided
from tests.fuzz.door import Door
from tests.fuzz.fault import ROOT

TOGETHER = 100_000
NAMED = "names"
_REACHED = re.compile(r"cov: (\d+).*?corp: (\d+)")
_LAST = 5
"""Lines of the fuzzer's own words that are shown where it ended early."""


def shares(doors: Mapping[str, Door], runs: int) -> dict[str, int]:
    """How many inputs each door gets of all.

    >>> shares({"a": Door(str, list), "b": Door(str, list, share=10)}, 11)
    {'a': 1, 'b': 10}
    """
    whole = sum(door.share for door in doors.values())
    return {name: max(1, round(runs * door.share / whole)) for name, door in doors.items()}


def through(names: list[str], runs: int, folder: Path) -> list[str]:
    """The doors of these names in turn, all where there are none; what was at fault."""
    guided.led()
    with redirect_stderr(io.StringIO()):  # it names each module
        from tests.fuzz.every import EVERY

    if unknown := set(names) - set(EVERY):
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(EVERY)}")
    doors = {name: EVERY[name] for name in names or EVERY}
    lines, wrong = [], []
    for name, share in shares(doors, runs).items():
        begun, place = time.perf_counter(), folder / re.sub(r"\W+", "-", name)
        found, said = guided.tried(doors[name], share, place)
        took, reached = time.perf_counter() - begun, (_REACHED.findall(said) or [(0, 0)])[-1]
        cells = (f"{found['inputs']:,}", *(f"{int(one):,}" for one in reached),
                 f"{found['slowest']:.2f} s", f"{len(found['faults'])}",
                 f"{took:,.0f} s")  # fmt: skip
        lines.append(Line(name, cells))
        print(name, *cells, sep="  ", flush=True)
        for kind, count in found["faults"].items():
            wrong.append(f"{name}: {kind} ({count} times), see {place}")
            print(wrong[-1], *said.splitlines()[-_LAST:], sep="\n  ", flush=True)
    show("Bad input", ("inputs", "branches", "kept", "slowest", "faults", "time"), lines)
    return wrong


def main(given: list[str] | None = None) -> int:
    """Every door asked for; 0 where none was at fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("doors", nargs="*", help="doors by name, or names; default: all doors")
    parser.add_argument("--runs", type=int, default=TOGETHER, help="inputs of all doors together")
    parser.add_argument("--share", type=float, default=1.0, help="of all names made to harm")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz",
                        help="where inputs that reached more are kept, and faults")  # fmt: skip
    asked = parser.parse_args(given)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="roi-fuzz-") as data:
        os.environ["ROI_DATA"] = tempfile.tempdir = data
        doors = [name for name in asked.doors if name != NAMED]
        if doors or not asked.doors:
            wrong += through(doors, asked.runs, asked.folder)
        if NAMED in asked.doors:
            from tests.fuzz import names

            lines, found = names.run(asked.share)
            show("Names made to harm", ("tried", "names", "faults", "time"), lines)
            wrong += found
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
