"""Text → its delimiter, its header row and whether it quotes: by consistency, never by the name."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.text.wording import fold

DELIMITERS = (";", "\t", "|", ",")
SEP_LINE = re.compile(r'\ufeff?\s*"?sep=')
"""How the line begins that some spreadsheets put before the table to name its separator."""
MAX_COLUMNS = 1000
Headings = Callable[[Sequence[str]], int]
"""How many cells of a row are known headings: 0 for a title, and for a row of data."""
_SAMPLE_LINES = 300
_HEADER_SEARCH = 40
_SAMPLE_WIDTH = 20_000
_HEADER_LINES = 12  # over which one header may go on


@dataclass(frozen=True)
class Dialect:
    """How a text table is written. Rows count from 1, as in an editor; no header row is None.

    `row_width` is the number of fields most rows have: more than the header where they end in a
    separator that the header lacks. `header_width` counts the header's own empty fields at its end,
    which have no name.
    """

    delimiter: str
    header_row: int | None
    names: tuple[str, ...]
    first_data_row: int
    quoted: bool
    row_width: int = 0
    header_width: int = 0


@dataclass(frozen=True)
class _Trial:
    known: int
    consistency: float
    columns: int
    header: int | None
    first: int
    names: tuple[str, ...]
    usual: int
    fields: int

    @property
    def score(self) -> tuple[bool, float, int]:
        # Two known headers weigh more than anything; then steady rows; then more columns.
        return (self.known >= 2, round(self.consistency, 1) + 0.3 * min(self.known, 3),
                self.columns)  # fmt: skip


def find_dialect(text: str, headings: Headings, delimiter: str | None = None) -> Dialect:
    """The delimiter whose column count is steadiest below a header row.

    A row is a header where `headings` finds at least two in it. A `delimiter` that is known is
    taken, and quotes are then part of the text. Raises RefusedError where no delimiter makes two
    columns or a header holds over 1,000 fields.

    >>> known = lambda row: sum(cell in ("Date", "Montant") for cell in row)
    >>> find_dialect("sep=;\\nDate;Montant\\n05/01/2024;12,50\\n", known).header_row
    2
    """
    lines = _head(text, _SAMPLE_LINES)
    skip = 0
    forced = re.fullmatch(r'"?sep=(.)"?', lines[0].strip("\ufeff ")) if lines else None
    if delimiter is not None:
        delimiters: tuple[str, ...] = (delimiter,)
    elif forced:
        skip = 1
        delimiters = (forced.group(1),)
    elif lines and re.fullmatch(r'"?sep="?', lines[0].strip()):
        skip, delimiters = 1, DELIMITERS
    elif lines and lines[0] == "sep=\t":
        skip, delimiters = 1, ("\t",)
    else:
        delimiters = DELIMITERS
    longest = max((max(line.count(d) for d in delimiters) for line in lines), default=0)
    if longest >= MAX_COLUMNS:
        raise RefusedError("too_many_columns", count=longest + 1,
                           limit=MAX_COLUMNS)  # fmt: skip
    tried = {d: _try(lines, d, skip, headings, delimiter is None) for d in delimiters}
    trials = {d: trial for d, trial in tried.items() if trial}
    if not trials:
        raise RefusedError("one_column")
    best = max(trials, key=lambda d: trials[d].score)
    trial = trials[best]
    header = None if trial.header is None else trial.header + 1
    quoted = delimiter is None and _quotes(lines, best)
    return Dialect(best, header, trial.names, trial.first + 1, quoted, trial.usual, trial.fields)


def join_header(text: str, headings: Headings) -> str:
    """A text whose header, where quoted headings of it hold line ends, is on one line: its last.

    The lines before it become blank, so that every line keeps its number.
    """
    lines = text.split("\n", _HEADER_SEARCH + _HEADER_LINES)[:-1]
    first = next((i for i, line in enumerate(lines) if line.count('"') % 2), None)
    if first is None or first >= _HEADER_SEARCH:
        return text
    for last in range(first + 1, min(first + _HEADER_LINES, len(lines))):
        joined = " ".join(lines[first : last + 1])
        if joined.count('"') % 2 == 0:
            if max(headings(split_line(joined, d)) for d in DELIMITERS) < 2:
                return text
            length = sum(len(line) + 1 for line in lines[: last + 1])
            blank = [""] * (last - first)
            return "\n".join([*lines[:first], *blank, joined, text[length:]])
    return text


def _head(text: str, count: int) -> list[str]:
    """The first lines of a text, each cut at a width no sound table reaches."""
    lines: list[str] = []
    at = 0
    while len(lines) < count and at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        lines.append(text[at : min(end, at + _SAMPLE_WIDTH)])
        at = end + 1
    return lines


def split_line(line: str, delimiter: str, quoted: bool = True) -> list[str]:
    """One physical line into fields."""
    if not quoted or '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _try(
    lines: list[str], delimiter: str, skip: int, headings: Headings, quoted: bool
) -> _Trial | None:
    rows = [split_line(line, delimiter, quoted) for line in lines]
    filled = [i for i in range(skip, len(rows)) if sum(bool(c.strip()) for c in rows[i]) >= 2]
    if not filled:
        return None
    known = {i: headings(rows[i]) for i in filled[:_HEADER_SEARCH]}
    header = max(known, key=lambda i: (known[i], -i))
    if known[header] >= 2:
        return _judge(rows, header, header + 1, known[header])
    width = Counter(len(rows[i]) for i in filled).most_common(1)[0][0]
    wide = [i for i in filled if len(rows[i]) == width]
    # In a sheet every line is as wide as the widest: a title fills a cell or two of it.
    first = next((i for i in wide if 2 * sum(map(bool, map(str.strip, rows[i]))) > width), wide[0])
    if any(is_data(cell) for cell in rows[first]):
        return _judge(rows, None, first, known.get(first, 0), width)
    return _judge(rows, first, first + 1, known.get(first, 0))


def _judge(rows: list[list[str]], header: int | None, first: int, known: int,
           width: int | None = None) -> _Trial | None:  # fmt: skip
    numbered = tuple(f"{i + 1}" for i in range(width or 0))
    names = numbered if header is None else tuple(rows[header])
    below = [row for row in rows[first:] if any(c.strip() for c in row)]
    usual = Counter(len(row) for row in below).most_common(1)[0][0] if below else 0
    # A trailing separator makes an empty last column: kept where the rows have it too.
    while len(names) > max(1, usual) and header is not None and not names[-1].strip():
        names = names[:-1]
    if sum(bool(n.strip()) for n in names) < 2:
        return None
    steady = sum(_width(row, len(names)) == len(names) for row in below)
    share = steady / len(below) if below else 0.0
    return _Trial(known, share, len(names), header, first, tuple(n.strip() for n in names),
                  usual, len(names) if header is None else len(rows[header]))  # fmt: skip


def _width(row: list[str], wanted: int) -> int:
    """Fields of a row, empty ones beyond the header's width not counted."""
    size = len(row)
    while size > wanted and not row[size - 1].strip():
        size -= 1
    return size


def is_data(cell: str) -> bool:
    """Whether a cell holds a figure or a date rather than a name; a year may head a column."""
    folded = fold(cell)
    if re.fullmatch(r"(?:19|20)\d\d", folded):
        return False
    return bool(re.fullmatch(r"(?:eur|usd)? ?\d[\d ]*(?:eur|usd|k|m|%)?", folded))


def _quotes(lines: list[str], delimiter: str) -> bool:
    """Whether some field both starts and ends with a quote: else quotes are part of the text."""
    d = re.escape(delimiter)
    pattern = re.compile(rf'(?:^|{d})\s?"(?:[^"]|"")*"\s?(?:{d}|$)', re.MULTILINE)
    return bool(pattern.search("\n".join(lines)))
