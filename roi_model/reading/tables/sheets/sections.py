"""Several tables one below the other in a file of text, each as a sheet of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from roi_model.reading.tables.sheets.apart import tables_apart
from roi_model.reading.tables.workbook import DELIMITER, Sheet
from roi_model.reading.text.dialect import Dialect, split_line
from roi_model.reading.text.text import Text

_MOST_LINES = 100_000
_TITLE = 3
"""Cells that a line of titles has at most."""
_KNOWN = 2


def sections(
    text: Text, dialect: Dialect, encoding: str, headings: Callable[[Sequence[str]], int]
) -> list[Sheet]:
    """The tables of a text, each with a header of its own, called by the title above it; none where
    it is one table.

    Below one another they have an empty line between them.
    """
    if text.lines > _MOST_LINES:
        return []
    rows = [[cell.replace(DELIMITER, " ") for cell in split_line(line, dialect.delimiter)]
            for line in text.whole.split("\n")]  # fmt: skip
    content = "\n".join(DELIMITER.join(row) for row in rows).encode("utf-8", "replace")
    found = tables_apart(Sheet("csv", Text.of(content), format=encoding), headings)
    if len(found) < 2:
        return []
    names = [_title(rows, _header(one, headings)) for one in found]
    many = Counter(names)
    return [
        replace(one, name=f"csv · {name}" if name and many[name] == 1 else one.name)
        for one, name in zip(found, names, strict=True)
    ]


def _header(sheet: Sheet, headings: Callable[[Sequence[str]], int]) -> int:
    """The row of a table's header."""
    rows = sheet.text.first.split("\n")
    return next((i for i, r in enumerate(rows) if headings(r.split(DELIMITER)) >= _KNOWN), 0)


def _title(rows: Sequence[Sequence[str]], header: int) -> str:
    """The first cell of the lines of titles above a header, which two empty lines end.

    >>> _title([["Old", "9"], [""], [""], ["Giro", "2024"], [""], ["Date", "Amount"]], 5)
    'Giro'
    """
    title, empty = "", 0
    for row in reversed(rows[:header]):
        cells = [cell.strip() for cell in row if cell.strip()]
        empty = 0 if cells else empty + 1
        if len(cells) > _TITLE or (empty > 1 and title):
            break
        title = cells[0] if cells else title
    return title
