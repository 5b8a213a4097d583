"""sweep(): from many scenarios to a table of their figures, once and to the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from roi_model.analysis.risk.risk import MOST_DRAWS
from roi_model.analysis.search.inputs import known_metric
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.sweep.blocks import Block
from roi_model.sweep.figures import Options
from roi_model.sweep.parts import Parts
from roi_model.sweep.pool import Workers, through
from roi_model.sweep.progress import Progress
from roi_model.sweep.sources import CASES, Source
from roi_model.sweep.table import schema
from roi_model.sweep.work import work
from roi_model.version import MODEL_VERSION, SCHEMA_VERSION

WITH_RISK = 128
"""Cases of a block with risk: each takes as long as hundreds without."""


@dataclass(frozen=True)
class Swept:
    """What a sweep wrote: rows, of which so many hold an error, so many from an earlier run."""

    rows: int
    errors: int
    resumed: int


def sweep(
    source: Source, out: Path, workers: Workers, options: Options, *, cases: int | None = None
) -> Swept:
    """Write a row of figures for every case of a source, in its order, as a Parquet file.

    The same rows to the last bit on any number of workers, here or on a cluster. A case that cannot
    be used is a row with its reason. A run that was stopped is gone on with by the same call;
    until it is finished, the folder OUT.parts holds what is done. Raises ScenarioError where that
    folder holds another run, or a block is lost again and again; OSError.
    """
    _check(options)
    cases = cases or (WITH_RISK if options.draws else CASES)
    about = {
        "model_version": MODEL_VERSION,
        "schema_version": SCHEMA_VERSION,
        "input": dict(source.fingerprint()),
        "block": cases,
        **asdict(options),
    }
    progress = Progress(source.weight, options.lang)
    with Parts(out, about) as parts:
        counted = _Counted(source.blocks(cases), parts, progress)
        for block, done in through(workers, work, counted, options):
            if done.model_version != MODEL_VERSION:
                versions = (done.model_version, MODEL_VERSION)
                raise ScenarioError([Problem("--cluster", "other_model", *versions)])
            parts.keep(done.number, done.content)
            progress.made(block.weight, done.rows, done.errors)
        progress.end()
        moved = [axis.path for axis in source.axes]
        rows, errors = parts.assemble(counted.count, schema(options, moved))
    return Swept(rows, errors, rows - progress.rows)


def _check(options: Options) -> None:
    for name in options.metrics:
        known_metric(name)
    if options.draws is not None and not 1 <= options.draws <= MOST_DRAWS:
        draws = str(options.draws)
        raise ScenarioError([Problem("--risk", "out_of_range", draws, f"1..{MOST_DRAWS:,}")])
    if options.seed < 0:
        raise ScenarioError([Problem("--seed", "out_of_range", str(options.seed), "0..")])


class _Counted:
    """The blocks that are still to be worked on; `count` is that of all of them, at the end."""

    def __init__(self, blocks: Iterator[Block], parts: Parts, progress: Progress) -> None:
        self.blocks, self.parts, self.progress, self.count = blocks, parts, progress, 0

    def __iter__(self) -> Iterator[Block]:
        for block in self.blocks:
            self.count += 1
            kept = self.parts.digest(block.number)
            if kept is None:
                yield block
            elif kept != block.digest():
                raise self.parts.changed()
            else:
                self.progress.skipped(block.weight)
