"""How far a sweep is and how long it still takes, on standard error."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from roi_model.texts import text

ON_SCREEN, IN_A_LOG = 0.5, 10.0
"""Seconds between two lines: on a terminal the next takes the place of the last."""


class Progress:
    """Lines of progress; `weight` is all the work there is, in whatever unit blocks have."""

    def __init__(self, weight: int, lang: str, to: TextIO | None = None) -> None:
        self.weight, self.lang, self.to = max(1, weight), lang, to or sys.stderr
        self.on_screen = self.to.isatty()
        self.begun = self.last = time.monotonic()
        self.found = self.done = self.rows = self.errors = 0
        self.shown = 0

    def skipped(self, weight: int) -> None:
        """Work that an earlier run has done."""
        self.found += weight

    def made(self, weight: int, rows: int, errors: int) -> None:
        """Work that is done."""
        self.done += weight
        self.rows += rows
        self.errors += errors
        now = time.monotonic()
        if now - self.last >= (ON_SCREEN if self.on_screen else IN_A_LOG):
            self.last = now
            self._show(self.line(now - self.begun))

    def line(self, seconds: float) -> str:
        """What is said after so many seconds."""
        left = (self.weight - self.found - self.done) / self.done * seconds
        return text(
            "sweep.progress",
            self.lang,
            share=f"{min(1.0, (self.found + self.done) / self.weight):.0%}",
            rows=f"{self.rows:,}",
            errors=f"{self.errors:,}",
            rate=f"{self.rows / seconds:,.0f}",
            left=clock(max(0.0, left)),
        )

    def _show(self, line: str) -> None:
        if self.on_screen:
            print(f"\r{line.ljust(self.shown)}", end="", file=self.to, flush=True)
            self.shown = len(line)
        else:
            print(line, file=self.to, flush=True)

    def end(self) -> None:
        """The line on screen is finished."""
        if self.shown:
            print(file=self.to)


def clock(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> clock(3723.4)
    '1:02:03'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
