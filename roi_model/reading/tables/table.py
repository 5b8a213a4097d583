"""Text → columns of text: pyarrow for the regular lines, care for the irregular ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.text.dialect import SEP_LINE, Dialect, split_line
from roi_model.reading.text.distinct import CODED, each, filled, repeated, where
from roi_model.reading.text.ragged import MAX_RECORD_LINES, Ragged, Rejections, ended_early
from roi_model.reading.text.text import Text, line_ends_as_one
from roi_model.reading.text.wording import fold
from roi_model.reading.values.date_shapes import readings

_MAX_LINE = 1_000_000
_LOOKED_AT = 100_000
_FEW_SHORT = 0.3
_FEW_BEYOND = 0.02
_NARROW = 3
_AMOUNT = re.compile(r"[-+(]?\d[\d\s]*(?:[.,]\d+)*\)?-?\s?(?:€|EUR|\$|£)?")


@dataclass(frozen=True)
class Table:
    """Columns of text, the line of each row, and the lines already left out.

    A column that repeats itself is one of distinct values: `text/distinct.py` reads both kinds.
    `present` counts the fields a row really has where it has fewer than the header (its missing
    cells are null): a row cut inside an amount must not pass for a whole one.
    """

    names: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    lines: NDArray[np.int64]
    present: dict[int, int]
    rejections: Rejections
    rows_read: int
    delimiter: str

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.lines)

    def text(self, rows: NDArray[np.int64]) -> list[str]:
        """The text of some rows, for the list of what was left out."""
        picked = [column.take(pa.array(rows)).to_pylist() for column in self.columns]
        cells = zip(*picked, strict=True)
        return [self.delimiter.join(c.strip() for c in row if c is not None) for row in cells]

    def leave_out(self, codes: NDArray[np.integer], reasons: tuple[str, ...]) -> Table:
        """The table without the rows whose code is not 0; code i is listed under `reasons[i]`."""
        out = np.flatnonzero(codes)
        if not out.size:
            return self
        for code in np.unique(codes[out]):
            rows = np.flatnonzero(codes == code)
            self.rejections.add(reasons[code], self.lines[rows], self.text(rows))
        return self.only(codes == 0)

    def only(self, mask: NDArray[np.bool_]) -> Table:
        """The rows of a mask; the others are listed nowhere."""
        position = np.cumsum(mask) - 1
        present = {int(position[row]): n for row, n in self.present.items() if mask[row]}
        keep = pa.array(mask)
        columns = tuple(column.filter(keep) for column in self.columns)
        return replace(self, columns=columns, lines=self.lines[mask], present=present)

    def keep(self, mask: NDArray[np.bool_], reason: str) -> Table:
        """The table without the rows where `mask` is False, those listed under `reason`."""
        return self.leave_out((~mask).astype(np.int8), ("", reason))

    @property
    def many_short(self) -> bool:
        """Whether so many rows are short that whoever wrote them leaves empty cells away."""
        return len(self.present) > _FEW_SHORT * len(self)

    def without_cut_rows(self, needed: list[int]) -> Table:
        """The table without rows that end before the last column `needed`, or in it.

        Where many rows are short, empty cells at the end were left away: the last one is whole.
        """
        if not self.present:
            return self
        mask = np.ones(len(self), bool)
        for row, fields in self.present.items():
            whole = self.many_short and row < len(self) - 1  # a file may end anywhere
            mask[row] = max(needed) < fields - (not whole)
        return self.keep(mask, "cut_line")


def read_table(text: Text, dialect: Dialect) -> Table:
    """All rows below the header as text: nothing is converted, "NA" and "00123" stay themselves.

    Lines above the table, blank rows, repeated headers, rows with more fields than the header and
    rows that lost one are left out and listed. Raises RefusedError where columns lack a name.

    >>> from roi_model.reading.text.dialect import find_dialect
    >>> text = Text.of(b"id;Date;Montant\\n007;05/01/2024;12,50\\n")
    >>> dialect = find_dialect(text.first, lambda row: 3 * ("Date" in row))
    >>> read_table(text, dialect).columns[0].to_pylist()
    ['007']
    """
    rejections = Rejections()
    _list_above(text.first, dialect, rejections)
    cells = _Cells(len(dialect.names))
    lines: list[NDArray[np.int64]] = []
    present: dict[int, int] = {}
    rows = 0
    reader = Ragged(dialect, rejections)
    first_line = dialect.first_data_row
    for piece in _whole_records(text.below(first_line), dialect):
        regular = _regular(piece, dialect, cells.types)
        if regular.columns is not None:
            cells.add(regular.columns)
            lines.append(first_line + regular.lines)
            rows += len(regular.lines)
        found, at, short = reader.read(regular.others, first_line + regular.other_lines)
        if at:
            cells.add([pa.array(column, pa.string()) for column in zip(*found, strict=True)])
            present.update({rows + i: n for i, n in short.items()})
            lines.append(np.array(at, np.int64))
            rows += len(at)
        first_line += regular.count
    columns = cells.columns()
    if text.formulas:
        columns = tuple(each(column, _unwrapped) for column in columns)
    read = rows + len(rejections)
    if reader.beyond > _FEW_BEYOND * read:
        # A name is missing in the header, and which one is not known.
        raise RefusedError("shifted", count=reader.beyond,
                           delimiter=dialect.delimiter)  # fmt: skip
    table = Table(dialect.names, columns, _joined(lines), present, rejections, read,
                  dialect.delimiter)  # fmt: skip
    table = _without_footers(_without_blank_and_repeated(table), reader.alone)
    short = ended_early(dialect.names, table.columns, table.lines, table.present)
    return _without_shifted(replace(table, present=short))


class _Cells:
    """The columns as they come, piece by piece: by distinct values those that repeat themselves."""

    def __init__(self, width: int) -> None:
        self.types: list[pa.DataType] = [pa.string()] * width
        self.parts: list[list[pa.Array]] = [[] for _ in range(width)]
        self.rows = 0

    def add(self, columns: list[pa.Array]) -> None:
        """Some more rows; the first hundred thousand tell which columns repeat themselves."""
        for parts, column, kind in zip(self.parts, columns, self.types, strict=True):
            coded = kind == CODED and column.type != CODED
            parts.append(column.dictionary_encode() if coded else column)
        decided, self.rows = self.rows >= _LOOKED_AT, self.rows + len(columns[0])
        if not decided and self.rows >= _LOOKED_AT:
            self._decide()

    def _decide(self) -> None:
        self.parts = [[repeated(pa.concat_arrays(parts))] if parts else [] for parts in self.parts]
        self.types = [parts[0].type if parts else pa.string() for parts in self.parts]

    def columns(self) -> tuple[pa.Array, ...]:
        """Each column whole; its parts are let go one after the other."""
        if self.rows < _LOOKED_AT:
            self._decide()
        whole = []
        for kind in self.types:
            parts = pa.chunked_array(self.parts.pop(0), kind)
            if kind == CODED:
                parts = parts.unify_dictionaries()
            whole.append(parts.combine_chunks())
        return tuple(whole)


def _whole_records(pieces: Iterator[bytes], dialect: Dialect) -> Iterator[bytes]:
    """The pieces, cut after a line that is a row by itself: no quoted cell goes on in the next."""
    held = b""
    for piece in pieces:
        if held:
            end = _last_row_end(held, dialect) if dialect.quoted else len(held)
            yield held[:end]
            piece = held[end:] + piece
        held = piece
    if held:
        yield held  # nothing comes after it: not cut, whatever quotes stand in it


def _last_row_end(piece: bytes, dialect: Dialect) -> int:
    """Where the last line ends that has all fields, its quotes closed.

    Where none of the last ones is so, every row goes over several lines: one is open where the
    piece's quotes do not pair up, and began with the last line whose own do not.
    """
    end, opened = len(piece), len(piece)
    for _ in range(MAX_RECORD_LINES):
        start = piece.rfind(b"\n", 0, end - 1) + 1
        line = piece[start:end].decode("utf-8", errors="replace").rstrip("\r\n")
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


def _unwrapped(column: pa.Array) -> pa.Array:
    """A column without the formula some programs write to keep a spreadsheet's hands off: ="12"."""
    return pc.replace_substring_regex(column, r'^\s*="([^"]*)"\s*$', r"\1")


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def _list_above(text: str, dialect: Dialect, rejections: Rejections) -> None:
    """List what stands above the first row: titles, and rows that look like another table's."""
    above = text.split("\n", dialect.first_data_row)[: dialect.first_data_row - 1]
    spaces = f' \t"{dialect.delimiter}'
    for number, line in enumerate(above, start=1):
        if number == dialect.header_row or not line.strip(spaces) or SEP_LINE.match(line):
            continue
        if _looks_like_a_row(line, dialect):
            rejections.add("above_header", np.array([number]), [line])
        elif number < (dialect.header_row or dialect.first_data_row):
            rejections.add("above_table", np.array([number]), [line])


