"""How figures are written, apart from which they are: a quarter of a million different amounts
have a few hundred outlines, and what is decided of an outline is decided of all its amounts.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.text.distinct import by_distinct, coded

_FIGURES = bytes.maketrans(b"23456789", b"11111111")
_SOME = 256
"""Fewer values than these are not worth a search for what they share."""


def outlined(values: pa.StringArray) -> tuple[pa.StringArray, NDArray[np.int32]]:
    """The distinct outlines of some values, none missing, and the place of each one's among them.

    In an outline every figure is 1, but for 0, which begins no group of thousands.

    >>> outlines, place = outlined(pa.array(["1 240,50", "3 980,70", "0,5"] * 100))
    >>> outlines.to_pylist(), place[:3].tolist()
    (['1 110,10', '0,1'], [0, 0, 1])
    """
    if len(values) < _SOME:
        return values, np.arange(len(values), dtype=np.int32)
    _, ends, content = values.buffers()
    plain = pa.py_buffer(bytes(content or b"").translate(_FIGURES))
    alike = pa.StringArray.from_buffers(len(values), ends, plain, offset=values.offset)
    found = alike.dictionary_encode()
    return found.dictionary, found.indices.to_numpy()


def in_outline(column: pa.Array) -> pa.Array:
    """A column of texts with every figure 1 but 0: for patterns in which no certain figure stands.

    >>> numbers = pa.array([f"Invoice {number}" for number in range(2000, 3000)])
    >>> len(in_outline(numbers).dictionary), in_outline(numbers)[47].as_py()
    (8, 'Invoice 1011')
    """
    values, index = coded(column)
    outlines, place = outlined(values)
    return by_distinct(outlines, place[index])


def figures(values: pa.StringArray) -> pa.StringArray:
    """The figures of some values, none missing, and nothing else of them.

    >>> figures(pa.array(["-1 234,50 €", "CHF 12.–", "n/a"])).to_pylist()
    ['123450', '12', '']
    """
    _, ends, content = values.buffers()
    signs = np.frombuffer(content or b"", np.uint8)
    are = signs - np.uint8(ord("0")) < 10
    before = np.concatenate((np.zeros(1, np.int32), np.cumsum(are, dtype=np.int32)))
    places = np.frombuffer(ends, np.int32)[values.offset : values.offset + len(values) + 1]
    return pa.StringArray.from_buffers(
        len(values), pa.py_buffer(before[places]), pa.py_buffer(signs[are].tobytes())
    )
