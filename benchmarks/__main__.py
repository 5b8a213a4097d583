"""`make bench`: engine, analyses, files, page, sessions: timed, with targets, beside 77e6f44."""

from __future__ import annotations

import argparse
import importlib
import os
from dataclasses import replace

PARTS = (
    "engine",
    "analyses",
    "baseline",
    "reading",
    "exports",
    "library",
    "handout",
    "browser",
    "opening",
    "risk_page",
    "load",
    "crowd",
    "sweep",
)
"""Each a module with `run`, `Effort` and the smaller effort `QUICK`."""
ASKED_FOR = ("hotspots", "hostile")
"""Those that run only where they are named."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="part",
        help=f"{', '.join(PARTS)}, {' or '.join(ASKED_FOR)}; default all but the last two",
    )
    parser.add_argument("--quick", action="store_true", help="fewer samples, for a first look")
    parser.add_argument(
        "--soak", type=float, metavar="MINUTES", help="of `load`: few sessions for so long, alone"
    )
    parser.add_argument(
        "--beside",
        metavar="COMMIT",
        help="of `browser` and `opening`: the older code beside today's",
    )
    asked = parser.parse_args()
    parts = asked.parts or list(PARTS)
    unknown = set(parts) - {*PARTS, *ASKED_FOR}
    if unknown:
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    _say_load()
    if asked.soak is not None:
        from benchmarks import soak

        soak.run(asked.soak)
        return
    for part in (one for one in (*PARTS, *ASKED_FOR) if one in parts):
        module = importlib.import_module(f"benchmarks.{part}")
        effort = module.QUICK if asked.quick else module.Effort()
        if asked.beside and hasattr(effort, "beside"):
            effort = replace(effort, beside=asked.beside)
        module.run(effort)


def _say_load() -> None:
    if hasattr(os, "getloadavg"):
        load, processors = os.getloadavg()[0], os.cpu_count()
        print(f"Load before the start: {load:.1f} on {processors} processors.")
        if load > 0.5:
            print("Other programs are running: wall times are longer than they need be, read the")
            print("processor's times and the ratios taken in the same run.")


if __name__ == "__main__":
    main()
