"""Text → columns of text: pyarrow for the regular lines, care for the irregular ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.blocks import (
    NEAR,
    Row,
    cells_above,
    list_above,
    rows_above,
    titles_of_blocks,
    together,
)
from roi_model.reading.text.columns import Columns, Kept, Pieces, some_rows
from roi_model.reading.text.dialect import Dialect
from roi_model.reading.text.distinct import each, filled, instead, matching, plain, where
from roi_model.reading.text.ragged import Ragged, Rejections, ended_early
from roi_model.reading.text.records import regular, whole_records
from roi_model.reading.text.text import Text
from roi_model.reading.text.wording import fold

_FEW_SHORT = 0.3
_FEW_BEYOND = 0.02
_MERGED = 2
_FIGURES = r"^[^\pL]*\d[^\pL]*$"
_NARROW = 3
_SPOKEN = r"\p{L}{2}"


@dataclass(frozen=True)
class Table:
    """Columns of text, the line of each row, and the lines already left out.

    A column that repeats itself is one of distinct values: `text/distinct.py` reads both kinds.
    `present` counts the fields a row really has where it has fewer than the header (its missing
    cells are null): a row cut inside an amount must not pass for a whole one. `above` are the cells
    of the lines above the header.
    """

    names: tuple[str, ...]
    columns: Sequence[pa.Array]
    lines: NDArray[np.int64]
    present: dict[int, int]
    rejections: Rejections
    rows_read: int
    delimiter: str
    above: tuple[tuple[str, ...], ...] = ()

    @property
    def headed(self) -> str:
        """The headings of the first columns, those that have one, for a sentence."""
        return ", ".join(name for name in self.names[:12] if name.strip())

    @property
    def numbered(self) -> bool:
        """Whether the columns have only their numbers for names."""
        return all(map(str.isdigit, self.names))

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.lines)

    def head(self, column: int, count: int) -> pa.Array:
        """The first rows of one column, which is not made for them."""
        return some_rows(self.columns, column, pa.array(np.arange(min(len(self), count))))

    def first(self, count: int) -> tuple[pa.Array, ...]:
        """The first rows of every column."""
        return self.some(np.arange(min(len(self), count)))

    def some(self, rows: NDArray[np.integer]) -> tuple[pa.Array, ...]:
        """Some rows of every column, of which none is made for them."""
        at = pa.array(rows)
        return tuple(some_rows(self.columns, place, at) for place in range(len(self.columns)))

    def stacked(self, columns: Iterable[int]) -> pa.Array:
        """The cells of some columns one below the other, every text for itself; none of none."""
        cells = [plain(self.columns[i]) for i in columns]
        return pa.concat_arrays([pa.array([], pa.string()), *cells])

    def cells(self, column: int, rows: NDArray[np.bool_]) -> pa.Array:
        """The cells of a column in the rows of a mask; it is not made for a few of them."""
        if rows.all():
            return self.columns[column]
        return some_rows(self.columns, column, pa.array(np.flatnonzero(rows)))

    def under(self, headed: Callable[[str], bool]) -> Iterator[tuple[str, pa.Array]]:
        """The headings that pass a test, each with its column; no other column is made."""
        return ((name, self.columns[i]) for i, name in enumerate(self.names) if headed(name))

    def text(self, rows: NDArray[np.int64]) -> list[str]:
        """The text of some rows, for the list of what was left out."""
        picked = [column.to_pylist() for column in self.some(rows)]
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
        return replace(self, columns=Kept(self.columns, mask), lines=self.lines[mask],
                       present=present)  # fmt: skip

    def keep(self, mask: NDArray[np.bool_], reason: str) -> Table:
        """The table without the rows where `mask` is False, those listed under `reason`."""
        return self.leave_out((~mask).astype(np.int8), ("", reason))

    def below(self, rows: Sequence[Row]) -> Table:
        """The table with some rows that were listed as left out above its own."""
        if not rows:
            return self
        self.rejections.forget({line for line, _ in rows})
        width, size = len(self.names), len(rows)
        cells = zip(*([*row, *[""] * width][:width] for _, row in rows), strict=True)
        columns = tuple(
            pa.chunked_array([pa.array(more, pa.string()).cast(column.type), column])
            .unify_dictionaries().combine_chunks()
            for more, column in zip(cells, self.columns, strict=True)
        )  # fmt: skip
        lines = np.concatenate([[line for line, _ in rows], self.lines])
        present = {row + size: n for row, n in self.present.items()}
        return replace(self, columns=columns, lines=lines, present=present)

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
    list_above(text.first, dialect, rejections)
    cells = Pieces(len(dialect.names), text.page)
    lines: list[NDArray[np.int64]] = []
    present: dict[int, int] = {}
    rows = 0
    reader = Ragged(dialect, rejections)
    first_line = dialect.first_data_row
    for piece in whole_records(text.below(first_line), dialect, text.page):
        plain = regular(piece, dialect, text.page)
        if plain.columns is not None:
            cells.add(plain.columns)
            lines.append(first_line + plain.lines)
            rows += len(plain.lines)
        found, at, short = reader.read(plain.others, first_line + plain.other_lines)
        if at:
            cells.add_words(found)
            present.update({rows + i: n for i, n in short.items()})
            lines.append(np.array(at, np.int64))
            rows += len(at)
        first_line += plain.count
    columns: Columns = cells
    if text.formulas:
        columns = Columns(len(cells), lambda place: each(cells[place], _unwrapped))
    read = rows + len(rejections)
    if reader.beyond > _FEW_BEYOND * read:
        # A name is missing in the header, and which one is not known.
        raise RefusedError("shifted", count=reader.beyond,
                           delimiter=dialect.delimiter)  # fmt: skip
    table = Table(dialect.names, columns, _joined(lines), present, rejections, read,
                  dialect.delimiter, cells_above(text.first, dialect))  # fmt: skip
    table = _in_blocks(_without_blank_and_repeated(table), rows_above(text.first, dialect))
    table = _continued(_under_headings(_without_footers(table, reader.alone)))
    short = ended_early(dialect.names, table.columns, table.lines, table.present)
    return _without_shifted(replace(table, present=short))


def _unwrapped(column: pa.Array) -> pa.Array:
    """A column without the formula some programs write to keep a spreadsheet's hands off: ="12"."""
    return pc.replace_substring_regex(column, r'^\s*="([^"]*)"\s*$', r"\1")


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


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


