"""Negative months, made by accrual reversals, given back to the months they correct."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Units = NDArray[np.int64]
_GROUP = ["key", "category", "selling", "share"]


def smooth(entries: pd.DataFrame) -> pd.DataFrame:
    """Spread what is negative in a month over the earlier months of the same account.

    An accrual (booked in December, reversed in January) leaves a negative month behind. Its amount
    is taken off the earlier months in proportion to what they hold, never below 0; what they
    cannot take stays. Only months move: the total of every account and category stays, exactly to
    the last unit (`units`, integers of 10**-scale). Moves are rows of their own with line 0.

    >>> from roi_model.reading.reading import read
    >>> lines = b"date;label;cost\\n2024-01-31;CRM;100,00\\n2024-02-29;CRM;100,00\\n"
    >>> booked = read(lines + b"2024-03-31;CRM;-50,01\\n2024-03-31;Ads;1,00\\n").entries
    >>> smooth(booked).groupby(["key", "month"], observed=True)["amount"].sum().round(2).to_dict()
    {('Ads', '2024-03'): 1.0, ('CRM', '2024-01'): 74.99, ('CRM', '2024-02'): 75.0, ...}
    """
    if not len(entries):
        return entries
    account = entries.groupby(_GROUP, observed=True, sort=False).ngroup()
    written = entries["month"].astype(str)
    booked = entries["units"].groupby([account.rename("account"), written]).sum()
    # Most accounts never have a negative month, and there may be ten thousands of them.
    corrected = booked.index.get_level_values("account")[booked < 0].unique()
    row_of = dict(zip(*np.unique(account.to_numpy(), return_index=True), strict=True))
    scale = _scale(entries)
    moved = []
    for one in corrected:
        months = booked.loc[one]
        before = months.to_numpy(np.int64)
        change = spread(before) - before
        shifted = np.flatnonzero(change)
        if not shifted.size:
            continue
        added = entries.iloc[[row_of[one]] * shifted.size].copy()
        added["month"] = months.index.to_numpy()[shifted]
        added["units"] = change[shifted]
        added["amount"] = change[shifted] * scale
        added["line"] = 0
        moved.append(added)
    if not moved:
        return entries
    return pd.concat([entries.assign(month=entries["month"].astype(str)), *moved],
                     ignore_index=True)  # fmt: skip


def spread(months: Units) -> Units:
    """One account by month, in units: each negative month taken off the earlier ones.

    >>> spread(np.array([100, 50, -60, 10, -500])).tolist()
    [0, 0, 0, 0, -400]
    >>> spread(np.array([10, 20, -10])).tolist()
    [7, 13, 0]
    """
    left = months.astype(object)  # Python's integers: a product of two amounts may be large
    for at in np.flatnonzero(months < 0):
        room = np.maximum(left[:at], 0)
        taken = min(-int(left[at]), int(room.sum()))
        if taken:
            share, remainder = room * taken // room.sum(), room * taken % room.sum()
            # Whole units: the first months with the largest remainders take one more.
            order = np.argsort(-remainder.astype(np.float64), kind="stable")
            share[order[: taken - int(share.sum())]] += 1
            left[:at] -= share
            left[at] += taken
    return left.astype(np.int64)


def _scale(entries: pd.DataFrame) -> float:
    """The money of one unit, as the file has it: 0.01 where amounts are in cents."""
    row = entries["units"].abs().idxmax()
    units = float(entries["units"][row])
    return float(entries["amount"][row]) / units if units else 0.01
