"""Accounts that stand in a row of their own above their lines, and the total rows below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.ledgers.postings import texts
from roi_model.reading.sorting.plans import NEITHER, REVENUE, name_side
from roi_model.reading.tables.summed_rows import figures_of, mostly_figures
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, plain, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import date_format, parse_dates, take_apart_dates

_TOTAL = re.compile(
    r"^[\s*]*(?:sub ?-?totals?|sous-total|totals?|totaux|total[ei]|(?:sub)?totaal|summe)\b[\s:]*"
    r"(?:[-\u2013\u2014](?:\s+|$)|(?:for|of|pour|du|de|del|della|compte|account|van|rekening|conto"
    r"|cuenta|conta|konto)(?:\s+|$))*",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s+with sub-?\s?accounts?\s*$", re.IGNORECASE)
_BALANCES = re.compile(
    r"(?:opening|initial|beginning|closing|ending|starting) balance|balance change|net movement"
    r"|balance (?:brought|forward)|solde"
    r"|(?:begin|eind)?saldo|progressiv|riporto|[aà] nouveau|report (?:au|du)\b|anfangsbestand"
    r"|endbestand",
    re.IGNORECASE,
)
# "Compte : 623100 Annonces": what stands before a number.
_ACCOUNT = re.compile(
    r"^\s*(?:(?:n[°o]\s*(?:de\s*)?)?compte|(?:g/?l )?account|conto|(?:sach)?konto|cuenta|conta"
    r"|(?:grootboek)?rekening)\b(?:\s*n[°o]|\s*n[or]\b\.?)?\s*:?\s*(?=\d|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{3,10}[A-Z]?|\d-\d{4,5}|\d\d(?:[/.]\d\d)?[/.]\d{3}")
_CLASSED = re.compile(r"[67]\d{2,9}\b")
# What begins with a number can be nothing but an account; "March" can.
_NUMBERED = re.compile(r"\d-\d{4,5} ")
_MOST_CELLS = 2
_MOST_ROWS = 200_000


@dataclass(frozen=True)
class Groups:
    """The account of every row, the rows that are headings, the total row of each account.

    `parents` names the account above one that stands within another; `told` says whether a word,
    or a number before their names, says of headings that they are accounts.
    """

    account: pa.Array
    headings: NDArray[np.bool_]
    totals: dict[str, int] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    places: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    names: tuple[str, ...] = ()
    told: bool = False

    @property
    def any(self) -> bool:
        """Whether accounts head lines: a word says so, or one has its total below."""
        return self.told or bool(self.totals)

    def rows_of(self, name: str) -> NDArray[np.bool_]:
        """The rows right under an account, those of accounts within it left out."""
        mask: NDArray[np.bool_] = self.places == self.names.index(name)
        return mask


def in_order(table: Table) -> Table:
    """The rows in the order of the file, which headings need."""
    if not (np.diff(table.lines) < 0).any():
        return table
    order = np.argsort(table.lines, kind="stable")
    place = {int(row): new for new, row in enumerate(order.tolist())}
    columns = tuple(column.take(pa.array(order)) for column in table.columns)
    present = {place[row]: count for row, count in table.present.items()}
    return replace(table, columns=columns, lines=table.lines[order], present=present)


def total_of(cell: str) -> str | None:
    """What a total row is the total of; None for a row that is none.

    >>> total_of("Total for Travel"), total_of("Total - 6200 - Travel"), total_of("Uber")
    ('Travel', '6200 - Travel', None)
    """
    found = _TOTAL.match(cell)
    return _WITH.sub("", cell[found.end() :]).strip() if found else None


def find_groups(
    table: Table, date: int, dated: NDArray[np.bool_] | None = None, balance: int | None = None
) -> Groups:
    """The accounts that head lines: rows without a date, of one or two words and no amount, or
    with their sums where a total of the same name stands below, or the lines add up to these.

    An account that comes before another's total stands within it. In the column `balance` a heading
    may have what the account begins with.
    """
    if dated is None:
        dated = dated_rows(table, date)
    read = [column for i, column in enumerate(table.columns) if i != balance]
    count = np.sum([filled(column) for column in read], axis=0)
    others = np.flatnonzero(~dated)
    columns = [plain(trimmed(column)).take(pa.array(others)).to_pylist() for column in read]
    names: list[str] = []
    place = np.full(len(table), -1, np.int64)
    headings = np.zeros(len(table), bool)
    totals: dict[str, int] = {}
    parents: dict[str, str] = {}
    open_: list[int] = []
    changes: list[tuple[int, int]] = []
    rows_ = [[cell for column in columns if (cell := column[at])] for at in range(len(others))]
    told = sum(_numbered(cells) for cells in rows_) > 1
    ends = [ended for cells in rows_ if cells and (ended := total_of(cells[0]))]
    summed = {fold(ended) for ended in ends}
    over, apart = headed_by_sums(table, date, dated, balance), set[int]()
    under = set() if over else headed_by_sums(table, date, dated, balance, below=True)
    over, begun = over | under, 0
    bare = sum(len(cells) == _MOST_CELLS and _NUMBER.fullmatch(cells[0]) is not None
               and not _figure(cells[1]) for cells in rows_) > 1  # fmt: skip
    for row, cells in zip(others.tolist(), rows_, strict=True):
        if told and not _numbered(cells) and (not cells or total_of(cells[0]) is None):
            continue
        if cells and (named := _ACCOUNT.sub("", cells[0])) != cells[0]:
            cells = [named, *cells[1:]] if named else cells[1:]
            count[row] = len(cells)
        ended = total_of(cells[0]) if cells else None
        if not cells or (ended is None and _is_balance(cells[0], ends)):
            continue
        if ended == "" and len(cells) > 1 and not _AMOUNT.fullmatch(cells[1]):
            ended = cells[1]  # "Total compte" in a cell, the account in the next
        if ended is not None:
            match = next((i for i in reversed(open_) if _same(names[i], ended)), None)
            if match is None and open_ and _BALANCES.search(ended):
                match = open_[-1]  # "Totals and ending balance"
            if not ended and open_ and _NUMBERED.match(names[open_[-1]]):
                match = open_[-1]  # "Total:" alone, of the account whose lines stand above
            if match is not None:
                totals.setdefault(names[match], row)
                open_ = open_[: open_.index(match)]
                changes.append((row, open_[-1] if open_ else -1))
        elif (
            row in over
            or fold(cells[0]) in summed
            or (count[row] <= _MOST_CELLS and not any(_figure(cell) for cell in cells[1:]))
        ):
            name = " ".join(cells[0].split())
            if _NUMBER.fullmatch(name):
                own = [name, *(c for c in cells[1:] if row not in over or not _figure(c))]
                name = " ".join(own)
            elif _figure(name) and cells[1:]:
                name = " ".join([*cells[1:], name])
            if row in over:
                open_ = [i for i in open_ if i not in apart]
            if name in names:
                number = names.index(name)
            else:
                number = len(names)
                names.append(name)
                if open_:
                    parents[name] = names[open_[-1]]
            open_ = [i for i in open_ if i != number] + [number]
            headings[row] = True
            if row in over:
                apart.add(number)
                totals.setdefault(name, row)
            changes.append((begun if row in under else row, number))
            begun = row + 1
    rows = np.array([row for row, _ in changes], np.int64)
    numbers = np.array([number for _, number in changes], np.int64)
    if len(rows):
        found = np.searchsorted(rows, np.arange(len(table)), side="right") - 1
        place = np.where(found >= 0, numbers[np.maximum(found, 0)], -1)
    account = (
        texts([*names, ""]).cast(pa.string()).take(pa.array(np.where(place < 0, len(names), place)))
    )
    return Groups(account, headings, totals, parents, place, tuple(names), told or bare)


def headed_by_sums(
    table: Table, date: int, dated: NDArray[np.bool_], balance: int | None = None,
    *, below: bool = False,
) -> set[int]:  # fmt: skip
    """The rows without a date that are called as accounts and hold what the lines below them add
    up to, in every column in which lines have figures; none where most of such rows do not.

    Where they stand `below` their lines, these are those above, and numbers of costs or of sales
    tell accounts. A running `balance` may be that of the last line.
    """
    if dated.all() or not dated.any():
        return set()
    money = [
        c
        for c, column in enumerate(table.columns)
        if c != date and mostly_figures(column) and (filled(column) & dated).any()
    ]
    units = figures_of(table, money) if money and len(table) <= _MOST_ROWS else None
    if units is None:
        return set()
    first = [
        next(filter(None, cells), "")
        for cells in zip(
            *(plain(trimmed(column)).to_pylist() for column in table.columns), strict=True
        )
    ]
    heads = [
        row
        for row in np.flatnonzero(~dated).tolist()
        if first[row] and not _BALANCES.search(first[row]) and total_of(first[row]) is None
    ]
    names = {row: " ".join(first[row].split()) for row in heads if units[row].any()}
    sides = {name_side(name) for name in names.values()}
    numbered = sum(bool(_NUMBER.match(name)) for name in names.values())
    if not names or (2 * numbered < len(names) and (below or not sides & {NEITHER, REVENUE})):
        return set()
    if below and not any(_CLASSED.match(name) for name in names.values()):
        return set()  # sums of months and of customers stand below as well
    found = set()
    edges = [-1, *heads] if below else [*heads, len(table)]
    for row, begin, end in zip(heads, edges, edges[1:], strict=False):
        lines = slice(begin + 1, end)
        if row not in names or not dated[lines].any():
            continue
        equal = units[row] == units[lines].sum(axis=0)
        last = units[end - 1]
        if balance in money:
            at = money.index(balance)
            equal[at] |= units[row][at] == last[at]
        if equal[units[row] != 0].all():
            found.add(row)
    return found if len(found) > 1 and 2 * len(found) > len(names) else set()


def _is_balance(cell: str, ends: list[str]) -> bool:
    """Whether a row speaks of a balance; "Opening Balance Equity" with a total of its own below is
    an account."""
    return bool(_BALANCES.search(cell)) and not any(_same(cell, ended) for ended in ends)


def _numbered(cells: list[str]) -> bool:
    """Whether a row says by a word that it is an account, and which number it has."""
    begun = _ACCOUNT.match(cells[0]) if cells else None
    if begun is None:
        return False
    rest = [cell for cell in (cells[0][begun.end() :], *cells[1:]) if cell.strip()]
    return bool(rest) and bool(_NUMBER.match(rest[0].strip()))


def dated_rows(table: Table, date: int) -> NDArray[np.bool_]:
    """Rows whose cell in a column is a day."""
    cells = take_apart_dates(table.columns[date], serials=False)
    if cells is None:
        return np.zeros(len(table), bool)
    guess = date_format(cells)
    mask: NDArray[np.bool_] = (
        parse_dates(cells, guess.format or next(iter(guess.candidates), None)).status == 0
    )
    return mask


def _same(name: str, ended: str) -> bool:
    left, right = fold(name), fold(ended)
    return bool(right) and (
        left == right or left.startswith(f"{right} ") or left.endswith(f" {right}")
    )


# With a decimal sign or a thousand's: no account's number.
_AMOUNT = re.compile(r"[-+$€£(]*\d+[.,\s]\d[\d.,\s]*[)-]?")


def _figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+$€£(]*\d[\d.,\s]*[)%-]?", cell))
