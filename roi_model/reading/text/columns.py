"""The columns of a table, each made when it is first asked for: most of a ledger's never are."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import repeated

_LOOKED_AT = 100_000
"""The rows that tell whether a column repeats itself."""
_TOGETHER = 16
"""Pieces that become one: small ones, given back between others, leave gaps that nothing fills."""


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
        self._small = 0

    def add(self, columns: Sequence[pa.Array]) -> None:
        """Some more rows."""
        for parts, column in zip(self._parts, columns, strict=True):
            parts.append(column)
        self._small += 1
        if self._small == _TOGETHER:
            for parts in self._parts:
                parts[-_TOGETHER:] = [pa.concat_arrays(parts[-_TOGETHER:])]
            self._small = 0

    def add_words(self, rows: Sequence[Sequence[str | None]]) -> None:
        """Some more rows, in words; None is a cell that a row lacks."""
        written = ([None if c is None else c.encode(self.codec, "replace") for c in cells]
                   for cells in zip(*rows, strict=True))  # fmt: skip
        self.add([pa.array(cells, pa.binary()).cast(self.type) for cells in written])

    def some(self, place: int, rows: pa.Array) -> pa.Array:
        """Some rows of a column, which is not made for them."""
        if self._made[place] is not None:
            return super().some(place, rows)
        parts = pa.chunked_array(self._parts[place], self.type).take(rows)
        return in_words(parts.combine_chunks(), self.codec)

    def _whole(self, place: int) -> pa.Array:
        parts = pa.chunked_array(self._parts[place], self.type)
        self._parts[place] = []
        first = repeated(parts.slice(0, _LOOKED_AT).combine_chunks())
        if not pa.types.is_dictionary(first.type):
            return in_words(parts.combine_chunks(), self.codec)
        if len(first) < len(parts):
            first = parts.dictionary_encode().combine_chunks()
        return pa.DictionaryArray.from_arrays(first.indices, in_words(first.dictionary, self.codec))


def kept(columns: Sequence[pa.Array], rows: NDArray[np.bool_]) -> Columns:
    """The rows of a mask."""
    mask = pa.array(rows)
    return Columns(len(columns), lambda place: columns[place].filter(mask))


def some_rows(columns: Sequence[pa.Array], rows: NDArray[np.integer]) -> Iterator[pa.Array]:
    """Some rows of every column, by their numbers; none is made for them.

    >>> [column.to_pylist() for column in some_rows((pa.array(["a", "b"]),), np.array([1]))]
    [['b']]
    """
    taken = pa.array(rows)
    if isinstance(columns, Columns):
        return (columns.some(place, taken) for place in range(len(columns)))
    return (column.take(taken) for column in columns)


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
