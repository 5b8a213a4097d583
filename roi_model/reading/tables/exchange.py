"""Amounts of several currencies in one: each row at the rate that its user gives of its month."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.values.amounts import MAX_UNITS, exact_total
from roi_model.reading.values.rates import (
    Span,
    at_rate,
    known_as,
    rate_in,
    rates_of,
    written_rates,
)


@dataclass(frozen=True)
class Exchanged:
    """Amounts at their rates.

    `units` are those after; `code` the place in `names` of each row's currency; `fits` is False
    where a row's month has no rate, `small` where an amount stays one that is exact.
    """

    names: tuple[str, ...]
    code: NDArray[np.int64]
    units: NDArray[np.int64]
    fits: NDArray[np.bool_]
    small: NDArray[np.bool_]


def exchange(
    lines: NDArray[np.int64], months: NDArray[np.int64], units: NDArray[np.int64], inquiry: Inquiry
) -> Exchanged | None:
    """Rows of the lines that `inquiry.currencies` says are foreign, in the currency that counts;
    None where no rate given concerns the file.

    Amounts are integer units, rounded to one, half to even; months since year 0. A rate of the
    currency that counts converts all rows once more, into the plan's.
    """
    found, rates = inquiry.currencies, rates_of(inquiry.answers)
    own = rates.get(known_as(found.chosen)) if found.chosen and found.rated else None
    if not found.lines and own is None:
        return None
    names = (found.chosen, *found.lines)
    code = np.zeros(len(lines), np.int64)
    for place, name in enumerate(names[1:], start=1):
        code[np.isin(lines, found.lines[name])] = place
    made, fits, small = units.copy(), np.ones(len(lines), bool), np.ones(len(lines), bool)
    for place, name in enumerate(names):
        chain = [rates[known_as(name)]] if place else []
        chain += [] if own is None else [own]
        rows = np.flatnonzero(code == place)
        for month in np.unique(months[rows]).tolist() if chain else ():
            at = rows[months[rows] == month]
            rate = _through(chain, month)
            if rate is None:
                fits[at] = False
                continue
            exact = at_rate(units[at], rate)
            small[at] = np.abs(exact) <= MAX_UNITS
            made[at] = np.where(small[at], exact, 0).astype(np.int64)
    return Exchanged(names, code, made, fits, small)


def _through(chain: list[tuple[Span, ...]], month: int) -> Fraction | None:
    """The rate of a month through one or two exchanges; None where one of them has none."""
    whole = Fraction(1)
    for spans in chain:
        rate = rate_in(spans, month)
        if rate is None:
            return None
        whole *= rate
    return whole


def tell_exchange(
    made: Exchanged, before: NDArray[np.int64], scale: int, counted: NDArray[np.bool_],
    inquiry: Inquiry, *, listed: bool = True,
) -> None:  # fmt: skip
    """Say of each currency its rate, its rows and their sums before and after; of rows `counted`,
    whose units are `before`, and, where they are `listed`, how many have no rate.
    """
    found, written = inquiry.currencies, written_rates(inquiry.answers)
    own = written.get(known_as(found.chosen), "") if found.rated and found.chosen else ""
    for place, name in enumerate(made.names):
        rate = " × ".join(filter(None, [written[known_as(name)] if place else "", own]))
        if not rate:
            continue
        of_it = (made.code == place) & counted
        rows = of_it & made.fits & made.small
        told: dict[str, object] = {
            "rate": rate,
            "converted": int(rows.sum()),
            "before": exact_total(before[rows], scale),
            "after": exact_total(made.units[rows], scale),
        }
        found.converted[name] = told
        values = {"currency": name, "rate": rate, "count": told["converted"],
                  "before": told["before"], "after": told["after"]}  # fmt: skip
        if own:
            inquiry.note("exchanged_plan", **values)
        else:
            inquiry.note("exchanged", into=found.chosen, **values)
        missing = int((of_it & ~made.fits).sum())
        if missing and listed:
            inquiry.note("rows_without_rate", count=missing, currency=name)