def _looks_like_a_row(line: str, dialect: Dialect) -> bool:
    """Whether a line holds a date and an amount that is no date."""
    cells = [c.strip() for c in split_line(line, dialect.delimiter, dialect.quoted)]
    dated = [bool(c) and bool(re.search(r"\d", c)) and bool(readings(c, serials=False))
             for c in cells]  # fmt: skip
    amount = any(_AMOUNT.fullmatch(c) for c, date in zip(cells, dated, strict=True) if not date)
    return any(dated) and amount


@dataclass(frozen=True)
class _Plain:
    columns: list[pa.Array] | None
    lines: NDArray[np.int64]
    others: list[str]
    other_lines: NDArray[np.int64]
    count: int


def _regular(chunk: bytes, dialect: Dialect, types: list[pa.DataType]) -> _Plain:
    """The lines with exactly the header's fields through pyarrow; the others as text."""
    data = np.frombuffer(chunk, np.uint8)
    ends = np.flatnonzero(data == 10)
    returns = chunk.count(b"\r")
    if returns and returns != np.count_nonzero(data[ends - 1] == 13):
        return _regular(line_ends_as_one(chunk), dialect, types)
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
        columns = _arrow(plain, dialect, int(good.sum()), types)
        if columns is None:
            good[:] = False
    bad = np.flatnonzero(~good)
    if fields[bad].max(initial=0) > 20_000:
        raise RefusedError("too_many_columns", count=int(fields.max()),
                           limit=20_000)  # fmt: skip
    others = [
        chunk[starts[i] : ends[i]].removesuffix(b"\r").decode("utf-8", errors="replace")
        for i in bad
    ]
    return _Plain(columns, np.flatnonzero(good), others, bad, len(ends))


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


