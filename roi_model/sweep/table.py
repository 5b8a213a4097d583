"""The table that a sweep writes: a row a case, in the order of the input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from roi_model.metrics import CARDS, REASONS
from roi_model.sweep.blocks import Cases
from roi_model.sweep.figures import Figures, Options
from roi_model.version import MODEL_VERSION

if TYPE_CHECKING:
    import pyarrow as pa


def schema(options: Options, moved: Iterable[str]) -> pa.Schema:
    """row, name, inputs that a grid moves, every metric, their reasons, ends of risk, error."""
    import pyarrow as pa

    words = pa.dictionary(pa.int8(), pa.string())
    columns = [pa.field("row", pa.int64(), nullable=False), pa.field("name", pa.string())]
    columns += [pa.field(path, pa.float64()) for path in moved]
    columns += [pa.field(name, pa.float64()) for name in CARDS]
    columns += [pa.field(f"{name}_reason", words) for name in CARDS]
    columns += [pa.field(name, pa.float64()) for name in options.ends]
    columns.append(pa.field("error", pa.string()))
    return pa.schema(columns, metadata={"model_version": MODEL_VERSION})


def table(cases: Cases, figures: Figures, made: pa.Schema) -> pa.RecordBatch:
    """The rows of one block; what is not a number is empty."""
    import pyarrow as pa

    reasons = _texts(REASONS[1:])
    columns = [_numbers(np.asarray(cases.rows, dtype=np.int64)), _texts(cases.names)]
    columns += map(_numbers, cases.moved.values())
    columns += [_numbers(values, ~np.isnan(values)) for values in figures.values]
    for codes in figures.codes:
        indices = _numbers(np.maximum(codes, 1) - np.int8(1), codes > 0)
        columns.append(pa.DictionaryArray.from_arrays(indices, reasons))
    columns += [_numbers(values, ~np.isnan(values)) for values in figures.ends]
    columns.append(_texts([figures.errors.get(at) for at in range(len(cases.rows))]))
    return pa.RecordBatch.from_arrays(columns, schema=made)


# `pa.array` does the same, but imports pandas to see whether it was given something of it: 0.4 s
# and 50 MB in every worker.


def _numbers(values: NDArray[Any], known: NDArray[np.bool_] | None = None) -> pa.Array:
    import pyarrow as pa

    there = None if known is None or known.all() else _bits(known)
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [there, pa.py_buffer(values)])


def _texts(texts: Sequence[str | None]) -> pa.Array:
    import pyarrow as pa

    written = [(text or "").encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([0, *map(len, written)], dtype=np.int32)
    known = np.array([text is not None for text in texts])
    buffers = [_bits(known), pa.py_buffer(ends), pa.py_buffer(b"".join(written))]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def _bits(known: NDArray[np.bool_]) -> pa.Buffer:
    import pyarrow as pa

    return pa.py_buffer(np.packbits(known, bitorder="little"))
