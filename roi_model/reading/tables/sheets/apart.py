"""Several tables on one sheet, side by side or one below the other, each as a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from roi_model.reading.tables.workbook import DELIMITER, Sheet
from roi_model.reading.text.text import Text
from roi_model.reading.text.wording import fold

Headings = Callable[[Sequence[str]], int]
"""How many cells of a row are known headings: 0 for a title, and for a row of data."""

_KNOWN = 2
_MOST = 20
"""Tables of one sheet that are told apart; of more, the sheet is read as it stands."""


def tables_apart(sheet: Sheet, headings: Headings) -> list[Sheet]:
    """The tables of a sheet, each with a header of its own; the sheet itself where it is one.

    Beside one another they have an empty column between them, below one another an empty row, and
    another header. Each keeps the numbers of its rows, and is called by its first cell.
    """
    lines = sheet.text.content.decode("utf-8", "replace").split("\n")
    head = [line.split(DELIMITER) for line in sheet.text.first.split("\n")]
    found: list[Sheet] = []
    groups = _groups(head, lines, headings)
    for left, right in groups:
        for top, bottom in _stacked(head, left, right, len(lines), headings):
            if (top, bottom) == (0, len(lines)) and len(groups) == 1:
                return [sheet]
            kept = [
                DELIMITER.join(line.split(DELIMITER)[left:right]) if top <= row < bottom else ""
                for row, line in enumerate(lines)
            ]
            filled = next((i for i, line in enumerate(kept) if line.strip()), top)
            name = f"{sheet.name} · {_place(filled, left)}"
            text = Text.of("\n".join(kept).rstrip("\n").encode("utf-8", "replace"))
            found.append(replace(sheet, name=name, text=text))
    return found if 2 <= len(found) <= _MOST else [sheet]


def _groups(head: list[list[str]], lines: list[str], headings: Headings) -> list[tuple[int, int]]:
    """The columns of each table beside others, [from, to); all columns where there is but one."""
    width = max(map(len, head))
    filled = [False] * width
    for row in head:
        for column, cell in enumerate(row):
            filled[column] = filled[column] or bool(cell.strip())
    groups = _runs(filled)
    whole = [(0, width)]
    if len(groups) < 2 or not all(_has_table(head, *group, headings) for group in groups):
        return whole
    between = [c for c in range(width) if not filled[c]]
    for line in lines[len(head) :]:
        cells = line.split(DELIMITER)
        if any(column < len(cells) and cells[column].strip() for column in between):
            return whole
    return groups


def _runs(filled: Sequence[bool]) -> list[tuple[int, int]]:
    """Where runs of True begin and end.

    >>> _runs([True, True, False, True])
    [(0, 2), (3, 4)]
    """
    edges = [i for i in range(len(filled) + 1)
             if (i < len(filled) and filled[i]) != (i > 0 and filled[i - 1])]  # fmt: skip
    return list(zip(edges[::2], edges[1::2], strict=True))


def _has_table(head: list[list[str]], left: int, right: int, headings: Headings) -> bool:
    """Whether some row of these columns is a header, with a filled row below it."""
    rows = [row[left:right] for row in head]
    at = next((i for i, row in enumerate(rows) if headings(row) >= _KNOWN), None)
    return at is not None and any(any(c.strip() for c in row) for row in rows[at + 1 :])


def _stacked(
    head: list[list[str]], left: int, right: int, end: int, headings: Headings
) -> list[tuple[int, int]]:
    """The rows of each table below others, [from, to): a new one begins after an empty row, with
    its titles, where a header follows that the table before does not have. Of the groups of a
    board, which all have one header, the blocks within a group are none.
    """
    parts: list[tuple[int, list[str]]] = []
    start, most = 0, 0
    for number, row in enumerate(head):
        cells = row[left:right]
        if not any(cell.strip() for cell in cells):
            start, most = number + 1, 0
        elif (known := headings(cells)) >= max(_KNOWN, most):
            names = [fold(cell) for cell in cells]
            if most:
                parts[-1] = (start, names)
            else:
                parts.append((start, names))
            most = known
    starts, first = [0], parts[0][1] if parts else []
    for start, names in parts[1:]:
        if names != first:
            starts.append(start)
            first = names
    return list(zip(starts, [*starts[1:], end], strict=True))


def _place(row: int, column: int) -> str:
    """A cell's name: A1 for row 0, column 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
