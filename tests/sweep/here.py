"""Workers that work at once, in this very process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq

from roi_model.sweep.figures import Options
from roi_model.sweep.run import Swept, sweep
from roi_model.sweep.sources import Source, source_of


class Here:
    """Whatever is sent is done before `submit` returns; `until`: a power cut after so many."""

    def __init__(self, count: int = 1, until: int | None = None) -> None:
        self.count, self.left, self.done = count, until, 0

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        if self.left == self.done:
            raise KeyboardInterrupt
        self.done += 1
        made: Future[Any] = Future()
        try:
            made.set_result(work(*arguments))
        except Exception as error:
            made.set_exception(error)
        return made


def swept(
    given: Path | Source, out: Path, workers: Any = None, *, cases: int = 64, **options: Any
) -> tuple[Swept, list[dict[str, Any]]]:
    """What a sweep says, and its rows."""
    source = source_of(str(given)) if isinstance(given, Path) else given
    done = sweep(source, out, workers or Here(), Options(**options), cases=cases)
    return done, pq.read_table(out).to_pylist()


class Killer:
    """Workers of which one is killed as the fifth block is sent."""

    def __init__(self, workers: Any, kind: str) -> None:
        self.workers, self.kind, self.sent = workers, kind, 0

    @property
    def count(self) -> int:
        return int(self.workers.count)

    def submit(self, *arguments: Any) -> Future[Any]:
        self.sent += 1
        made: Future[Any] = self.workers.submit(*arguments)
        if self.sent == 5:
            children = psutil.Process().children(recursive=True)
            workers = [one for one in children if self.kind in " ".join(one.cmdline())]
            workers[-1].kill()
        return made
