"""How much longer it takes."""

from __future__ import annotations

import io
import time

import pytest

from roi_model.sweep.progress import Progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_says_how_much_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    for to, expected in ((Screen(), "\r"), (io.StringIO(), "")):
        clock[0] = 100.0
        progress = Progress(1000, "en", to)
        progress.skipped(500)
        clock[0] += 20
        progress.made(100, 2000, 3)
        progress.end()
        line = "60% · 2,000 cases, 3 with an error · 100 a second · 0:01:20 left\n"
        assert to.getvalue() == expected + line
