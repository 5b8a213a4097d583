"""Columns of text that repeat themselves: what is decided of a value is decided once.

A column is an array of Arrow: of texts, or, where values come again and again, of places in a
dictionary of the distinct ones. What reads a column goes through these functions and need not know
which of the two it is given. A missing cell is an empty one to them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

CODED = pa.dictionary(pa.int32(), pa.string())
"""The type of a column that repeats itself."""
_REPEATED = 0.45
_BLOCK = 1 << 16
_RUNS, _RUN = 256, 256
_ALL_DIFFER = 0.95
"""Share of distinct values in a sample above which so many are in the column: of values that come
twice in a million rows, 93 % of a sample are distinct."""
Change = Callable[[pa.Array], pa.Array]


def repeated(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """The column by its distinct values, where they come more than twice, as a mean.

    >>> repeated(pa.array(["a", "a", "a", "a"])).type == CODED, repeated(pa.array(["a", "b"])).type
    (True, DataType(string))
    """
    if _all_differ(column):
        return column
    found = column.dictionary_encode()
    if isinstance(found, pa.ChunkedArray):
        found = found.combine_chunks()
    return found if len(found.dictionary) <= _REPEATED * len(column) else column


def _all_differ(column: pa.Array | pa.ChunkedArray) -> bool:
    """Whether the values of a long column differ as far as runs of its rows show, spread over all
    of it: encoding these takes four times as long as encoding what repeats itself, for nothing.

    A value may come again in the next rows or far below: a run shows the one, their spread the
    other. They start anywhere, as values may come in turns.
    """
    size = len(column)
    if size < _RUNS * _RUN * 4:
        return False
    whole = column if isinstance(column, pa.ChunkedArray) else pa.chunked_array([column])
    starts = np.random.default_rng(0).integers(0, size - _RUN, _RUNS).tolist()
    runs = [part for start in starts for part in whole.slice(start, _RUN).chunks]
    differ = pc.count_distinct(pa.chunked_array(runs)).as_py()
    return bool(differ > _ALL_DIFFER * _RUNS * _RUN)


def coded(column: pa.Array) -> tuple[pa.StringArray, NDArray[np.int32]]:
    """The distinct values in the order in which they come, and the place of each row's among them.

    >>> values, index = coded(pa.array(["b", None, "a", "b"]))
    >>> values.to_pylist(), index.tolist()
    (['b', '', 'a'], [0, 1, 2, 0])
    """
    if not pa.types.is_dictionary(column.type):
        found = pc.fill_null(column, "").dictionary_encode()
        return found.dictionary, found.indices.to_numpy()
    values, places = column.dictionary, column.indices
    if places.null_count:
        places = pc.fill_null(places, len(values))
        values = pa.concat_arrays([values, pa.array([""], pa.string())])
        column = by_distinct(values, places.to_numpy())
        values, places = column.dictionary, column.indices
    index = places.to_numpy()
    if not _in_order(index, len(values)):  # rows were left out, or taken
        again = places.dictionary_encode()
        values, index = values.take(again.dictionary), again.indices.to_numpy()
    return values, index


def by_distinct(values: pa.Array, index: NDArray[np.int32]) -> pa.Array:
    """The column of these values in these places; two values may have become one."""
    same = values.dictionary_encode()
    if len(same.dictionary) < len(values):
        values, index = same.dictionary, same.indices.to_numpy()[index]
    return pa.DictionaryArray.from_arrays(pa.array(index), values)


def _in_order(index: NDArray[np.int32], size: int) -> bool:
    """Whether places are those of values in the order in which they come, each of them there."""
    most = np.array([-1], np.int32)
    for at in range(0, len(index), _BLOCK):  # within the processor's cache
        most = np.maximum.accumulate(np.concatenate((most[-1:], index[at : at + _BLOCK])))
        if (np.diff(most) > 1).any():
            return False
        if most[-1] == size - 1:  # all have come, and none comes for the first time below
            return True
    return size == 0


def each(column: pa.Array, change: Change) -> pa.Array:
    """The column with every value changed.

    >>> each(repeated(pa.array(["a"] * 4)), pc.utf8_upper).to_pylist()
    ['A', 'A', 'A', 'A']
    """
    if not pa.types.is_dictionary(column.type):
        return change(pc.fill_null(column, ""))
    values, index = coded(column)
    return by_distinct(change(values), index)


def where(column: pa.Array, test: Change) -> NDArray[np.bool_]:
    """In which rows the value passes a test.

    >>> where(pa.array(["a", "b", "a", "a"]), lambda values: pc.equal(values, "a")).tolist()
    [True, False, True, True]
    """
    if not pa.types.is_dictionary(column.type):
        return np.asarray(test(pc.fill_null(column, "")).to_numpy(zero_copy_only=False), np.bool_)
    values, index = coded(column)
    hit = np.asarray(test(values).to_numpy(zero_copy_only=False), np.bool_)
    return np.full(len(index), hit.any()) if hit.all() or not hit.any() else hit[index]


def matching(column: pa.Array, pattern: str) -> NDArray[np.bool_]:
    """In which rows a pattern is found."""
    return where(column, lambda values: pc.match_substring_regex(values, pattern))


def trimmed(column: pa.Array) -> pa.Array:
    """The column without spaces around its values."""
    return each(column, pc.utf8_trim_whitespace)


def filled(column: pa.Array) -> NDArray[np.bool_]:
    """In which rows there is something but spaces."""
    return where(column, lambda values: pc.not_equal(pc.utf8_trim_whitespace(values), ""))


def joined(left: pa.Array, right: pa.Array) -> pa.Array:
    """Two columns as one, a space between their words; decided on the pairs that occur."""
    (first, at), (second, other) = coded(left), coded(right)
    pairs, index = np.unique(at.astype(np.int64) * max(len(second), 1) + other, return_inverse=True)
    words = pc.binary_join_element_wise(
        first.take(pa.array(pairs // max(len(second), 1))),
        second.take(pa.array(pairs % max(len(second), 1))), " ",
    )  # fmt: skip
    return by_distinct(words, index.astype(np.int32))


def instead(column: pa.Array, other: pa.Array, rows: NDArray[np.bool_]) -> pa.Array:
    """The column with the cells of another in some rows.

    >>> instead(pa.array(["a", "b"]), pa.array(["x", "y"]), np.array([False, True])).to_pylist()
    ['a', 'y']
    """
    if not rows.any():
        return column
    (values, at), (others, other_at) = coded(column), coded(other)
    index = np.where(rows, other_at + len(values), at).astype(np.int32)
    return by_distinct(pa.concat_arrays([values, others]), index)


def rows_of(mask: NDArray[np.bool_]) -> NDArray[np.bool_] | slice:
    """What takes the rows of a mask: as a slice, which copies nothing, where it takes them all."""
    return slice(None) if mask.all() else mask


def only(column: pa.Array, mask: NDArray[np.bool_]) -> pa.Array:
    """The column's rows of a mask."""
    return column if mask.all() else column.filter(pa.array(mask))


def plain(column: pa.Array) -> pa.StringArray:
    """Every row's text by itself, for what goes row by row."""
    return column.cast(pa.string())
