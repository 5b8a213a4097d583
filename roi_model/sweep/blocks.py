"""Blocks of a sweep: so many cases as are worked on together, as they travel to a worker.

Where a block begins and ends is a matter of the input alone, never of how many workers there are:
that, and nothing else, decides which cases share a project(), and so the last bit of every figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np

from roi_model.declaration.card import clean_name
from roi_model.declaration.errors import Problem, ScenarioError
from roi_model.declaration.paths import card_at, with_values
from roi_model.declaration.scenario import Scenario
from roi_model.declaration.units import Unit
from roi_model.engine.arrays import Floats
from roi_model.storage.scenario_file import no_key_twice, parse_scenario, scenario_from_dict
from roi_model.sweep.forms import Form, Place, form_of, places_of

LONGEST_LINE = 1_000_000
"""Bytes of one line: fifty channels with all they can have take a tenth of it."""


@dataclass(frozen=True)
class Group:
    """Cases of one form: their positions in the block, and their numbers, a row each."""

    form: Form
    positions: Sequence[int]
    numbers: Sequence[Sequence[float]] | Floats
    places: Callable[[], Sequence[Place | str]]
    """What makes the places of the numbers: of few cases nobody asks."""


class Cases(Protocol):
    """The cases of a block, unpacked: the number of the row of each, and its name."""

    @property
    def rows(self) -> Sequence[int]: ...  # noqa: D102

    @property
    def names(self) -> Sequence[str | None]: ...  # noqa: D102

    @property
    def moved(self) -> Mapping[str, Floats]:
        """What a grid moves: the value of each case by path."""

    def scenario(self, position: int) -> Scenario:
        """One case, looked at with care. Raises ScenarioError with all that is wrong in it."""

    def groups(self) -> tuple[list[Group], list[int]]:
        """Cases by form, and those to be looked at singly, by position."""


class Block(Protocol):
    """What is sent to a worker: `number` counts blocks from 0, `weight` is its share of the work.

    `first` is the number of its first row.
    """

    @property
    def number(self) -> int: ...  # noqa: D102

    @property
    def first(self) -> int: ...  # noqa: D102

    @property
    def weight(self) -> int: ...  # noqa: D102

    def cases(self) -> Cases:
        """What it holds."""

    def digest(self) -> str:
        """What tells it from another block in its place."""


# JSON, a scenario a line --------------------------------------------------------------------------


@dataclass(frozen=True)
class LinesBlock:
    """Lines of JSON as they stand in the file, `first` being the number of the first."""

    number: int
    first: int
    content: bytes

    @property
    def weight(self) -> int:
        """Bytes."""
        return len(self.content)

    def digest(self) -> str:
        """Of its bytes."""
        return blake2b(self.content, digest_size=16).hexdigest()

    def cases(self) -> Cases:
        """Every line that is not empty."""
        lines = self.content.split(b"\n")
        kept = [(at, line) for at, line in enumerate(lines, self.first) if not line.isspace()]
        kept = [(at, line) for at, line in kept if line]
        return _Objects([at for at, _ in kept], [_Line(line) for _, line in kept])


_DECODER = json.JSONDecoder(object_pairs_hook=no_key_twice)


class _Line:
    """One line of JSON."""

    def __init__(self, written: bytes) -> None:
        self.written = written

    def raw(self) -> Any:
        """What it says; None where it is no JSON, which `scenario` says in words."""
        if len(self.written) >= LONGEST_LINE:
            return None
        try:
            return _DECODER.decode(self.written.decode())
        except (ValueError, RecursionError):
            return None

    def scenario(self) -> Scenario:
        if len(self.written) >= LONGEST_LINE:
            raise ScenarioError([Problem("", "line_too_long", "", f"{LONGEST_LINE:,}")])
        return parse_scenario(self.written)


# Parquet, a scenario a row ------------------------------------------------------------------------


@dataclass(frozen=True)
class RowsBlock:
    """Rows of a Parquet file as a stream of Arrow, `first` being the number of the first."""

    number: int
    first: int
    weight: int
    content: bytes

    def digest(self) -> str:
        """Of its bytes."""
        return blake2b(self.content, digest_size=16).hexdigest()

    def cases(self) -> Cases:
        """Every row; a column `scenario` of text holds JSON, else columns are the keys."""
        import pyarrow as pa

        with pa.ipc.open_stream(self.content) as stream:
            table = stream.read_all()
        rows = range(self.first, self.first + table.num_rows)
        if table.column_names == ["scenario"]:
            texts = table.column(0).to_pylist()
            return _Objects(rows, [_Line((text or "null").encode()) for text in texts])
        found = table.to_pylist(maps_as_pydicts="strict")
        return _Objects(rows, [_Row(row) for row in found])


class _Row:
    """One row of a table, as the object of JSON that it stands for."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = _without_empty(row)

    def raw(self) -> Any:
        return self.row

    def scenario(self) -> Scenario:
        return scenario_from_dict(self.row)


