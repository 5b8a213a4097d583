"""What a worker does with a block: its rows, as bytes that are written as they are."""

from __future__ import annotations

from dataclasses import dataclass

from roi_model.sweep.blocks import Block
from roi_model.sweep.figures import Options, figures_of
from roi_model.sweep.table import schema, table
from roi_model.version import MODEL_VERSION


@dataclass(frozen=True)
class Done:
    """The rows of a block as a file of Arrow, how many there are, how many hold an error."""

    number: int
    model_version: str
    rows: int
    errors: int
    content: bytes


def work(block: Block, options: Options) -> Done:
    """The rows of a block. They tell what the block was, by its digest among their metadata."""
    import pyarrow as pa

    cases = block.cases()
    figures = figures_of(cases, options)
    made = schema(options, cases.moved)
    rows = table(cases, figures, made.with_metadata({**made.metadata, "digest": block.digest()}))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, rows.schema) as file:
        file.write_batch(rows)
    return Done(
        block.number,
        MODEL_VERSION,
        len(cases.rows),
        len(figures.errors),
        sink.getvalue().to_pybytes(),
    )
