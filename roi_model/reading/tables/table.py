"""Text → columns of text: pyarrow for the regular lines, care for the irregular ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.text.dialect import SEP_LINE, Dialect, split_line
from roi_model.reading.text.ragged import Ragged, Rejections
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import readings

_CHUNK = 8 << 20
_MAX_LINE = 1_000_000
_FEW_SHORT = 0.3
_FEW_BEYOND = 0.02
TEXT_FORMULA = '="'
_AMOUNT = re.compile(r"[-+(]?\d[\d\s]*(?:[.,]\d+)*\)?-?\s?(?:€|EUR|\$|£)?")


@dataclass(frozen=True)
class Table:
    """Columns of text, the line of each row, and the lines already left out.

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
        mask = codes == 0
        position = np.cumsum(mask) - 1
        present = {int(position[row]): n for row, n in self.present.items() if mask[row]}
        keep = pa.array(mask)
        columns = tuple(column.filter(keep) for column in self.columns)
        return Table(self.names, columns, self.lines[mask], present, self.rejections,
                     self.rows_read, self.delimiter)  # fmt: skip

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


def read_table(text: str, dialect: Dialect) -> Table:
    """All rows below the header as text: nothing is converted, "NA" and "00123" stay themselves.

    Lines above the table, blank rows, repeated headers, rows with more fields than the header and
    rows that lost one are left out and listed. Raises RefusedError where columns lack a name.

    >>> from roi_model.reading.text.dialect import find_dialect
    >>> text = "id;Date;Montant\\n007;05/01/2024;12,50\\n"
    >>> dialect = find_dialect(text, lambda row: 3 * ("Date" in row))
    >>> read_table(text, dialect).columns[0].to_pylist()
    ['007']
    """
    body = _body(text, dialect.first_data_row)
    width = len(dialect.names)
    parts: list[list[pa.Array]] = [[] for _ in range(width)]
    lines: list[NDArray[np.int64]] = []
    present: dict[int, int] = {}
    rejections = Rejections()
    _list_above(text, dialect, rejections)
    rows = 0
    reader = Ragged(dialect, rejections)
    first_line = dialect.first_data_row
    for chunk in _chunks(body):
        plain = _regular(chunk, dialect)
        if plain.columns is not None:
            for column, part in zip(parts, plain.columns, strict=True):
                column.append(part)
            lines.append(first_line + plain.lines)
            rows += len(plain.lines)
        found, at, short = reader.read(plain.others, first_line + plain.other_lines)
        if at:
            for i, column in enumerate(parts):
                column.append(pa.array([row[i] for row in found], pa.string()))
            present.update({rows + i: n for i, n in short.items()})
            lines.append(np.array(at, np.int64))
            rows += len(at)
        first_line += plain.count
    columns = tuple(pa.concat_arrays(part) if part else pa.array([], pa.string()) for part in parts)
    if TEXT_FORMULA in text:
        columns = tuple(map(_unwrapped, columns))
    read = rows + len(rejections)
    if reader.beyond > _FEW_BEYOND * read:
        # A name is missing in the header, and which one is not known.
        raise RefusedError("shifted", count=reader.beyond,
                           delimiter=dialect.delimiter)  # fmt: skip
    table = Table(dialect.names, columns, _joined(lines), present, rejections, read,
                  dialect.delimiter)  # fmt: skip
    return _without_shifted(_without_blank_and_repeated(table))


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


def _body(text: str, first_row: int) -> bytes:
    """The text from a row (from 1) on, as UTF-8 that ends with a line end."""
    at = 0
    for _ in range(first_row - 1):
        found = text.find("\n", at)
        if found < 0:
            return b""
        at = found + 1
    body = (text[at:] if at else text).encode("utf-8", errors="replace")
    if body.isspace() or not body:
        return b""
    return (
        body
        if body.endswith(b"\n") and not body.endswith(b"\n\n")
        else (body.rstrip(b"\n") + b"\n")
    )


def _chunks(body: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        end = body.find(b"\n", min(at + _CHUNK, len(body) - 1))
        end = len(body) if end < 0 else end + 1
        yield body[at:end]
        at = end


@dataclass(frozen=True)
class _Plain:
    columns: list[pa.Array] | None
    lines: NDArray[np.int64]
    others: list[str]
    other_lines: NDArray[np.int64]
    count: int


def _regular(chunk: bytes, dialect: Dialect) -> _Plain:
    """The lines with exactly the header's fields through pyarrow; the others as text."""
    data = np.frombuffer(chunk, np.uint8)
    ends = np.flatnonzero(data == 10)
    starts = np.concatenate(([0], ends[:-1] + 1))
    if int(np.max(ends - starts, initial=0)) > _MAX_LINE:
        raise RefusedError("line_too_long", limit=_MAX_LINE)
    width = len(dialect.names)
    wanted = dialect.delimiter.encode("utf-8")
    is_delimiter = data == wanted[0] if len(wanted) == 1 else np.zeros(data.shape, bool)
    fields = _count(is_delimiter, starts, ends) + 1
    quotes = _count(data == 34, starts, ends)
    good = fields == width
    if dialect.quoted:
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
        columns = _arrow(plain, dialect, int(good.sum()))
        if columns is None:
            good[:] = False
    bad = np.flatnonzero(~good)
    if fields[bad].max(initial=0) > 20_000:
        raise RefusedError("too_many_columns", count=int(fields.max()),
                           limit=20_000)  # fmt: skip
    others = [chunk[starts[i] : ends[i]].decode("utf-8", errors="replace") for i in bad]
    return _Plain(columns, np.flatnonzero(good), others, bad, len(ends))


def _count(
    mask: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How often `mask` is true in each line."""
    at = np.flatnonzero(mask)
    return np.searchsorted(at, ends) - np.searchsorted(at, starts)


def _arrow(chunk: bytes, dialect: Dialect, rows: int) -> list[pa.Array] | None:
    names = [str(i) for i in range(len(dialect.names))]
    try:
        table = pacsv.read_csv(
            pa.py_buffer(chunk),
            read_options=pacsv.ReadOptions(column_names=names, block_size=len(chunk) + 1),
            parse_options=pacsv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char='"' if dialect.quoted else False,
                ignore_empty_lines=False,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowException, ValueError):
        return None
    if table.num_rows != rows:
        return None
    return [column.combine_chunks() for column in table.columns]


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
        cells = pc.fill_null(pc.utf8_trim_whitespace(column), "")
        filled = pc.not_equal(cells, "").to_numpy(zero_copy_only=False)
        if filled[whole].all():
            lost |= ~filled
    return table.keep(~lost, "cut_line")


def _without_blank_and_repeated(table: Table) -> Table:
    if not len(table):
        return table
    filled = np.zeros(len(table), bool)
    for column in table.columns:
        cells = pc.fill_null(pc.utf8_trim_whitespace(column), "")
        filled |= pc.not_equal(cells, "").to_numpy(zero_copy_only=False)
        if filled.all():
            break
    table = table.keep(filled, "blank")
    same = np.ones(len(table), bool)
    header = [fold(name) for name in table.names]
    for column, folded, name in zip(table.columns, header, table.names, strict=True):
        candidates = np.flatnonzero(same)
        if not candidates.size:
            break
        cells = pc.fill_null(pc.utf8_trim_whitespace(column), "")
        equal = pc.equal(cells, name).to_numpy(zero_copy_only=False)
        if not equal.any() and folded:
            same[:] = False
        same &= equal
    return table.keep(~same, "repeated_header")
