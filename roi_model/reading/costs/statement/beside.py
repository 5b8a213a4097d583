"""Figures beside the months of a table: sums of these, plans, counts, or told by nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.figures import is_count
from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.costs.series import month_and_series
from roi_model.reading.costs.statement.counted import is_rate
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.month_headers import span_of
from roi_model.reading.tables.summed_rows import mostly_figures
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.amounts import values_of

_SUMS = {"cumul", "cumulative", "ytd", "moyenne", "average", "avg", "mean", "mittelwert",
         "durchschnitt", "media", "promedio", "gemiddelde", "saldo", "solde", "balance",
         "kumuliert", "sum", "somme", "gesamt", "evolution", "trend", "change"}  # fmt: skip
_ROWS, _CENT, _MOSTLY = 2000, 0.015, 0.8


def say_beside(table: Table, months: Sequence[int], inquiry: Inquiry) -> None:
    """Say which columns of figures beside `months` are in no figure, where neither their heading
    nor their figures tell what they are: sums of months are told, as are plans, counts and rates.
    """
    across = [values_of(table.head(i, _ROWS)) for i in months]
    found = []
    for i in range(min(months), len(table.names)):
        column = table.head(i, _ROWS)
        told = i in months or not _is_untold(table.names[i]) or not mostly_figures(column)
        if not told and not _adds_up(values_of(column), across):
            found.append(i)
    if found:
        inquiry.note("columns_beside", columns=", ".join(table.names[i] for i in found))


def _is_untold(name: str) -> bool:
    """Whether a heading beside months says of figures neither that they are sums of these, nor that
    they are planned, counted, or of another kind that is known."""
    words = set(fold(name).split())
    known = words & (words_of("total") | words_of("not_spent") | words_of("not_actual") | _SUMS)
    return bool(words) and not (
        known or span_of(name) or month_and_series(name) or is_count(name) or is_rate(name)
        or cost_roles([name]) or "%" in name
    )  # fmt: skip


def _adds_up(figures: NDArray[np.float64], months: Sequence[NDArray[np.float64]]) -> bool:
    """Whether figures are the sums of some months side by side, or their mean, in most rows."""
    upto = np.cumsum([np.zeros(len(figures)), *months], axis=0)
    there = figures != 0
    if not there.any():
        return True
    for first in range(len(months)):
        for end in range(first + 1, len(months) + 1):
            whole = upto[end] - upto[first]
            for sums in (whole, -whole, whole / len(months)):
                if np.isclose(sums, figures, atol=_CENT)[there].mean() > _MOSTLY:
                    return True
    return False
