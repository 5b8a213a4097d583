"""The records of a text as columns of text: pyarrow for the lines that are plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.text.dialect import Dialect, split_line
from roi_model.reading.text.memory import pool
from roi_model.reading.text.ragged import MAX_RECORD_LINES
from roi_model.reading.text.text import line_ends_as_one

_MAX_LINE = 1_000_000


def whole_records(pieces: Iterator[bytes], dialect: Dialect, codec: str) -> Iterator[bytes]:
    """The pieces, cut after a line that is a row by itself: no quoted cell goes on in the next."""
    held = b""
    for piece in pieces:
        if held:
            end = _last_row_end(held, dialect, codec) if dialect.quoted else len(held)
            yield held[:end]
            piece = held[end:] + piece
        held = piece
    if held:
        yield held  # nothing comes after it: not cut, whatever quotes stand in it


def _last_row_end(piece: bytes, dialect: Dialect, codec: str) -> int:
    """Where the last line ends that has all fields, its quotes closed.

    Where none of the last ones is so, every row goes over several lines: one is open where the
    piece's quotes do not pair up, and began with the last line whose own do not.
    """
    end, opened = len(piece), len(piece)
    for _ in range(MAX_RECORD_LINES):
        start = piece.rfind(b"\n", 0, end - 1) + 1
        line = piece[start:end].decode(codec, errors="replace").rstrip("\r\n")
        odd = line.count('"') % 2 == 1
        fields = len(split_line(line, dialect.delimiter))
        if not odd and fields in (len(dialect.names), dialect.row_width):
            return end
        if odd and opened == len(piece):
            opened = start
        if not start:
            break
        end = start
    return opened if opened and piece.count(b'"') % 2 else len(piece)


@dataclass(frozen=True)
class Plain:
    """The lines of a piece that are plain, as columns, and the others as text."""

    columns: list[pa.Array] | None
    lines: NDArray[np.int64]
    others: list[str]
    other_lines: NDArray[np.int64]
    count: int


def regular(chunk: bytes, dialect: Dialect, codec: str) -> Plain:
    """The lines with exactly the header's fields through pyarrow; the others as text."""
    if _short_lines(chunk) and not (dialect.quoted and b'"' in chunk):
        rows = int(np.count_nonzero(np.frombuffer(chunk, np.uint8) == 10))
        columns = _arrow(chunk, dialect, rows, codec)
        if columns is not None and not _holds_nothing(columns):
            return Plain(columns, np.arange(rows), [], np.zeros(0, np.int64), rows)
    data = np.frombuffer(chunk, np.uint8)
    ends = np.flatnonzero(data == 10)
    returns = chunk.count(b"\r")
    if returns and returns != np.count_nonzero(data[ends - 1] == 13):
        return regular(line_ends_as_one(chunk), dialect, codec)
    starts = np.concatenate(([0], ends[:-1] + 1))
    if int(np.max(ends - starts, initial=0)) > _MAX_LINE:
        raise RefusedError("line_too_long", limit=_MAX_LINE)
    width = len(dialect.names)
    wanted = dialect.delimiter.encode("utf-8")
    is_delimiter = data == wanted[0] if len(wanted) == 1 else np.zeros(data.shape, bool)
    fields = _count(is_delimiter, starts, ends, width - 1) + 1
    good = fields == width
    if dialect.quoted and b'"' in chunk:
        quotes = _count(data == 34, starts, ends)
        good &= quotes == 0
        # Lines whose quotes pair up, with the right number of delimiters outside of them.
        if np.mean(quotes > 0) > 0.2:
            inside = (np.cumsum(data == 34, dtype=np.int32) & 1).astype(bool)
            inside ^= np.repeat(inside[starts] ^ (data[starts] == 34), ends - starts + 1)
            outside = _count(is_delimiter & ~inside, starts, ends) + 1
            good |= (quotes % 2 == 0) & (quotes > 0) & (outside == width)
    columns = None
    if good.any():
        plain = chunk if good.all() else data[np.repeat(good, ends - starts + 1)].tobytes()
        columns = _arrow(plain, dialect, int(good.sum()), codec)
        if columns is None:
            good[:] = False
    bad = np.flatnonzero(~good)
    if fields[bad].max(initial=0) > 20_000:
        raise RefusedError("too_many_columns", count=int(fields.max()),
                           limit=20_000)  # fmt: skip
    others = [
        chunk[starts[i] : ends[i]].removesuffix(b"\r").decode(codec, errors="replace") for i in bad
    ]
    return Plain(columns, np.flatnonzero(good), others, bad, len(ends))


def _short_lines(chunk: bytes) -> bool:
    """Whether no line is too long, as far as a look at halves of the longest tells: each has an
    end of a line."""
    half = _MAX_LINE // 2
    return all(chunk.find(b"\n", at, at + half) >= 0 for at in range(0, len(chunk) - half, half))


def _holds_nothing(columns: list[pa.Array]) -> bool:
    """Whether some row has an empty cell in every column: so Arrow reads a line without a sign."""
    blank = np.ones(len(columns[0]), bool)
    for column in columns:
        ends = np.frombuffer(column.buffers()[1], np.int32, len(column) + 1, 4 * column.offset)
        blank &= ends[1:] == ends[:-1]
        if not blank.any():
            return False
    return True


def _count(
    mask: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64], usual: int = 0
) -> NDArray[np.int64]:
    """How often `mask` is true in each line; quicker where it is so the `usual` times in all."""
    at = np.flatnonzero(mask)
    if usual and len(at) == usual * len(ends):
        first, last = at[::usual], at[usual - 1 :: usual]
        if (first >= starts).all() and (last < ends).all():
            return np.full(len(ends), usual)
    return np.searchsorted(at, ends) - np.searchsorted(at, starts)


def _arrow(chunk: bytes, dialect: Dialect, rows: int, codec: str) -> list[pa.Array] | None:
    """The columns of so many lines, each with all fields; None where they are not such lines.

    A CR alone ends a line too, to Arrow: then there are more of them, or one lacks a field.
    """
    kind = pa.string() if codec == "utf-8" else pa.binary()
    names = [str(i) for i in range(len(dialect.names))]
    try:
        table = pacsv.read_csv(
            pa.py_buffer(chunk),
            read_options=pacsv.ReadOptions(
                column_names=names, block_size=len(chunk) + 1, use_threads=False
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char='"' if dialect.quoted else False,
                ignore_empty_lines=False,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, kind), strings_can_be_null=False
            ),
            memory_pool=pool(),
        )
    except (pa.ArrowException, ValueError):
        return None
    if table.num_rows != rows:
        return None
    return [column.chunk(0) for column in table.columns]  # a piece is one block
