"""Quotes that come only further down a file than the lines by which its dialect is told."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from roi_model.reading.text.dialect import Dialect
from roi_model.reading.text.text import Text

_LOOKED_AT = 300
_LONGEST = 8000
_MOST_LINES = 20


def with_late_quotes(text: Text, dialect: Dialect) -> Dialect:
    """The dialect, quoting where some field further down both starts and ends with a quote.

    One that goes over several lines is believed only where its record has the header's fields: two
    quotes that were never closed (24" screens) are part of the text.

    >>> from roi_model.reading.text.dialect import find_dialect
    >>> rows = b"Date,Cost\\n" + b"2025-01-05,1\\n" * 400
    >>> text = Text.of(rows + b'2025-01-06,"1,000"\\n')
    >>> dialect = find_dialect(text.first, lambda row: 2 * ("Cost" in row))
    >>> dialect.quoted, with_late_quotes(text, dialect).quoted
    (False, True)
    """
    if dialect.quoted or text.content.find(b'"', 0, text.end) < 0:
        return dialect
    mark = re.escape(dialect.delimiter.encode())
    cell = re.compile(rb'"(?:[^"]|"")*"[ ]?(?=' + mark + rb"|\r|\n|$)")
    for opening in (dialect.delimiter.encode() + b'"', b'\n"'):
        at = 0
        for _ in range(_LOOKED_AT):
            at = text.content.find(opening, at, text.end)
            if at < 0:
                break
            at += len(opening)
            found = cell.match(text.content, at - 1, min(at + _LONGEST, text.end))
            if found and _is_cell(text, found, dialect):
                return replace(dialect, quoted=True)
    return dialect


def _is_cell(text: Text, found: re.Match[bytes], dialect: Dialect) -> bool:
    """Whether what stands between two quotes is one cell: on one line, or in a whole record."""
    lines = found.group().count(b"\n")
    if not lines:
        return True
    if lines > _MOST_LINES:
        return False
    start = text.content.rfind(b"\n", 0, found.start()) + 1
    end = text.content.find(b"\n", found.end(), text.end)
    record = text.content[start : text.end if end < 0 else end].decode(text.codec, "replace")
    rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=dialect.delimiter))
    return len(rows) == 1 and len(rows[0]) in (len(dialect.names), dialect.row_width)
