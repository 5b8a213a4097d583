"""One sheet as cells, whatever the format of its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Protocol


class Percent(float):
    """A number that the spreadsheet shows with a percent sign: 25.0 where it shows 25 %."""


Cell = int | float | str | bool | time | date | timedelta
Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True)
class Unseen:
    """What a sheet's cells alone do not say.

    `cells`: by place, the text of an error ("#N/A") or of a formula without a value ("=A1*2"),
    which libraries hand over as empty cells. `hidden`: rows that the spreadsheet does not show,
    from 0; `filtered` where a filter hides them. `fills` reads the colour behind each coloured
    cell, nothing where the format does not tell it.
    """

    cells: Mapping[Place, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    filtered: bool = False
    fills: Callable[[], Mapping[Place, str]] = dict


class Grid(Protocol):
    """A sheet's filled part: `rows` come from the sheet's first on, each of `width` cells from
    column `left` on; nothing is filled below row `height` (a count).
    """

    @property
    def left(self) -> int:
        """The first column, from 0."""
        ...

    @property
    def width(self) -> int:
        """Columns."""
        ...

    @property
    def height(self) -> int:
        """Rows, from the sheet's first one on."""
        ...

    def rows(self) -> Iterator[list[Cell]]:
        """All rows from the sheet's first one on, "" for an empty cell."""
        ...


@dataclass(frozen=True)
class Held:
    """A grid whose rows are held in memory, all of one width."""

    cells: list[list[Cell]]
    left: int = 0

    @property
    def width(self) -> int:
        """Columns."""
        return max(map(len, self.cells), default=0)

    @property
    def height(self) -> int:
        """Rows."""
        return len(self.cells)

    def rows(self) -> Iterator[list[Cell]]:
        """All rows, made as wide as the widest.

        >>> list(Held([["a"], [], [1, 2]]).rows())
        [['a', ''], ['', ''], [1, 2]]
        """
        width = self.width
        for row in self.cells:
            yield row + [""] * (width - len(row))


@dataclass(frozen=True)
class Tab:
    """A sheet's name, and whether the spreadsheet hides it."""

    name: str
    hidden: bool = False


class Book(Protocol):
    """An open workbook: its sheets in order, and one of them at a time."""

    @property
    def kind(self) -> str:
        """The name of its format."""
        ...

    @property
    def tabs(self) -> list[Tab]:
        """Its sheets."""
        ...

    def grid(self, name: str) -> tuple[Grid, Unseen]:
        """The cells of a sheet, and what they do not say."""
        ...
