"""A running balance told by adding up, where headings do not tell amounts from balances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.text.distinct import filled, instead, only
from roi_model.reading.text.wording import fold, without_unit
from roi_model.reading.values.amounts import OK, amounts_of

BALANCES = {"solde", "balance", "saldo", "kontostand", "running balance", "account balance",
            "solde comptable", "solde apres operation", "saldo contabile", "saldo contabilistico",
            "saldo na mutatie", "saldo po operacji", "saldo po transakcji"}  # fmt: skip
_ENOUGH = 0.9
_SEVERAL, _EDGE = 3, 0.2
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
    there = [filled(column) for column in columns]
    for balance in range(len(columns)):
        booked = there[balance]
        out = ~booked
        if not out.any() or out.sum() > max(_SEVERAL, size * _EDGE) or booked.sum() < _SEVERAL:
            continue
        inside = np.flatnonzero(booked)
        if not booked[inside[0] : inside[-1] + 1].all():
            continue
        left = _units(only(columns[balance], booked))
        if left is None:
            continue
        for amounts in _moved(columns, there, balance):
            if amounts[out].all() and _chains(amounts[booked], left):
                return out
    return np.zeros(size, bool)


def _moved(columns: Sequence[pa.Array], there: Sequence[Mask], but: int) -> Iterator[Units]:
    """What each row moves, by every column of amounts, and by every two of which one is filled."""
    units = {c: found for c in range(len(columns)) if c != but
             and (found := _units(instead(columns[c], pa.repeat("0", len(columns[c])), ~there[c])))
             is not None}  # fmt: skip
    whole = {c for c in units if there[c].all()}
    yield from (units[c] for c in whole)
    for one, other in permutations(units.keys() - whole, 2):
        if (there[one] != there[other]).all():
            yield np.abs(units[one]) - np.abs(units[other])


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
