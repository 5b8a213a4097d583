"""The columns of a table, each made when it is first asked for: most of a ledger's never are."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import repeated


class Columns(Sequence[pa.Array]):
    """A sequence of columns, each made once: by its number, and at the first look."""

    def __init__(self, width: int, make: Callable[[int], pa.Array]) -> None:
        self._make, self._made = make, [None] * width

    @overload
    def __getitem__(self, place: int) -> pa.Array: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[pa.Array, ...]: ...
    def __getitem__(self, place: int | slice) -> pa.Array | tuple[pa.Array, ...]:
        """A column, or several."""
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        number = range(len(self))[place]
        if self._made[number] is None:
            self._made[number] = self._make(number)
        return self._made[number]

    def __len__(self) -> int:
        """Number of columns."""
        return len(self._made)

    def some(self, place: int, rows: pa.Array) -> pa.Array:
        """Some rows of a column, by their numbers."""
        return self[place].take(rows)


class Pieces(Columns):
    """Columns as they come, piece by piece, each made whole when it is first asked for.

    Pieces are text, or bytes in a file's own code page: of these what is distinct alone becomes
    text. A column that repeats itself is one of distinct values.

    >>> columns = Pieces(1, "cp1252")
    >>> columns.add([pa.array(["Café".encode("cp1252")])])
    >>> columns.some(0, pa.array([0])).to_pylist(), columns[0].to_pylist()
    (['Café'], ['Café'])
    """

    def __init__(self, width: int, codec: str) -> None:
        super().__init__(width, self._whole)
        self.codec = codec
        self.type = pa.string() if codec == "utf-8" else pa.binary()
        self._parts: list[list[pa.Array]] = [[] for _ in range(width)]

    def add(self, columns: Sequence[pa.Array]) -> None:
        """Some more rows."""
        for parts, column in zip(self._parts, columns, strict=True):
            parts.append(_without_ends(column))

    def add_words(self, rows: Sequence[Sequence[str | None]]) -> None:
        """Some more rows, in words; None is a cell that a row lacks."""
        written = ([None if c is None else c.encode(self.codec, "replace") for c in cells]
                   for cells in zip(*rows, strict=True))  # fmt: skip
        self.add([pa.array(cells, pa.binary()).cast(self.type) for cells in written])

    def some(self, place: int, rows: pa.Array) -> pa.Array:
        """Some rows of a column, which is not made for them."""
        at = rows.to_numpy()
        if self._made[place] is not None or (np.diff(at) < 0).any():
            return super().some(place, rows)
        taken, first, last = [], 0, int(at.max(initial=-1))
        for part in self._parts[place]:
            if first > last:
                break
            here = at[slice(*np.searchsorted(at, (first, first + len(part))))]
            if here.size:
                taken.append(self._cells(part.take(pa.array(here - first))))
            first += len(part)
        return in_words(pa.chunked_array(taken, self.type).combine_chunks(), self.codec)

    def _whole(self, place: int) -> pa.Array:
        parts = pa.chunked_array(map(self._cells, self._parts[place]), self.type)
        self._parts[place] = []
        found = repeated(parts)
        if pa.types.is_dictionary(found.type):
            values = in_words(found.dictionary, self.codec)
            return pa.DictionaryArray.from_arrays(found.indices, values)
        return in_words(parts.combine_chunks(), self.codec)

    def _cells(self, part: pa.Array) -> pa.Array:
        return part if part.type == self.type else pc.fill_null(part.cast(self.type), "")


def _without_ends(part: pa.Array) -> pa.Array:
    """A piece of a column, without the ends of its cells in memory where each of them is empty."""
    blank = not part.null_count and not part.buffers()[2]
    return pa.nulls(len(part)) if blank else part


class Kept(Columns):
    """The rows of a mask, of every column."""

    def __init__(self, columns: Sequence[pa.Array], rows: NDArray[np.bool_]) -> None:
        mask = pa.array(rows)
        super().__init__(len(columns), lambda place: columns[place].filter(mask))
        self._all, self._rows = columns, rows

    @cached_property
    def _at(self) -> pa.Array:
        return pa.array(np.flatnonzero(self._rows))

    def some(self, place: int, rows: pa.Array) -> pa.Array:
        """Some rows of a column, which is not made for them."""
        if self._made[place] is not None:
            return super().some(place, rows)
        return some_rows(self._all, place, self._at.take(rows))


def some_rows(columns: Sequence[pa.Array], place: int, rows: pa.Array) -> pa.Array:
    """Some rows of one of the columns, by their numbers; it is not made for them.

    >>> some_rows((pa.array(["a", "b"]),), 0, pa.array([1])).to_pylist()
    ['b']
    """
    if isinstance(columns, Columns):
        return columns.some(place, rows)
    return columns[place].take(rows)


def in_words(values: pa.Array, codec: str) -> pa.StringArray:
    """Bytes of a code page as text; text as it is.

    >>> in_words(pa.array(["é€".encode("cp1252"), None, b"e"]), "cp1252").to_pylist()
    ['é€', None, 'e']
    """
    if codec == "utf-8" or not len(values):
        return values.cast(pa.string())
    valid, ends, content = values.buffers()
    places = np.frombuffer(ends, np.int32)[values.offset : values.offset + len(values) + 1]
    written = memoryview(content or b"")[places[0] : places[-1]]
    words = codecs.decode(written, codec, "replace").encode()
    if len(words) == len(written):
        return values.cast(pa.string())
    sizes = _sizes(codec)[np.frombuffer(written, np.uint8)]
    at = np.concatenate((np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)))
    ends = pa.py_buffer(at[places - places[0]])
    given = None if valid is None else pc.is_valid(values)
    text = pa.StringArray.from_buffers(len(values), ends, pa.py_buffer(words))
    return text if given is None else pc.if_else(given, text, None)


@cache
def _sizes(codec: str) -> NDArray[np.int8]:
    """How many bytes each byte of a code page is in UTF-8."""
    letters = (codecs.decode(bytes([byte]), codec, "replace") for byte in range(256))
    return np.array([len(letter.encode()) for letter in letters], np.int8)
