"""A running balance told by adding up, where headings do not tell amounts from balances."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.text.wording import fold, without_unit
from roi_model.reading.values.amounts import OK, convention, parse_amounts, take_apart

BALANCES = {"solde", "balance", "saldo", "kontostand", "running balance", "account balance",
            "solde comptable"}  # fmt: skip
_ENOUGH = 0.9


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


def _units(column: pa.Array) -> NDArray[np.int64] | None:
    cells = take_apart(column)
    seen = convention(cells)
    if seen.ambiguous:
        return None
    amounts = parse_amounts(cells, seen.decimal, 4)
    return amounts.units if (amounts.status == OK).all() else None


def _adds(amounts: NDArray[np.int64], balance: NDArray[np.int64]) -> bool:
    """Whether each balance is the one before and an amount; in files with the newest row first the
    other way round."""
    if len(amounts) < 2:
        return False
    down = np.diff(balance) == amounts[1:]
    up = -np.diff(balance) == amounts[:-1]
    return bool(max(down.mean(), up.mean()) >= _ENOUGH)
