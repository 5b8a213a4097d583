"""The workbook's own formulas, parsed: what a cell comes to without any spreadsheet at hand.

Only what the sheets use is known; anything else is a SyntaxError or KeyError while the workbook is
written, never a cell without its value. A formula is compiled once for all cells that say the same
relative to where they stand, and worked out for a run of such cells at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from roi_model.export.xlsx.writing.functions import FUNCTIONS, OPERATORS

_CELL = r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d*)"
_REFERENCE = re.compile(rf"""(?<![\w.])(?:'([^']+)'!)?{_CELL}(?::{_CELL})?(?![\w(.])|"[^"]*\"""")
_MOVING = re.compile(r"""(?<![\w$.])(?P<column>[A-Z]{1,3})\$?[1-9]\d*(?![\w(.])|"[^"]*"|'[^']*'""")
_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+\.?\d*(?:[Ee][+-]?\d+)?)|"(?P<text>(?:[^"]|"")*)"|\{(?P<place>\d+)\}"""
    r"""|(?P<name>[A-Za-z_][\w.]*)|(?P<sign><=|>=|<>|[-+*/^&=<>(),:]))"""
)
_BY_KEY = "SUMIF({0},{1},{2})"
_BINDING = {
    **dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), 1),
    "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5,
}  # fmt: skip


class Corner(NamedTuple):
    """A cell as a formula names it; `down` and `along` are 1 where it moves with the formula's."""

    row: int
    column: int
    down: int
    along: int


class Place(NamedTuple):
    """Cells a formula speaks of, on its own sheet where none is named: one, or a range's corners.

    Rows and columns that move count from the formula's own cell.
    """

    sheet: str | None
    first: Corner
    last: Corner | None = None


class Cells(Protocol):
    """Where a formula stands, `count` cells of a row from (row, column) on, and what it may read.

    A single cell comes back as its value, a cell that moves along with the run as an array, a
    range as an array of its values row by row.
    """

    count: int

    def read(self, place: Place) -> Any:
        """What stands in a place."""

    def summed(self, keys: Place, wanted: Any, values: Place) -> Any:
        """The sum of the values in the rows whose key is the wanted one."""

    def written(self, value: float, decimals: int) -> str:
        """A number as the reader's own program writes it."""


Compiled = Callable[[Cells], Any]


@dataclass(frozen=True, slots=True)
class Relative:
    """A formula as it reads from its own cell: the text with `{n}` for its places, and those."""

    text: str
    places: tuple[Place, ...]

    @property
    def has_ranges(self) -> bool:
        """Whether it speaks of ranges, so that an array in it is no run of cells.

        A sum of the rows with a key is worked out for all cells of a run at once.
        """
        return self.text != _BY_KEY and any(place.last is not None for place in self.places)

    @property
    def recurs(self) -> bool:
        """Whether it reads another cell of its own row, as a running sum does."""
        return any(
            place.sheet is None and place.first.down and place.first.row == 0
            for place in self.places
        )


@lru_cache(maxsize=1024)
def column_name(number: int) -> str:
    """The letters of a column counted from 0."""
    return str(xl_col_to_name(number))


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def relative(formula: str, row: int, column: int) -> Relative:
    """What a formula of the cell (row, column) says, counted from there.

    >>> relative("C5*$B$2", 4, 3) == relative("D6*$B$2", 5, 4)
    True
    """
    places: list[Place] = []

    def corner(fixed_column: str, letters: str, fixed_row: str, digits: str) -> Corner:
        down, along = int(not fixed_row), int(not fixed_column)
        return Corner(int(digits) - 1 - row * down, _column(letters) - column * along, down, along)

    def put(found: re.Match[str]) -> str:
        if found[0][0] == '"':
            return found[0]
        sheet, *cell = found.groups()
        last = None if cell[5] is None else corner(*cell[4:])
        places.append(Place(sheet, corner(*cell[:4]), last))
        return f"{{{len(places) - 1}}}"

    return Relative(_REFERENCE.sub(put, formula), tuple(places))


class Pattern:
    """A formula ready to be written for the cells to its right, where it would say the same."""

    def __init__(self, formula: str) -> None:
        self._pieces: list[str] = []
        self._columns: list[tuple[int, int]] = []
        at = 0
        for found in _MOVING.finditer(formula):
            if found["column"] is None:
                continue
            start, end = found.span("column")
            self._pieces += [formula[at:start], ""]
            self._columns.append((len(self._pieces) - 1, _column(found["column"])))
            at = end
        self._pieces.append(formula[at:])

    def shifted(self, by: int) -> str:
        """The formula as it reads `by` columns to the right."""
        for at, column in self._columns:
            self._pieces[at] = column_name(column + by)
        return "".join(self._pieces)


