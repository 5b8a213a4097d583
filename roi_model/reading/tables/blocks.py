"""What stands above a table, and between the blocks of one that repeats its header: titles of the
blocks, and what every page of a print begins with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from roi_model.reading.text.dialect import SEP_LINE, Dialect, split_line
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.text.wording import fold
from roi_model.reading.values.date_shapes import MONTHS, readings

_AMOUNT = re.compile(r"[-+(]?\d[\d\s]*(?:[.,]\d+)*\)?-?\s?(?:€|EUR|\$|£)?")
NEAR = 8
"""Lines above a header that may belong to it."""
_PAGE = re.compile(
    r"\b(?:page|pag|pagina|seite|sida|side|s|p) \d+(?: (?:sur|of|von|di|de|van) \d+)?\b"
)
_FAR = re.compile(r"\s{3,}\d{1,3}\s*$")
"""The number of a page, far from what stands before it."""
Row = tuple[int, Sequence[str]]
"""A row's line and its cells."""


def list_above(text: str, dialect: Dialect, rejections: Rejections) -> None:
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


def cells_above(text: str, dialect: Dialect) -> tuple[tuple[str, ...], ...]:
    """The cells of all lines above the header."""
    header = dialect.header_row or 1
    lines = text.split("\n", header)[: header - 1]
    return tuple(tuple(split_line(line, dialect.delimiter, dialect.quoted)) for line in lines)


def rows_above(text: str, dialect: Dialect) -> list[Row]:
    """The lines that stand right above the header."""
    header = dialect.header_row or 0
    lines = text.split("\n", header)[: max(header - 1, 0)]
    near = [(number, split_line(lines[number - 1], dialect.delimiter, dialect.quoted))
            for number in range(max(1, header - NEAR), header)]  # fmt: skip
    return together([(number, cells) for number, cells in near
                     if any(sign.isalnum() for cell in cells for sign in cell)])  # fmt: skip


def together(rows: Sequence[Row]) -> list[Row]:
    """The last of some rows, those that stand right below one another.

    >>> together([(3, ["Total"]), (5, ["Account 62"]), (6, ["Ads"])])
    [(5, ['Account 62']), (6, ['Ads'])]
    """
    found: list[Row] = []
    for row in reversed(rows):
        if found and row[0] < found[0][0] - 1:
            break
        found.insert(0, row)
    return found


def titles_of_blocks(
    above: Sequence[Row], between: Mapping[int, Sequence[Row]]
) -> tuple[list[Row], set[int], set[int]]:
    """The titles of the first block, the lines of those of others, and lines that pages repeat.

    `above` stands over the first header, `between` over each of its repetitions. A title begins as
    others do and goes on in another way ("Account 6231", "Account 6251"); what is the same
    over several headers is of the page.

    >>> over = {9: [(8, ["Co Ltd p. 2"]), (7, ["Account 62"])], 20: [(19, ["Co Ltd p. 3"])]}
    >>> titles_of_blocks([(1, ["Co Ltd p. 1"]), (2, ["Account 61"])], over)
    ([(2, ['Account 61'])], {7}, {8, 19})
    """
    places = [above, *between.values()]
    texts: dict[str, set[str]] = defaultdict(set)
    times: dict[str, int] = defaultdict(int)
    for rows in places:
        for _, cells in rows:
            texts[_begin(cells)].add(_text(cells))
        for text in {_text(cells) for _, cells in rows}:
            times[text] += 1
    several = {begin for begin, found in texts.items() if len(found) > 1}
    rows = [row for group in between.values() for row in group]
    titles = {line for line, cells in rows if _begin(cells) in several}
    pages = {line for line, cells in rows if line not in titles and times[_text(cells)] > 1}
    return [row for row in above if _begin(row[1]) in several], titles, pages


def _text(cells: Sequence[str]) -> str:
    return _PAGE.sub("", fold(" ".join(_FAR.sub("", cell) for cell in cells if cell.strip())))


def _begin(cells: Sequence[str]) -> str:
    """What a row begins with, up to a figure or a colon; a month is any month."""
    first = next((cell for cell in cells if cell.strip()), "")
    words = fold(re.split(r"[\d:]", first, maxsplit=1)[0]).split()
    return " ".join("month" if word in MONTHS else word for word in words)
