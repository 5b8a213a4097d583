"""Blocks through workers: a few under way at a time, those lost sent again."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from roi_model import ScenarioError
from roi_model.sweep.blocks import Block, LinesBlock
from roi_model.sweep.pool import AHEAD, ATTEMPTS, through
from roi_model.sweep.work import Done, work
from tests.sweep.here import Here, swept
from tests.sweep.lines import SOME


def test_a_block_that_always_ends_its_process_is_given_up_in_words(tmp_path: Path) -> None:
    class Deadly(Here):
        def submit(self, _: Any, block: Block, *options: Any) -> Future[Any]:
            return super().submit(work if block.number != 3 else _dies, block, *options)

    given = tmp_path / "in.jsonl"
    given.write_bytes(SOME)
    with pytest.raises(ScenarioError, match=r"^193: the block .* \(BrokenPipeError: gone\)"):
        swept(given, tmp_path / "out.parquet", Deadly())
    done, _ = swept(given, tmp_path / "out.parquet")
    assert 0 < done.resumed < 600 == done.rows


def _dies(*_: Any) -> Done:
    raise BrokenPipeError("gone")


def test_no_more_is_read_than_is_under_way() -> None:
    """Or a slow disk would fill the memory."""
    read = []

    def blocks() -> Any:
        for number in range(50):
            read.append(number)
            yield LinesBlock(number, 1, b"")

    for seen, _ in enumerate(through(Here(3), lambda block: block, blocks())):
        assert len(read) <= seen + 1 + AHEAD * 3
    assert len(read) == 50


def test_a_lost_block_is_sent_again_so_many_times() -> None:
    tries = []

    def fails_twice(block: Block) -> int:
        tries.append(block.number)
        if len(tries) < ATTEMPTS:
            raise EOFError
        return block.number

    assert [r for _, r in through(Here(), fails_twice, [LinesBlock(7, 1, b"")])] == [7]
    assert tries == [7] * ATTEMPTS
