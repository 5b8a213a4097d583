"""`make bench`: engine, analyses, reading, files, library, page, Simulate: timed, with targets."""

from __future__ import annotations

import argparse
import os

PARTS = ("engine", "analyses", "reading", "exports", "library", "handout", "browser")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="part",
        help=f"{', '.join(PARTS)}, hotspots or hostile; default all but the last two",
    )
    parser.add_argument("--quick", action="store_true", help="fewer samples, for a first look")
    asked = parser.parse_args()
    parts = asked.parts or list(PARTS)
    unknown = set(parts) - {*PARTS, "hotspots", "hostile"}
    if unknown:
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    if hasattr(os, "getloadavg"):
        load, processors = os.getloadavg()[0], os.cpu_count()
        print(f"Load before the start: {load:.1f} on {processors} processors.")
        if load > 0.5:
            print("Other programs are running: wall times are longer than they need be, read the")
            print("processor's times and the ratios taken in the same run.")
    if "engine" in parts:
        from benchmarks import engine

        engine.run(engine.QUICK if asked.quick else engine.Effort())
    if "analyses" in parts:
        from benchmarks import analyses

        analyses.run(analyses.QUICK if asked.quick else analyses.Effort())
    if "reading" in parts:
        from benchmarks import reading

        reading.run(reading.QUICK if asked.quick else reading.Effort())
    if "exports" in parts:
        from benchmarks import exports

        exports.run(exports.QUICK if asked.quick else exports.Effort())
    if "library" in parts:
        from benchmarks import library

        library.run(library.QUICK if asked.quick else library.Effort())
    if "handout" in parts:
        from benchmarks import handout

        handout.run(handout.QUICK if asked.quick else handout.Effort())
    if "hotspots" in parts:
        from benchmarks import hotspots

        hotspots.run()
    if "browser" in parts:
        from benchmarks import browser

        browser.run(browser.QUICK if asked.quick else browser.Effort())
    if "hostile" in parts:
        from benchmarks import hostile

        hostile.run(hostile.QUICK if asked.quick else hostile.Effort())


if __name__ == "__main__":
    main()