def _continued(table: Table) -> Table:
    """The table with lines of nothing but a text joined to the same cell of the line above.

    Told by cells: the first column is empty, as it is in no whole row, and the text stands where
    every whole row has one. A table that begins with such a line has titles, and stays as it is.
    """
    if not len(table) or len(table.names) < _NARROW:
        return table
    first = filled(table.columns[0])
    order = np.argsort(table.lines, kind="stable")  # lines of another width stand behind others
    if first.all() or not first[order[0]]:
        return table
    there = [filled(column) for column in table.columns]
    alone = ~first & (np.sum(there, axis=0) == 1)
    above = np.empty(len(table), np.int64)
    above[order] = order[np.maximum.accumulate(np.where(alone[order], 0, np.arange(len(table))))]
    alone &= first[above]
    columns, gone = [*table.columns], np.zeros(len(table), bool)
    for c, column in enumerate(table.columns):
        more = alone & there[c]
        if not more.any() or not there[c][first].all():
            continue
        spoken = matching(column, _SPOKEN)
        if not spoken[first].all():
            continue
        words = plain(column).to_pylist()
        for row in order[(more & spoken)[order]].tolist():
            words[above[row]] = f"{words[above[row]].strip()} {words[row].strip()}"
        columns[c], gone = pa.array(words, pa.string()), gone | (more & spoken)
    if not gone.any():
        return table
    read = table.rows_read - int(gone.sum())
    return replace(table, columns=tuple(columns), rows_read=read).only(~gone)


def _under_headings(table: Table) -> Table:
    """The table with the cells of columns without a heading under the one to their left, where
    headings are merged over several columns and cells stand in another of these.

    Two or more headings must be so; below each a row has one cell at most, and figures only in
    columns without a heading: a debit may stand beside a credit that nobody headed.
    """
    named = [i for i, name in enumerate(table.names) if name.strip()]
    if not len(table) or len(named) + _MERGED > len(table.names):
        return table
    groups: dict[int, list[int]] = {}
    for first, end in zip(named, [*named[1:], len(table.names)], strict=True):
        places = range(first, end)
        there = {i: filled(table.columns[i]) for i in places} if len(places) > 1 else {}
        most = max(there, key=lambda i: int(there[i].sum()), default=first)
        if most == first or np.sum([*there.values()], axis=0).max() > 1:
            continue
        if not matching(table.columns[first], _FIGURES).any():
            groups[first] = [i for i in places if i != first and there[i].any()]
    if len(groups) < _MERGED:
        return table
    columns = [*table.columns]
    for first, others in groups.items():
        for i in others:
            columns[first] = instead(columns[first], columns[i], filled(columns[i]))
            columns[i] = pa.repeat("", len(table))
    return replace(table, columns=tuple(columns))


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
        equal = where(column, partial(_is, name))
        if not equal.any() and folded:
            same[:] = False
        same &= equal
        if not same.any():
            break
    return table.keep(~same, "repeated_header")


def _in_blocks(table: Table, above: Sequence[Row]) -> Table:
    """The table with the titles of its blocks as rows, where its header is repeated: those of the
    first stand above it. What pages of a print begin with is left out."""
    found = zip(table.rejections.lines, table.rejections.reasons, strict=True)
    repeats = [lines for lines, (reason, _) in found if reason == "repeated_header"]
    if not repeats:
        return table
    rules = [row for row, n in table.present.items() if n == 1 and not _says(table, row)]
    ruled = np.ones(len(table), bool)
    ruled[rules] = False
    table = table.keep(ruled, "blank")
    order = np.argsort(table.lines, kind="stable")
    between: dict[int, list[Row]] = {}
    for header in np.concatenate(repeats).tolist():
        first, last = np.searchsorted(table.lines[order], [header - NEAR, header])
        at = order[first:last]
        cells = zip(*(c.take(pa.array(at)).to_pylist() for c in table.columns), strict=True)
        rows = [(int(table.lines[row]), [cell or "" for cell in line])
                for row, line in zip(at, cells, strict=True)]  # fmt: skip
        between[header] = together(rows)
    titles, whole, pages = titles_of_blocks(above, between)
    present = {row: n for row, n in table.present.items() if int(table.lines[row]) not in whole}
    table = replace(table, present=present)
    return table.keep(~np.isin(table.lines, [*pages]), "above_table").below(titles)


def _says(table: Table, row: int) -> bool:
    return any(char.isalnum() for char in table.columns[0][row].as_py() or "")


def _is(name: str, values: pa.Array) -> pa.Array:
    return pc.equal(pc.utf8_trim_whitespace(values), name)
