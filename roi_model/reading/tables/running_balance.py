"""A running balance told by adding up, where headings do not tell amounts from balances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import permutations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, filled, instead, matching, only
from roi_model.reading.text.wording import fold, without_unit
from roi_model.reading.values.amounts import OK, amounts_of

BALANCES = {"solde", "balance", "saldo", "kontostand", "running balance", "account balance",
            "solde comptable", "solde apres operation", "saldo contabile", "saldo contabilistico",
            "saldo na mutatie", "saldo po operacji", "saldo po transakcji"}  # fmt: skip
_ENOUGH = 0.9
_SEVERAL, _EDGE = 3, 0.2
_CHAINED = 20_000
"""Rows of the longest table whose columns are held against each other."""
_DAY = r"^\s*\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}\b|^\s*20\d{6}\s*$"
Units = NDArray[np.int64]
Mask = NDArray[np.bool_]


def is_balance(heading: str) -> bool:
    """Whether a heading is of a balance, whatever its currency.

    >>> is_balance("Balance (GBP)"), is_balance("Solde"), is_balance("Amount (GBP)")
    (True, True, False)
    """
    return without_unit(fold(heading)) in BALANCES


def added_up(columns: Mapping[int, pa.Array]) -> int | None:
    """The column whose amounts another adds up row by row, from the top or the bottom; None where
    no one does, or not one alone.

    >>> amounts, balance = pa.array(["-100,00", "-50,00"]), pa.array(["900,00", "850,00"])
    >>> added_up({2: amounts, 3: balance})
    2
    """
    units = {column: found for column, cells in columns.items()
             if (found := _units(cells)) is not None}  # fmt: skip
    fits = [one for one in units for other in units
            if one != other and _adds(units[one], units[other])]  # fmt: skip
    return fits[0] if len(fits) == 1 else None


def without_balance(columns: Sequence[pa.Array]) -> NDArray[np.bool_]:
    """Rows at an edge of a statement that are not booked: they alone have no balance, and those of
    all others chain, whatever the headings.

    >>> amounts, balances = ["-5", "-100", "-50", "9"], ["", "850", "950", "1000"]
    >>> without_balance([pa.array(amounts), pa.array(balances)]).tolist()
    [True, False, False, False]
    """
    size = len(columns[0]) if columns else 0
    moved = _Moved(columns)
    for balance, booked in enumerate(moved.there):
        out = ~booked
        if not out.any() or out.sum() > max(_SEVERAL, size * _EDGE) or booked.sum() < _SEVERAL:
            continue
        inside = np.flatnonzero(booked)
        if not booked[inside[0] : inside[-1] + 1].all():
            continue
        left = _units(only(columns[balance], booked))
        if left is None:
            continue
        for _, amounts in moved.but(balance):
            if amounts[out].all() and _chains(amounts[booked], left):
                return out
    return np.zeros(size, bool)


def headed_by_balance(table: Table, inquiry: Inquiry) -> Table:
    """A table without headings, named where one column adds up another row by row: the balance, the
    amount or what went out and came in, the day, and the column of most different words.

    >>> days, words = ["5/1/26", "6/1/26", "7/1/26", "9/1/26"], ["Ads", "Rent", "Paid", "Fee"]
    >>> cells = (days, words, ["-5", "-9", "20", "-1"], ["95", "86", "106", "105"])
    >>> numbered = Table(tuple("1234"), tuple(map(pa.array, cells)), np.arange(4), {}, None, 4, ",")
    >>> headed_by_balance(numbered, Inquiry()).names
    ('Date', 'Description', 'Amount', 'Balance')
    """
    if not _SEVERAL < len(table) <= _CHAINED or table.present:
        return table
    moved = _Moved(table.columns)
    told = next(_told_by_balance(moved), {})
    free = [c for c in range(len(table.names)) if c not in told]
    days = next((c for c in free if moved.there[c].all() and _are_days(table.columns[c])), None)
    words = [c for c in free if c != days and matching(table.columns[c], r"\pL{3}").any()]
    if not told or days is None or not words:
        return table
    label = max(words, key=lambda c: len(coded(table.columns[c])[0]))
    named = {**told, days: "Date", label: "Description"}
    by_figures = ", ".join(f"{told[c]} ({c + 1})" for c in sorted(told))
    inquiry.note("headed_by_balance", columns=by_figures)
    return replace(table, names=tuple(named.get(c, n) for c, n in enumerate(table.names)))


def _told_by_balance(moved: _Moved) -> Iterator[dict[int, str]]:
    """Names of the columns of money where those that move an account lead to its balance."""
    for balance, left in moved.units.items():
        if not moved.there[balance].all() or len(np.unique(left)) < _SEVERAL:
            continue
        for columns, amounts in moved.but(balance):
            if np.count_nonzero(amounts) and _chains(amounts, left):
                names = ("Amount",) if len(columns) == 1 else ("Credit", "Debit")
                yield {balance: "Balance", **dict(zip(columns, names, strict=True))}


def _are_days(column: pa.Array) -> bool:
    return bool(matching(column, _DAY).all())


class _Moved:
    """What the rows of a table may move: where its columns are filled, and the amounts of those
    that hold nothing else, which are worked out once, when first asked for."""

    def __init__(self, columns: Sequence[pa.Array]) -> None:
        self.columns, self.there = columns, [filled(column) for column in columns]

    @cached_property
    def units(self) -> dict[int, Units]:
        """Amounts by column, 0 where a cell is empty."""
        whole = (instead(column, pa.repeat("0", len(column)), ~there)
                 for column, there in zip(self.columns, self.there, strict=True))  # fmt: skip
        return {c: found for c, cells in enumerate(whole)
                if (found := _units(cells)) is not None}  # fmt: skip

    def but(self, balance: int) -> Iterator[tuple[tuple[int, ...], Units]]:
        """What each row moves, by every other column of amounts, and by every two of which one is
        filled: what came in and what went out."""
        there = self.there
        units = {c: found for c, found in self.units.items() if c != balance}
        whole = {c for c in units if there[c].all()}
        yield from (((c,), units[c]) for c in whole)
        for one, other in permutations(units.keys() - whole, 2):
            if (there[one] != there[other]).all():
                yield (one, other), np.abs(units[one]) - np.abs(units[other])


def _chains(amounts: Units, balance: Units) -> bool:
    down, up = np.diff(balance) == amounts[1:], -np.diff(balance) == amounts[:-1]
    return bool(down.all() or up.all())


def _units(column: pa.Array) -> Units | None:
    amounts = amounts_of(column, 4)
    return None if amounts is None or (amounts.status != OK).any() else amounts.units


def _adds(amounts: Units, balance: Units) -> bool:
    """Whether each balance is the one before and an amount; in files with the newest row first the
    other way round."""
    if len(amounts) < 2:
        return False
    down = np.diff(balance) == amounts[1:]
    up = -np.diff(balance) == amounts[:-1]
    return bool(max(down.mean(), up.mean()) >= _ENOUGH)