def _arrow(
    chunk: bytes, dialect: Dialect, rows: int, types: list[pa.DataType]
) -> list[pa.Array] | None:
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
                column_types=dict(zip(names, types, strict=True)), strings_can_be_null=False
            ),
        )
    except (pa.ArrowException, ValueError):
        return None
    if table.num_rows != rows:
        return None
    return [column.combine_chunks() for column in table.columns]


def _without_footers(table: Table, quoted: set[int]) -> Table:
    """The table without the lines of one cell at its very end: who made a report, and its rights.

    Such lines stand in quotes, as `quoted` has their numbers, or below a blank line. A line that a
    broken download cut short is none, and neither is the one cell of a narrow table.
    """
    start = len(table)
    while start and table.present.get(start - 1) == 1:
        start -= 1
    if start in (0, len(table)) or len(table.names) < _NARROW:
        return table
    below = int(table.lines[start]) > int(table.lines[start - 1]) + 1
    kept = np.ones(len(table), bool)
    for row in range(start, len(table)):
        kept[row] = not below and int(table.lines[row]) not in quoted
    return table.keep(kept, "footer")


def _without_shifted(table: Table) -> Table:
    """The table without the few rows that lost a separator: their cells stand one place off.

    Such a row is shorter than the header and lacks a cell that no whole row lacks. Where many rows
    are short, the program that wrote them leaves empty cells at the end away, and they are kept.
    """
    if not table.present or table.many_short:
        return table
    whole = np.ones(len(table), bool)
    whole[list(table.present)] = False
    lost = np.zeros(len(table), bool)
    for column in table.columns:
        there = filled(column)
        if there[whole].all():
            lost |= ~there
    return table.keep(~lost, "cut_line")


def _without_blank_and_repeated(table: Table) -> Table:
    if not len(table):
        return table
    something = np.zeros(len(table), bool)
    for column in table.columns:
        something |= filled(column)
        if something.all():
            break
    table = table.keep(something, "blank")
    same = np.ones(len(table), bool)
    header = [fold(name) for name in table.names]
    for column, folded, name in zip(table.columns, header, table.names, strict=True):
        if not same.any():
            break
        equal = where(column, partial(_is, name))
        if not equal.any() and folded:
            same[:] = False
        same &= equal
    return table.keep(~same, "repeated_header")


def _is(name: str, values: pa.Array) -> pa.Array:
    return pc.equal(pc.utf8_trim_whitespace(values), name)
