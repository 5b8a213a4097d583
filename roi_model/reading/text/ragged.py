"""Lines that are not plain: quoted line ends, stray quotes, too few or too many fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.text.dialect import Dialect, split_line
from roi_model.reading.text.distinct import filled

# A quoted cell may hold line ends; beyond this many it is a quote that was never closed.
MAX_RECORD_LINES = 200
_SHOWN = 200


@dataclass
class Rejections:
    """Rows left out: line in the file (from 1), reason code, the row's text cut for display."""

    lines: list[NDArray[np.int64]] = field(default_factory=list)
    reasons: list[tuple[str, int]] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)

    def add(self, reason: str, lines: NDArray[np.int64], texts: list[str]) -> None:
        """Several rows left out for the same reason."""
        if len(lines):
            self.lines.append(np.asarray(lines, np.int64))
            self.reasons.append((reason, len(lines)))
            self.texts.append([text[:_SHOWN] for text in texts])

    def forget(self, gone: set[int]) -> None:
        """Rows that are none left out after all, by their lines."""
        for i, lines in enumerate(self.lines):
            kept = [n for n, line in enumerate(lines.tolist()) if line not in gone]
            if len(kept) < len(lines):
                self.lines[i] = lines[kept]
                self.reasons[i] = (self.reasons[i][0], len(kept))
                self.texts[i] = [self.texts[i][n] for n in kept]

    def __len__(self) -> int:
        """Number of rows left out."""
        return sum(count for _, count in self.reasons)


class Ragged:
    """Rows that are not plain: quoted line ends, stray quotes, too few or too many fields."""

    def __init__(self, dialect: Dialect, rejections: Rejections) -> None:
        self.delimiter, self.quoted = dialect.delimiter, dialect.quoted
        self.width, self.usual = len(dialect.names), dialect.row_width
        # Empty fields too many are dropped only where most rows have them, or the header: in one
        # row alone they may be a separator too many before it, and every cell one place off.
        self.ends_empty = {self.usual, dialect.header_width} - {self.width}
        self.rejections = rejections
        self.alone: set[int] = set()  # lines of one cell and no separator, in quotes
        self.beyond = 0  # rows with something under no header, in a place most rows have
        d = re.escape(dialect.delimiter)
        cell = rf'(?:[^"{d}]*|\s*"(?:[^"]|"")*"\s*)'
        self.well_quoted = re.compile(rf"{cell}(?:{d}{cell})*")

    def read(
        self, texts: list[str], lines: NDArray[np.int64]
    ) -> tuple[list[list[str | None]], list[int], dict[int, int]]:
        """Rows made as wide as the header, their lines, and how many fields the short ones have."""
        rows: list[list[str | None]] = []
        at: list[int] = []
        short: dict[int, int] = {}
        i = 0
        while i < len(texts):
            fields, used = self._record(texts, lines, i)
            fields = self._ended(fields)
            line = int(lines[i])
            if not any(f.strip() for f in fields):
                self.rejections.add("blank", np.array([line]), [""])
            elif len(fields) > self.width:
                self.beyond += len(fields) == self.usual
                self.rejections.add("too_many_fields", np.array([line]), [texts[i]])
            else:
                if len(fields) < self.width:
                    short[len(rows)] = len(fields)
                    if len(fields) == 1 and texts[i].strip().startswith('"'):
                        self.alone.add(line)
                row: list[str | None] = [*fields]
                rows.append(row + [None] * (self.width - len(fields)))
                at.append(line)
            i += used
        return rows, at, short

    def _ended(self, fields: list[str]) -> list[str]:
        """A row's fields without the empty ones at its end that have no heading."""
        if len(fields) in self.ends_empty and not any(f.strip() for f in fields[self.width :]):
            return fields[: self.width]
        return fields

    def _record(self, texts: list[str], lines: NDArray[np.int64], i: int) -> tuple[list[str], int]:
        """The fields of the record that starts at text i, and how many lines it takes."""
        one = texts[i]
        if not self.quoted or '"' not in one:
            return one.split(self.delimiter), 1
        quotes = one.count('"')
        if quotes % 2:
            joined = self._multi_line(texts, lines, i, quotes)
            if joined:
                return joined
        fields = split_line(one, self.delimiter)
        if len(fields) != self.width and not self.well_quoted.fullmatch(one):
            literal = one.split(self.delimiter)
            if len(literal) == self.width and not _splits_a_cell(literal):
                return [f.strip('"') for f in literal], 1
        return fields, 1

    def _multi_line(
        self, texts: list[str], lines: NDArray[np.int64], i: int, quotes: int
    ) -> tuple[list[str], int] | None:
        """A record over several lines, believed only where it has exactly the header's fields."""
        whole = len(texts[i].split(self.delimiter)) == self.width
        for j in range(i + 1, min(len(texts), i + MAX_RECORD_LINES)):
            if lines[j] != lines[j - 1] + 1:
                return None
            if whole and len(texts[j].split(self.delimiter)) == self.width:
                return None  # both lines are rows of their own: a quote was never closed
            quotes += texts[j].count('"')
            if quotes % 2 == 0:
                record = "\n".join(texts[i : j + 1])
                source = io.StringIO(record, newline="")
                try:
                    found = list(csv.reader(source, delimiter=self.delimiter))
                except csv.Error:
                    return None
                whole_cells = bool(self.well_quoted.fullmatch(record))
                if whole_cells and len(found) == 1 and len(self._ended(found[0])) == self.width:
                    return [f.replace("\n", " ") for f in self._ended(found[0])], j - i + 1
        return None


def ended_early(
    names: Sequence[str],
    columns: Sequence[pa.Array],
    lines: NDArray[np.int64],
    present: dict[int, int],
) -> dict[int, int]:
    """The short rows (`present`: row to fields) but for those that lack only empty cells under no
    heading.

    No separator is lost before the last cell of such a row: nothing stands where it would come
    from. The very last line may end anywhere.

    >>> columns = [pa.array(["a", "b", "c"]), pa.array(["1", "2", "3"]), pa.array(["", None, None])]
    >>> ended_early(["Label", "Amount", ""], columns, np.array([2, 3, 4]), {1: 2, 2: 2})
    {2: 2}
    """
    named = len(names)
    while named and not names[named - 1].strip():
        named -= 1
    if not present or not named or any(filled(column).any() for column in columns[named:]):
        return present
    ends, last = filled(columns[named - 1]), lines.max(initial=0)
    return {row: fields for row, fields in present.items()
            if fields < named or not ends[row] or lines[row] == last}  # fmt: skip


def _splits_a_cell(fields: list[str]) -> bool:
    """Whether a quote opens in one field and closes in another: a separator stood inside a cell."""
    opens = [f.startswith('"') and not f.endswith('"') for f in fields]
    closes = [f.endswith('"') and not f.startswith('"') for f in fields]
    return any(opens) and any(closes)
