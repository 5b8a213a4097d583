"""The payment of a card whose purchases stand in the same file, on an account of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.movements.pairs import Moved
from roi_model.reading.text.distinct import matching
from roi_model.reading.text.wording import fold_column, words_of

_ENDS = 4
"""The last figures of a card's number, by which banks call it."""
_LATER, _LONG = 45, 40
"""Days between the last purchase and the payment of all of them, and those that they are made in
without a word that says what is paid."""
_ENOUGH = 3


def settled(moved: Sequence[Moved], labels: Sequence[str]) -> set[int]:
    """The places of what pays for all that another account of the file spent in some days.

    `moved` are costs, negative where they were given back. The sum to the cent is what tells, with
    a word of `labels` or the end of the card's number; without one it is that of a calendar month.

    >>> bought = [Moved("4971XX4417", day, units) for day, units in ((0, 500), (9, 300), (33, 20))]
    >>> settled([*bought, Moved("FR76", 35, 800), Moved("FR76", 36, 820)], [*"abc", "x4417", "d"])
    {3}
    """
    accounts: dict[tuple[object, str], list[int]] = defaultdict(list)
    for place, one in enumerate(moved):
        accounts[one.account, one.currency].append(place)
    if len(accounts) < 2:
        return set()
    words = "|".join(sorted(words_of("card_payment") | words_of("card_settled")))
    said = matching(fold_column(pa.array([*labels], pa.string())), f" (?:{words}) ")
    found: set[int] = set()
    for (account, currency), places in accounts.items():
        days = np.array([moved[place].day for place in places], np.int64)
        spent = np.array([moved[place].units for place in places], np.int64)
        months, windows = _months(days, spent), _windows(days, spent)
        end = re.sub(r"\D", "", str(account))[-_ENDS:]
        for place, one in enumerate(moved):
            if one.units <= 0 or one.currency != currency or one.account == account:
                continue
            told = said[place] or (len(end) == _ENDS and end in labels[place])
            sums = windows if told else months
            if any(0 <= one.day - last <= _LATER for last in sums.get(one.units, ())):
                found.add(place)
    return found


def _months(days: NDArray[np.int64], units: NDArray[np.int64]) -> dict[int, list[int]]:
    """Sum of a calendar month of several movements → its last days."""
    month = days.astype("datetime64[D]").astype("datetime64[M]")
    found: dict[int, list[int]] = defaultdict(list)
    for one in np.unique(month):
        there = month == one
        if there.sum() >= _ENOUGH:
            found[int(units[there].sum())].append(int(days[there].max()))
    return found


def _windows(days: NDArray[np.int64], units: NDArray[np.int64]) -> dict[int, list[int]]:
    """Sum of all movements of some whole days after one another → the last of these days."""
    dates, at = np.unique(days, return_inverse=True)
    by_day = np.zeros(len(dates), np.int64)
    np.add.at(by_day, at, units)
    until = np.cumsum(by_day)
    found: dict[int, list[int]] = defaultdict(list)
    for first in range(len(dates)):
        before = until[first] - by_day[first]
        for last in range(first, int(np.searchsorted(dates, dates[first] + _LONG, "right"))):
            found[int(until[last] - before)].append(int(dates[last]))
    return found
