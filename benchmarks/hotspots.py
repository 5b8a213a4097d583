"""Where the time goes: `python -m benchmarks hotspots` profiles the engine and a slider's rerun."""

from __future__ import annotations

import cProfile
import pstats
import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import cases
from benchmarks.clocked_server import WARM
from roi_model import project
from roi_model.metrics import CARDS
from roi_model.storage.presets import presets

ROOT = Path(__file__).resolve().parent.parent
TOP = 22


@dataclass(frozen=True)
class Effort:
    """Moves of the slider that are profiled."""

    moves: int = 25


QUICK = Effort(moves=10)


def run(effort: Effort) -> None:
    """Print the profiles: one scenario, ten thousand draws on one thread, and the page."""
    first, plan = presets()[0].scenario, cases.plan()
    varied = cases.draws(plan)
    names = tuple(name for name in CARDS if name not in ("irr", "mirr"))

    def one() -> None:
        projection = project(first)
        for name in names:
            _ = projection.metrics[name]

    def many() -> None:
        projection = project(plan, varied, workers=1)
        for name in names:
            _ = projection.metrics[name]

    _profiled(f"One scenario, {first.name}: ms of one in 300", one, 300, 300)
    _profiled("10,000 draws on one thread: ms of one call in 2", many, 2, 2)
    _page(effort.moves)


def _profiled(title: str, work: Callable[[], None], times: int, divided_by: int) -> None:
    work()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(times):
        work()
    profiler.disable()
    _print(title, pstats.Stats(profiler), divided_by)


def _page(moves: int) -> None:
    from playwright.sync_api import sync_playwright

    from benchmarks.browser import simulate
    from tools.browser import FLAGS, find_browser

    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        ExitStack() as stack,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        stack.callback(browser.close)
        profile = Path(folder, "profile")
        subject = simulate(browser, stack, Path(folder, "times"), PROFILE_TO=str(profile))
        subject.turn(moves)
        total = len(subject.reruns())
        seen = total - WARM
        _print(
            f"The page, {seen} runs of its script: ms of one move, several times slower "
            "than without the profiler",
            pstats.Stats(str(profile)),
            moves * seen / total,
        )


def _print(title: str, stats: pstats.Stats, divided_by: float) -> None:
    """The functions that take longest: ours with all they call, then anybody's by themselves."""
    rows = [
        (where, calls / divided_by, own * 1e3 / divided_by, all_ * 1e3 / divided_by)
        for where, (_, calls, own, all_, _) in stats.stats.items()  # type: ignore[attr-defined]
    ]
    print(f"\n{title}")
    ours = [row for row in rows if _is_ours(row[0][0])]
    for name, chosen, place in (("ours, with what they call", ours, 3), ("by themselves", rows, 2)):
        print(f"  {name:<66} {'calls':>8} {'own':>8} {'all':>8}")
        for where, calls, own, whole in sorted(chosen, key=lambda row: -row[place])[:TOP]:
            print(f"    {_named(where):<64} {calls:8.1f} {own:8.2f} {whole:8.2f}")


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.is_relative_to(ROOT) and "site-packages" not in file


def _named(where: tuple[str, int, str]) -> str:
    """File and function, without the folders of this machine."""
    file, line, function = where
    short = re.sub(r".*(site-packages|python3\.\d+)/", "", file).removeprefix(f"{ROOT}/")
    return f"{short}:{line} {function}"[-64:] if line else function[:64]