@lru_cache(maxsize=2048)
def compiled(text: str) -> Callable[[tuple[Place, ...]], Compiled]:
    """The formula ready to be worked out, once it is told its places."""
    tokens = [(kind, found[kind]) for found in _TOKEN.finditer(text) if (kind := found.lastgroup)]
    written = sum(len(found[0]) for found in _TOKEN.finditer(text))
    if written != len(text.rstrip()):
        raise SyntaxError(text)
    node = _Parser(tokens).whole()
    return lambda places: lambda cells: node(cells, places)


Node = Callable[[Cells, tuple[Place, ...]], Any]


class _Parser:
    """Precedence as spreadsheets have it: a sign before a power binds first, −2^2 is 4."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def whole(self) -> Node:
        node = self.expression(0)
        if self.at != len(self.tokens):
            raise SyntaxError(str(self.tokens[self.at :]))
        return node

    def next(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, sign: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("sign", sign):
            self.at += 1
            return True
        return False

    def expression(self, least: int) -> Node:
        left = self.single()
        while self.at < len(self.tokens) and _BINDING.get(self.next(), 0) > least:
            sign = self.next()
            self.at += 1
            left = _binary(OPERATORS[sign], left, self.expression(_BINDING[sign]))
        return left

    def single(self) -> Node:
        if self.take("-"):
            inner = self.single()
            return lambda cells, places: OPERATORS["-"](0.0, inner(cells, places))
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            value = float(word)
            return lambda cells, places: value
        if kind == "text":
            said = word.replace('""', '"')
            return lambda cells, places: said
        if kind == "place":
            number = int(word)
            return lambda cells, places: cells.read(places[number])
        if kind == "name":
            return self.call(word)
        if (kind, word) == ("sign", "("):
            inner = self.expression(0)
            if not self.take(")"):
                raise SyntaxError("a bracket is not closed")
            return inner
        raise SyntaxError(word)

    def call(self, name: str) -> Node:
        if name in ("TRUE", "FALSE"):
            truth = name == "TRUE"
            return lambda cells, places: truth
        if name == "SUMIF":
            return self.by_key()
        function = FUNCTIONS[name.removeprefix("_xlfn.")]
        if not self.take("("):
            raise SyntaxError(name)
        given: list[Node] = []
        while not self.take(")"):
            given.append(self.expression(0))
            self.take(",")
        if self.take(":"):
            return self.tail(name, given)
        return lambda cells, places: function(
            cells, *(_later(node, cells, places) for node in given)
        )

    def tail(self, name: str, given: list[Node]) -> Node:
        """INDEX(row, 1, n):its last cell, which is the row from its n-th cell on."""
        kind, _ = self.tokens[self.at]
        self.at += 1
        if (name, kind, len(given)) != ("INDEX", "place", 3):
            raise SyntaxError(name)
        row, _, first = given
        return lambda cells, places: row(cells, places)[int(first(cells, places)) - 1 :]

    def by_key(self) -> Node:
        """SUMIF(keys, key, values), each a place."""
        wanted = [("sign", "("), None, ("sign", ","), None, ("sign", ","), None, ("sign", ")")]
        found, self.at = self.tokens[self.at : self.at + 7], self.at + 7
        if any(known not in (None, told) for known, told in zip(wanted, found, strict=True)):
            raise SyntaxError("SUMIF")
        if any(kind != "place" for kind, _ in found[1::2]):
            raise SyntaxError("SUMIF")
        keys, key, values = (int(word) for _, word in found[1::2])
        return lambda cells, places: cells.summed(
            places[keys], cells.read(places[key]), places[values]
        )


def _binary(operator: Callable[[Any, Any], Any], left: Node, right: Node) -> Node:
    return lambda cells, places: operator(left(cells, places), right(cells, places))


def _later(node: Node, cells: Cells, places: tuple[Place, ...]) -> Callable[[], Any]:
    """An argument worked out when it is asked for: the branch of an IF that is not taken is not."""
    return lambda: node(cells, places)


def as_array(values: list[Any]) -> Any:
    """Values of cells as an array: of numbers where all are, else of objects."""
    if None not in values:
        try:
            return np.array(values, dtype=np.float64)
        except (TypeError, ValueError):
            pass
    made = np.empty(len(values), dtype=object)
    made[:] = values
    return made
