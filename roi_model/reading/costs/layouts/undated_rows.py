"""Lines that have an amount and no date: none of them is left out without a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.values.amounts import values_of

_CENT = 0.005


def tell_undated(
    table: Table, undated: NDArray[np.bool_], money: Sequence[int], date: int, inquiry: Inquiry
) -> None:
    """Say how many lines with an amount have no date in the column `date`, and what they hold.

    Of each line the first of its columns of `money` that is no nought counts; what sums the lines
    that are dated is none of them.
    """
    if not undated.any():
        return
    sums, amounts = set(), np.zeros(int(undated.sum()))
    for column in money:
        values = values_of(table.columns[column])
        sums |= {round(abs(float(values[~undated].sum())), 2)}
        amounts = np.where(amounts == 0, values[undated], amounts)
    amounts = np.abs(amounts)
    lost = amounts[[amount > _CENT and round(amount, 2) not in sums for amount in amounts.tolist()]]
    if lost.size:
        inquiry.note("undated_amounts", count=int(lost.size), column=table.names[date],
                     total=round(float(lost.sum()), 2))  # fmt: skip
