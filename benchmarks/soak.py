"""A few sessions for a long time: `make bench ARGS="--soak 60"` prints how the memory goes.

They move a slider all the while, and now and then one leaves and another comes, as in an office; a
visitor with a browser uploads files, opens the analyses and has documents made
(`benchmarks/visitor.py`).
"""

from __future__ import annotations

import asyncio
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from typing import IO

from benchmarks.fleet import PANEL, Fleet
from benchmarks.memory import resident
from tools.server import ROOT, Server

SESSIONS = 8
TURN = 60.0
"""Seconds until one session leaves, another comes, and the memory is read."""
WARM = 10
"""Minutes that do not count: what a server makes once, and the first sessions it forgets."""
AN_HOUR = 1e6
"""Target: bytes that the server may grow in an hour once it is warm."""


def run(minutes: float) -> None:
    """Print a line a minute, and what the memory grows in an hour."""
    with Server() as server, tempfile.TemporaryFile("w+") as told:
        visitor = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.visitor", server.address], cwd=ROOT, stdout=told
        )
        try:
            asyncio.run(_soak(server, minutes))
        finally:
            visitor.terminate()
            visitor.wait()
        print(f"  visits with a file, analyses and a document: {_visits(told)}\n", flush=True)


def _visits(told: IO[str]) -> str:
    """How many were done, how many failed."""
    told.seek(0)
    found = Counter(line.split()[0].rstrip(":") for line in told)
    return ", ".join(f"{number} {name}" for name, number in sorted(found.items())) or "none"


async def _soak(server: Server, minutes: float) -> None:
    fleet = Fleet(server.address, PANEL)
    start, errors, moves = time.monotonic(), 0, 0
    curve: list[tuple[float, float]] = []
    await fleet.grow(SESSIONS)
    print(f"\nSoak: {SESSIONS} sessions, one leaves and one comes every {TURN:.0f} s", flush=True)
    while (passed := (time.monotonic() - start) / 60) < minutes:
        taken = await fleet.move(TURN)
        await fleet.shrink(SESSIONS - 1)
        errors += len(taken.errors) + len(await fleet.grow(SESSIONS))
        moves += len(taken.moves)
        passed = (time.monotonic() - start) / 60
        curve.append((passed, resident(server.process_id)[0]))
        print(f"  {passed:5.1f} min  {curve[-1][1] / 1e6:7.1f} MB  {moves} moves", flush=True)
    warm = [point for point in curve if point[0] >= min(WARM, minutes / 2)]
    growth, unsure = 60 * slope(warm), 60 * doubt(warm)
    print(
        f"  {growth / 1e6:+.1f} ± {unsure / 1e6:.1f} MB an hour once warm (standard error), target "
        f"≤ {AN_HOUR / 1e6:.0f} MB: {'met' if growth <= AN_HOUR else 'missed'}; {errors} errors\n",
        flush=True,
    )


def slope(points: list[tuple[float, float]]) -> float:
    """By how much the second grows for one of the first, by least squares.

    >>> slope([(0, 1), (1, 3), (2, 5)])
    2.0
    """
    count = len(points)
    if count < 2:
        return 0.0
    x, y = (sum(values) / count for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def doubt(points: list[tuple[float, float]]) -> float:
    """Standard error of that slope, by how far the points lie from their line; 0 for two.

    >>> round(doubt([(0, 1), (1, 0), (2, 1), (3, 0)]), 3)
    0.283
    """
    if len(points) < 3:
        return 0.0
    rise = slope(points)
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    apart = sum((b - y - rise * (a - x)) ** 2 for a, b in points)
    return math.sqrt(apart / (len(points) - 2) / sum((a - x) ** 2 for a, _ in points))
