"""The parts of the benchmarks that others build on: the older code, the fleet of tabs."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from benchmarks import baseline
from benchmarks.fleet import PANEL, Fleet, Taken


def test_a_copy_without_history_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baseline, "ROOT", tmp_path)
    said = f"{baseline.COMMIT}.*--unshallow"
    with pytest.raises(baseline.BaselineError, match=said), baseline.checked_out():
        pass


def test_the_worker_speaks_todays_code() -> None:
    with baseline.Worker(baseline.ROOT) as worker:
        one, risk = worker.do("one"), worker.do("asked")
    assert one["cpu"] > 0 and one["said"] > 0
    assert risk["said"] > 0


def test_a_fleet_moves_the_slider_of_the_page(app_server: str) -> None:
    async def moved() -> tuple[list[str], Taken]:
        fleet = Fleet(app_server, PANEL)
        failed, taken = await fleet.grow(2), Taken()
        for tab in fleet.tabs:  # both are moved, and each hears that its move counted
            taken.moves.append(await tab.move())
        await fleet.shrink()
        return failed, taken

    # a browser of the tests before may have left this thread its own loop
    with ThreadPoolExecutor(1) as own_thread:
        failed, taken = own_thread.submit(asyncio.run, moved()).result()
    assert failed == [] and len(taken.moves) == 2
