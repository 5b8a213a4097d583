"""A block becomes the bytes of its part."""

from __future__ import annotations

import pyarrow as pa

from roi_model.sweep.blocks import LinesBlock
from roi_model.sweep.figures import Options
from roi_model.sweep.work import work
from tests.sweep.lines import SOME


def test_a_part_says_what_it_is_made_of() -> None:
    block = LinesBlock(4, 257, b"\n".join(SOME.split(b"\n")[:3]) + b"\n{}\n")
    done = work(block, Options())
    assert (done.number, done.rows, done.errors) == (4, 4, 1)
    with pa.ipc.open_file(done.content) as file:
        rows = file.read_all()
    assert rows["row"].to_pylist() == [257, 258, 259, 260]
    assert rows.schema.metadata[b"digest"].decode() == block.digest()
