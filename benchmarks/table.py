"""The table that is printed: what was measured, its target, and how far the samples spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.timing import Samples, median, percentile

BROWSER_HEADERS = ("min", "p50", "p95", "max", "target", "p50 against it")
"""Of the lines that `browser_line` makes."""
UNITS = {"ms": (1e3, 1), "µs": (1e6, 0), "s": (1.0, 2)}


@dataclass(frozen=True)
class Line:
    """One row: a name and its cells; a line without cells is a heading."""

    name: str
    cells: tuple[str, ...] = ()


def duration(seconds: float, unit: str) -> str:
    """A time in ms, µs or s."""
    factor, digits = UNITS[unit]
    shown = seconds * factor
    return f"{shown:,.{digits + (shown < 10 and unit == 'ms')}f} {unit}"


def engine_line(name: str, samples: Samples, unit: str, target: float | None = None) -> Line:
    """Median between the extremes on the wall, the processor's median, target and verdict."""
    wall = median(samples.wall)
    return Line(
        name,
        (
            *(duration(t, unit) for t in (min(samples.wall), wall, max(samples.wall))),
            duration(median(samples.cpu), unit),
            "" if target is None else f"< {duration(target, unit)}",
            verdict(wall, target),
        ),
    )


def browser_line(
    name: str, samples: Sequence[float], target: float | None = None, note: str = ""
) -> Line:
    """p50 and p95 of milliseconds, extremes, target and verdict."""
    middle = percentile(samples, 0.5)
    shown = (min(samples), middle, percentile(samples, 0.95), max(samples))
    wanted = note if target is None else f"≤ {target:.0f} ms"
    return Line(name, (*(f"{t:,.0f} ms" for t in shown), wanted, verdict(middle, target)))


def verdict(value: float, target: float | None) -> str:
    if target is None:
        return ""
    return "met" if value <= target else f"missed × {value / target:.2g}"


def show(title: str, headers: Sequence[str], lines: Sequence[Line]) -> None:
    """Print the table, columns as wide as their widest cell."""
    rows = [("", *headers), *((f"  {line.name}", *line.cells) for line in lines if line.cells)]
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(len(rows[0]))]
    print(f"\n{title}")
    print(_row(rows[0], widths))
    print("  ".join("-" * width for width in widths))
    for line in lines:
        print(_row((f"  {line.name}", *line.cells), widths) if line.cells else line.name)
    print(flush=True)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = cells
    shown = [first.ljust(widths[0])]
    shown += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=False)]
    return "  ".join(shown).rstrip()
