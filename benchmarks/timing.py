"""Samples of time: the wall's and the processor's, taken in turns so that noise hits all alike."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Samples:
    """Durations in seconds of the same work: on the wall, and of all this process's threads."""

    wall: Sequence[float]
    cpu: Sequence[float]

    def per(self, count: int) -> Samples:
        """The same for one of `count` pieces of the work."""
        return Samples([t / count for t in self.wall], [t / count for t in self.cpu])


def load_now() -> float | None:
    """How many programs wait for a processor, the last minute's mean; None where nothing says."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def load_since(before: float | None) -> str:
    """The load before a measurement and now, for the title of its table."""
    now = load_now()
    return "" if before is None or now is None else f"; load {before:.1f} before, {now:.1f} after"


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values stay at or below, linear between two neighbours."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def in_turns(
    works: Mapping[str, Callable[[], object]], rounds: int, calls: Mapping[str, int] | None = None
) -> dict[str, Samples]:
    """Time every work once a round, `rounds` times, after one round that does not count.

    `calls` says how often a short work is called within one sample; its samples are per call.
    """
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            times = (calls or {}).get(name, 1)
            gc.collect()
            cpu, wall = time.process_time(), time.perf_counter()
            for _ in range(times):
                work()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            if number:
                taken[name].append((wall / times, cpu / times))
    return {name: Samples(*zip(*pairs, strict=True)) for name, pairs in taken.items()}
