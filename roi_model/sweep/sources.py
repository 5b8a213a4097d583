"""Where the cases of a sweep come from: lines, a table, or a grid, read a block at a time.

A source is asked for its blocks from the beginning, in a run that goes on with another, too: they
are the same blocks in the same order, whoever asks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from roi_model.declaration.card import Card
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.storage.scenario_file import dump_scenario
from roi_model.sweep.blocks import LONGEST_LINE, Axis, Block, GridBlock, LinesBlock, RowsBlock

CASES = 8192
"""Cases of a block: half a second of work, and enough that those of a rare shape find others."""
BYTES = 8_000_000
"""Bytes after which a block of lines ends: what a cluster's messages should stay under."""
BUFFER = 1 << 20
"""Bytes read at once: by the usual eight thousand, reading takes five times as long."""
KINDS = ("jsonl", "ndjson", "parquet")


class Source(Protocol):
    """Cases in blocks; `weight` is that of all of them together, `axes` the inputs of a grid."""

    @property
    def weight(self) -> int: ...  # noqa: D102

    @property
    def axes(self) -> tuple[Axis, ...]: ...  # noqa: D102

    def blocks(self, cases: int) -> Iterator[Block]:
        """All of them from the first, of so many cases each at most."""

    def fingerprint(self) -> Mapping[str, Any]:
        """What tells the source from another, as far as it costs nothing to say."""


def source_of(path: str) -> Source:
    """The cases of a file. Raises ScenarioError for a kind of file it is not, OSError."""
    kind = Path(path).suffix.lstrip(".").lower()
    if kind not in KINDS:
        raise ScenarioError([Problem(path, "unknown_format", kind, ", ".join(KINDS))])
    size = Path(path).stat().st_size
    return Table(path, size) if kind == "parquet" else Lines(path, size)


@dataclass(frozen=True)
class Lines:
    """A file of JSON lines."""

    path: str
    weight: int
    axes: tuple[Axis, ...] = ()

    def fingerprint(self) -> Mapping[str, Any]:
        """Its size; what is in it, each block tells."""
        return {"kind": "lines", "bytes": self.weight}

    def blocks(self, cases: int) -> Iterator[Block]:
        """So many lines each, fewer where they are long."""
        number, first = 0, 1
        with open(self.path, "rb", buffering=BUFFER) as file:
            while True:
                lines: list[bytes] = []
                size = 0
                while len(lines) < cases and size < BYTES and (line := _line(file)):
                    lines.append(line)
                    size += len(line)
                if not lines:
                    return
                yield LinesBlock(number, first, b"".join(lines))
                number, first = number + 1, first + len(lines)


def _line(file: BinaryIO) -> bytes:
    """The next line, cut where it is longer than a line may be; empty at the end of the file."""
    line = file.readline(LONGEST_LINE)
    if len(line) < LONGEST_LINE or line.endswith(b"\n"):
        return line
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    return line + b"\n"


@dataclass(frozen=True)
class Table:
    """A Parquet file: a column `scenario` of JSON, or a column for every key of a scenario."""

    path: str
    size: int
    axes: tuple[Axis, ...] = ()

    @property
    def weight(self) -> int:
        """Its rows."""
        return int(self._open().metadata.num_rows)

    def fingerprint(self) -> Mapping[str, Any]:
        """Its size and rows; what is in it, each block tells."""
        return {"kind": "table", "bytes": self.size, "rows": self.weight}

    def _open(self) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return pq.ParquetFile(self.path)
        except pa.ArrowInvalid:
            raise ScenarioError([Problem(self.path, "not_parquet")]) from None

    def blocks(self, cases: int) -> Iterator[Block]:
        """So many rows each."""
        import pyarrow as pa

        file = self._open()
        columns = ["scenario"] if "scenario" in file.schema_arrow.names else None
        first = 1
        found = file.iter_batches(batch_size=cases, columns=columns, use_threads=False)
        for number, batch in enumerate(found):
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, batch.schema) as stream:
                stream.write_batch(batch)
            yield RowsBlock(number, first, batch.num_rows, sink.getvalue().to_pybytes())
            first += batch.num_rows


@dataclass(frozen=True)
class Grid:
    """Every combination of the values of some inputs of one case, the last input moving first."""

    base: Scenario
    axes: tuple[Axis, ...]

    @property
    def weight(self) -> int:
        """How many combinations there are."""
        return math.prod(axis.steps for axis in self.axes)

    def fingerprint(self) -> Mapping[str, Any]:
        """The case and the axes."""
        written = dump_scenario(self.base, complete=True)
        digest = blake2b(written.encode(), digest_size=16).hexdigest()
        return {"kind": "grid", "base": digest, "axes": [asdict(axis) for axis in self.axes]}

    def blocks(self, cases: int) -> Iterator[Block]:
        """So many combinations each."""
        base = dump_scenario(self.base)
        for number, first in enumerate(range(0, self.weight, cases)):
            count = min(cases, self.weight - first)
            yield GridBlock(number, first + 1, count, base, self.axes)


def axis_of(words: str, base: Scenario) -> Axis:
    """PATH=LOW:HIGH:STEPS. Raises ScenarioError where it names no number of the scenario.

    >>> from roi_model.declaration.scenario import Channel
    >>> axis_of("market=0.8:1.2:5", Scenario(name="Demo", channels=(Channel(name="Calls"),)))
    Axis(path='market', low=0.8, high=1.2, steps=5)
    """
    path, _, numbers = words.rpartition("=")
    try:
        low, high, steps = numbers.split(":")
        made = Axis(path, float(low), float(high), int(steps))
    except ValueError:
        raise ScenarioError([Problem(words, "not_an_axis")]) from None
    if made.steps < 1 or not (math.isfinite(made.low) and math.isfinite(made.high)):
        raise ScenarioError([Problem(words, "not_an_axis")])
    card = card_at(base, path)
    if not _is_drawable(card, path):
        raise ScenarioError([Problem(path, "not_numeric")])
    return made


def _is_drawable(card: Card, path: str) -> bool:
    return card.is_number or card.unit is Unit.FLAG or path.startswith("seasonality/")


def apart(axes: Sequence[Axis]) -> None:
    """Raises ScenarioError where two axes move the same input."""
    paths = [axis.path for axis in axes]
    for at, path in enumerate(paths):
        for other in paths[:at]:
            if path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/"):
                raise ScenarioError([Problem(path, "axis_twice", other)])
