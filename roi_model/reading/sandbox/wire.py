"""A reading as bytes and back: JSON, and Arrow for its tables; nothing that could run code."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from roi_model.reading.deals.creation import Creation
from roi_model.reading.inquiry import Candidate, Finding, Question, Refusal
from roi_model.reading.result import Guess, Reading

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (Reading, Guess, Creation, Finding, Question, Candidate, Refusal)
}

# Arrow says of bytes that are no message that they are an OSError.
_SPOILT = (ValueError, TypeError, LookupError, OSError, RecursionError, pa.ArrowException)


def to_bytes(value: Any) -> bytes:
    """A `Reading`, or any of plain values, tuples, dates, remarks and data frames, as bytes.

    >>> from_bytes(to_bytes({"rows": (1, 2), "total": float("inf")}))
    {'rows': (1, 2), 'total': inf}
    """
    frames: list[pa.Buffer] = []
    plain = json.dumps(_plain(value, frames)).encode("ascii")
    sizes = [len(plain), *(frame.size for frame in frames)]
    head = json.dumps(sizes).encode("ascii")
    return b"".join([len(head).to_bytes(4, "big"), head, plain, *frames])


def from_bytes(content: bytes) -> Any:
    """What `to_bytes` was given. Raises ValueError for bytes that it did not write."""
    try:
        start = 4 + int.from_bytes(content[:4], "big")
        sizes = [int(size) for size in json.loads(content[4:start])]
        whole, parts = pa.py_buffer(content), []
        for size in sizes:
            if size < 0 or start + size > len(content):
                raise ValueError("cut short")
            parts.append(whole.slice(start, size))
            start += size
        return _made(json.loads(parts[0].to_pybytes()), parts[1:])
    except _SPOILT as error:
        raise ValueError(f"not a reading: {type(error).__name__}") from error


def _plain(value: Any, frames: list[pa.Buffer]) -> Any:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, np.generic):
        return _plain(value.item(), frames)
    if isinstance(value, list):
        return [_plain(item, frames) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_plain(item, frames) for item in value]}
    if isinstance(value, Mapping):
        return {"map": [[_plain(k, frames), _plain(v, frames)] for k, v in value.items()]}
    if isinstance(value, pd.DataFrame):
        frames.append(_table_bytes(value))
        return {"frame": len(frames) - 1}
    if isinstance(value, pd.Timestamp) or value is pd.NaT:
        return {"time": None if value is pd.NaT else value.isoformat()}
    if type(value).__name__ in _KINDS and dataclasses.is_dataclass(value):
        found = {f.name: _plain(getattr(value, f.name), frames) for f in dataclasses.fields(value)}
        return {"made": type(value).__name__, "of": found}
    raise TypeError(f"no bytes for a {type(value).__name__}")


def _made(value: Any, frames: list[pa.Buffer]) -> Any:
    if isinstance(value, list):
        return [_made(item, frames) for item in value]
    if not isinstance(value, dict):
        return value
    if "tuple" in value:
        return tuple(_made(item, frames) for item in value["tuple"])
    if "map" in value:
        return {_made(k, frames): _made(v, frames) for k, v in value["map"]}
    if "frame" in value:
        return _frame(frames[int(value["frame"])])
    if "time" in value:
        return pd.NaT if value["time"] is None else pd.Timestamp(value["time"])
    found = {str(name): _made(item, frames) for name, item in value["of"].items()}
    return _KINDS[value["made"]](**found)


def _table_bytes(frame: pd.DataFrame) -> pa.Buffer:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _frame(content: pa.Buffer) -> pd.DataFrame:
    table = pa.ipc.open_stream(content).read_all()
    table.validate(full=True)  # offsets beyond the buffers would read the server's memory
    return table.to_pandas()