def _without_empty(value: Any) -> Any:
    """What a table holds of a scenario: an empty cell is a key that is not there."""
    if isinstance(value, dict):
        return {key: _without_empty(v) for key, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    return value


class _Objects:
    """Cases that stand as objects of JSON; what each says is let go of at once."""

    def __init__(self, rows: Sequence[int], objects: Sequence[_Line | _Row]) -> None:
        self.rows = rows
        self.objects = objects
        self.names: list[str | None] = []
        self.moved: dict[str, Floats] = {}
        self.alone: list[int] = []
        self.forms: dict[Form, tuple[list[int], list[list[float]]]] = {}
        for position, one in enumerate(objects):
            raw = one.raw()
            self.names.append(_name(raw))
            made = form_of(raw)
            if made is None:
                self.alone.append(position)
                continue
            positions, numbers = self.forms.setdefault(made[0], ([], []))
            positions.append(position)
            numbers.append(made[1])

    def scenario(self, position: int) -> Scenario:
        return self.objects[position].scenario()

    def _places(self, position: int) -> list[Place]:
        return places_of(self.objects[position].raw())

    def groups(self) -> tuple[list[Group], list[int]]:
        return [
            Group(form, positions, numbers, partial(self._places, positions[0]))
            for form, (positions, numbers) in self.forms.items()
        ], list(self.alone)


def _name(raw: Any) -> str | None:
    """The name of a case, or what stands in its place if it is a text."""
    name = raw.get("name") if isinstance(raw, dict) else None
    if not isinstance(name, str):
        return None
    return name if name.isascii() and name.isalnum() else clean_name(name[:200])


# A grid -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axis:
    """Values of one input from `low` to `high`, both among the `steps`.

    >>> Axis("market", 0.8, 1.2, 3).at(np.arange(3)).tolist()
    [0.8, 1.0, 1.2]
    """

    path: str
    low: float
    high: float
    steps: int

    def at(self, index: Any) -> Floats:
        """The values by their number from 0."""
        last = max(1, self.steps - 1)
        between = self.low + (self.high - self.low) * index / last
        return np.where(index == self.steps - 1, self.high if self.steps > 1 else self.low, between)


@dataclass(frozen=True)
class GridBlock:
    """`weight` cases of a grid from the one numbered `first`; the last axis moves first."""

    number: int
    first: int
    weight: int
    base: str
    axes: tuple[Axis, ...]

    def digest(self) -> str:
        """The grid is known by its base and axes: nothing to add."""
        return ""

    def cases(self) -> Cases:
        """All of them."""
        return _GridCases(self)


class _GridCases:
    def __init__(self, block: GridBlock) -> None:
        self.rows = range(block.first, block.first + block.weight)
        self.base = parse_scenario(block.base)
        self.names: list[str | None] = [self.base.name] * block.weight
        self.values = _grid_values(block)
        self.moved = {
            axis.path: np.ascontiguousarray(values)
            for axis, values in zip(block.axes, self.values.T, strict=True)
        }

    def scenario(self, position: int) -> Scenario:
        values = zip(self.moved, self.values[position].tolist(), strict=True)
        return with_values(self.base, {path: _typed(self.base, path, v) for path, v in values})

    def groups(self) -> tuple[list[Group], list[int]]:
        return [Group((), range(len(self.rows)), self.values, lambda: list(self.moved))], []


def _typed(base: Scenario, path: str, value: float) -> Any:
    """A number as its input takes it: months are whole, switches are true or false."""
    card = card_at(base, path)
    if card.unit is Unit.FLAG and value in (0, 1):
        return bool(value)
    return int(value) if card.whole and value == value // 1 else value


def _grid_values(block: GridBlock) -> Floats:
    """The values of the axes by case, (n, axes)."""
    index = np.arange(block.first - 1, block.first - 1 + block.weight)
    columns = []
    for axis in reversed(block.axes):
        index, here = np.divmod(index, axis.steps)
        columns.append(axis.at(here))
    return np.stack(columns[::-1], axis=1)
