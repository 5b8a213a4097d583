"""Kinds of costs as columns under names that no rule knows, beside the column that adds them up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.roles import cost_roles
from roi_model.reading.tables.summed_rows import figures_of
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching
from roi_model.reading.text.wording import fold, fold_column, words_of

_ENOUGH = 2
_LEFT_OUT = 2
_MOST = 5000
# One amount told in several ways: a net amount and its VAT add up to the gross one.
_ONE_AMOUNT = ("amount", "amount_net", "amount_gross", "debit", "credit", "sense")
_TAX = re.compile(r"^(?:tax(?:es)?|sales tax|vat|tva|mwst|iva|btw|ust)\b")
_PRIOR = re.compile(
    r"\b(?:annee precedente|annee n 1|n 1|exercice precedent|last year|prior year|previous year|py"
    r"|vorjahr|ano anterior|anno precedente|vorig jaar|(?:19|20)\d\d)\b"
)
_TOTAL = rf" (?:{'|'.join(sorted(words_of('total')))}) "
_MEANS = re.compile(r"\b(?:cumul\w*|ytd|moyenne|average|mean|media|durchschnitt|gemiddeld\w*)\b")


@dataclass(frozen=True)
class Parts:
    """Column numbers: the kinds of costs, and what stands beside them: their sum, taxes, another
    year."""

    columns: list[int]
    aside: list[int]


def summed_parts(table: Table, figures: Sequence[int]) -> Parts | None:
    """The columns that one of `figures` adds up in every row; None where none does.

    Taxes may stand in the sum, and are no costs. Columns of another year and running sums are not
    looked at. Raises nothing.
    """
    roles = cost_roles(table.names)
    named = {i for role in _ONE_AMOUNT for i in roles.get(role, [])}
    totals = [i for i in figures if re.search(_TOTAL, f" {fold(table.names[i])} ")]
    taxes = [i for i in figures if i not in totals
             and (i in roles.get("vat", []) or _TAX.search(fold(table.names[i])))]  # fmt: skip
    beside = [
        i
        for i in figures
        if i not in totals
        and i not in taxes
        and (_PRIOR.search(fold(table.names[i])) or _MEANS.search(fold(table.names[i])))
    ]
    parts = [i for i in figures if i not in (*totals, *taxes, *beside)]
    fees = {i for i in parts if fold(table.names[i]) in words_of("fee")}
    if len(totals) != 1 or len(parts) < _ENOUGH or named & set(parts) or fees:
        return None
    units = figures_of(table, [*parts, *taxes, *totals]) if len(table) <= _MOST else None
    if units is None:
        return None
    told = _told(table, units[:, -1])
    if len(np.unique(units[told, -1])) < _ENOUGH:
        return None
    amounts, tax, total = units[told, : len(parts)], units[told, len(parts) : -1], units[told, -1]
    added = _added_up(amounts, total) or _added_up(amounts, total - tax.sum(axis=1))
    if added is None:
        return None
    left = [i for i in parts if i not in {parts[at] for at in added}]
    return Parts([parts[at] for at in added], [*totals, *taxes, *beside, *left])


def _added_up(amounts: NDArray[np.int64], total: NDArray[np.int64]) -> tuple[int, ...] | None:
    """The columns that add up to a total in every row: all of them, or all but one or two, which
    are no money then (a distance, a rate); None where these do not, or others would as well."""
    places = range(amounts.shape[1])
    used = [at for at in places if amounts[:, at].any()]
    rest = amounts.sum(axis=1) - total
    for count in range(_LEFT_OUT + 1):
        found = [out for out in combinations(used, count)
                 if (amounts[:, list(out)].sum(axis=1) == rest).all()]  # fmt: skip
        if found:
            kept = tuple(at for at in places if at not in found[0])
            return kept if len(found) == 1 and len(kept) >= _ENOUGH else None
    return None


def _told(table: Table, total: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows that must add up: those with a sum that are no totals of a quarter themselves."""
    summing = np.zeros(len(table), bool)
    for column in table.columns:
        summing |= matching(fold_column(column), _TOTAL)
    return np.asarray((total != 0) & ~summing)


def total_rows(table: Table, column: int) -> NDArray[np.bool_]:
    """Rows whose cell in a column of days speaks of a total ("Service total", "Subtotal 1T")."""
    return filled(table.columns[column]) & matching(fold_column(table.columns[column]), _TOTAL)
