"""Blocks through workers, whoever they are.

Written against `submit` of `concurrent.futures.Executor` alone. A worker that is lost loses no
block: what was under way is sent again, and since a block's rows depend on the block alone, it does
not matter if somebody had nearly finished it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import Any, Protocol, TypeVar

from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.sweep.blocks import Block

ATTEMPTS = 4
"""Times a block is sent before its workers' deaths are taken to be its own doing."""
AHEAD = 2
"""Blocks under way for each worker: one in work, one waiting at its door."""
B = TypeVar("B", bound=Block)
R = TypeVar("R")


class Workers(Protocol):
    """Where blocks are worked on, as many at a time as `count`."""

    @property
    def count(self) -> int: ...  # noqa: D102

    def submit(self, work: Callable[..., R], *arguments: Any) -> Future[R]:
        """Let somebody do it."""


def through(
    workers: Workers, work: Callable[..., R], blocks: Iterable[B], *options: Any
) -> Iterator[tuple[B, R]]:
    """Every block with its result, as they come; no more blocks are read than are under way.

    Raises ScenarioError where a block is lost again and again.
    """
    to_come = iter(blocks)
    under_way: dict[Future[R], tuple[B, int]] = {}
    try:
        while True:
            for block in islice(to_come, AHEAD * workers.count - len(under_way)):
                under_way[workers.submit(work, block, *options)] = (block, 1)
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                block, attempt = under_way.pop(future)
                try:
                    result = future.result()
                except Exception as lost:  # work itself raises for nothing that is in a case
                    if attempt == ATTEMPTS:
                        raise _given_up(block, lost) from lost
                    under_way[workers.submit(work, block, *options)] = (block, attempt + 1)
                else:
                    yield block, result
    finally:
        for future in under_way:
            future.cancel()


def _given_up(block: Block, lost: BaseException) -> ScenarioError:
    why = f"{type(lost).__name__}: {lost}"[:200]
    return ScenarioError([Problem(f"{block.first}", "lost", why)])
