"""What every ledger comes down to: postings on accounts, of which those of costs are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.sorting.plans import COST, NEITHER, RESULT, REVENUE
from roi_model.reading.text.distinct import by_distinct, coded
from roi_model.reading.values.amounts import exact_total
from roi_model.reading.values.dates import year_month

_CLOSED = 3
"""Accounts that are brought to zero at once where a year is closed, at least."""


@dataclass(frozen=True)
class Postings:
    """Dated amounts on accounts, a debit positive: months since year 0, units of 10**-scale.

    `name` is the name of each one's account. `entry` numbers the entries that they are parts of,
    where the file holds both sides of each; `number` is what the file numbers them with, where it
    does.
    """

    month: NDArray[np.int64]
    day: NDArray[np.int64]
    units: NDArray[np.int64]
    scale: int
    account: pa.Array
    name: pa.Array
    label: pa.Array
    line: NDArray[np.int64]
    entry: NDArray[np.int64] | None = None
    number: pa.Array | None = None

    def __len__(self) -> int:
        """Number of postings."""
        return len(self.units)

    def only(self, mask: NDArray[np.bool_]) -> Postings:
        """Those of a mask."""
        keep = pa.array(mask)
        texts = {key: getattr(self, key).filter(keep) for key in ("account", "name", "label")}
        figures = {key: getattr(self, key)[mask] for key in ("month", "day", "units", "line")}
        entry = None if self.entry is None else self.entry[mask]
        number = None if self.number is None else self.number.filter(keep)
        return replace(self, **texts, **figures, entry=entry, number=number)


def costs_of(
    postings: Postings, sides: dict[str, str], plan: str, inquiry: Inquiry,
    numbers: Mapping[str, str] | None = None,
) -> Lines:  # fmt: skip
    """The postings on accounts of costs, revenue beside them; closing entries left out.

    `sides` says of each account what it is (a name of `sorting/plans.py`), `plan` which number plan
    gives its category, `numbers` the number in it of accounts that have others. Says whether debits
    equal credits, where both are there. Raises RefusedError where no posting is a cost, or where
    every account of costs was brought back to zero.
    """
    postings = _to_cents(postings)
    values, index = coded(postings.account)
    kinds = np.array([sides.get(v, "") for v in values.to_pylist()] or [""], object)
    side = kinds[index] if len(index) else np.zeros(0, object)
    if postings.entry is not None:
        _say_balance(postings, inquiry)
    live = np.ones(len(postings), bool)
    if postings.entry is not None:
        live = ~closing(postings.entry, side)
    elif postings.number is not None:
        live = ~closing(coded(postings.number)[1].astype(np.int64), side)
    live[live] = ~emptied(postings.only(live), side[live])
    if not live.all():
        inquiry.note("closing_entries", count=int((~live).sum()))
    cost, income = (side == COST) & live, (side == REVENUE) & live
    if not cost.any():
        raise RefusedError("no_ledger_costs", count=len(postings))
    kept = postings.only(cost)
    _refuse_closed(kept)
    inquiry.note("period", first=year_month(int(kept.month.min())),
                 last=year_month(int(kept.month.max())))  # fmt: skip
    return Lines(
        kept.month, kept.units, kept.scale, kept.line, kept.label, kept.day, account=kept.account,
        account_label=kept.name, revenue=(postings.month[income], -postings.units[income]),
        plan=plan, number=None if numbers is None else _numbered(kept.account, numbers),
    )  # fmt: skip


def _numbered(account: pa.Array, numbers: Mapping[str, str]) -> pa.Array:
    values, index = coded(account)
    found = [numbers.get(value, value) for value in values.to_pylist()]
    return by_distinct(pa.array(found, pa.string()), index)


def _to_cents(postings: Postings) -> Postings:
    """Amounts of whole cents counted in cents."""
    more = 10 ** (postings.scale - 2)
    if postings.scale <= 2 or (postings.units % more).any():
        return postings
    return replace(postings, units=postings.units // more, scale=2)


def _say_balance(postings: Postings, inquiry: Inquiry) -> None:
    debit = exact_total(postings.units[postings.units > 0], postings.scale)
    credit = exact_total(-postings.units[postings.units < 0], postings.scale)
    apart = postings.units.sum()
    if not apart:
        inquiry.note("balanced", debit=debit, credit=credit)
        return
    per_day = pd.Series(postings.units).groupby(postings.month * 100 + postings.day).sum()
    first = int(per_day[per_day != 0].index[0])
    inquiry.note("unbalanced", debit=debit, credit=credit,
                 difference=int(apart) / 10**postings.scale,
                 day=f"{year_month(first // 100)}-{first % 100:02d}")  # fmt: skip


def closing(entry: NDArray[np.int64], side: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Postings of entries made of costs, revenue and the result alone: they close the year.

    >>> closing(np.array([1, 1, 2, 2]), np.array([COST, "", COST, RESULT], object)).tolist()
    [False, False, True, True]
    """
    result = side == RESULT
    if not result.any():
        return np.zeros(len(entry), bool)
    _, group = np.unique(entry, return_inverse=True)
    size = int(group.max()) + 1
    profit = (side == COST) | (side == REVENUE)
    foreign = np.bincount(group[~(profit | result)], minlength=size) > 0
    closes = (np.bincount(group[result], minlength=size) > 0) & ~foreign
    closes &= np.bincount(group[profit], minlength=size) > 0
    mask: NDArray[np.bool_] = closes[group]
    return mask


def emptied(postings: Postings, side: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Postings by which, on one day and with one label or number, every account of costs comes back
    to zero: they close the year, with those of revenue beside them."""
    out = np.zeros(len(postings), bool)
    cost = np.flatnonzero(side == COST)
    account, day = coded(postings.account)[1], postings.month * 100 + postings.day
    least = max(_CLOSED, len(np.unique(account[cost])) // 2)
    for marks in (postings.label, postings.number):
        if marks is None:
            continue
        mark = coded(marks)[1]
        often = cost[np.bincount(mark[cost])[mark[cost]] >= least]
        frame = pd.DataFrame({"day": day, "mark": mark, "account": account}).iloc[often]
        together = frame.groupby(["day", "mark"])["account"].agg(["size", "nunique"])
        alike = together[(together["size"] == together["nunique"]) & (together["size"] >= least)]
        for when, words in alike.index.tolist():
            until = cost[day[cost] <= when]
            closes = cost[(day[cost] == when) & (mark[cost] == words)]
            left = np.zeros(int(account.max()) + 1, np.int64)
            np.add.at(left, account[until], postings.units[until])
            if not left.any() and len(until) > len(closes):
                out |= (day == when) & (mark == words) & ((side == COST) | (side == REVENUE))
    return out


def _refuse_closed(costs: Postings) -> None:
    """Refuse books whose accounts of costs all end at zero: closing entries not recognised."""
    _, account = coded(costs.account)
    sums = pd.Series(costs.units).groupby(account).sum()
    if len(sums) > 1 and (sums == 0).all() and costs.units.any():
        raise RefusedError("closed_ledger")


def french_side(number: str) -> str:
    """What an account of the French plan is: costs in class 6, sales in 70, the year's result in
    12, else NEITHER.

    >>> french_side("6231"), french_side("7061"), french_side("401"), french_side("129")
    ('cost', 'revenue', 'neither', 'result')
    """
    if number.startswith("6"):
        return COST
    if number.startswith("12"):
        return RESULT
    return REVENUE if number.startswith("70") else NEITHER


def texts(values: list[str]) -> pa.Array:
    """A column of texts, those that repeat themselves held once.

    >>> len(texts(["a", "a"]).dictionary)
    1
    """
    return pc.fill_null(pa.array(values, pa.string()), "").dictionary_encode()


def cents(written: str) -> int | None:
    """An amount with a decimal point as units of 10**-4; None for what is no number.

    >>> cents("-1200.5"), cents("1e3"), cents("12.34567"), cents("12,50")
    (-12005000, None, None, None)
    """
    text = written.strip()
    whole, _, part = text.lstrip("+-").partition(".")
    if not (whole + part).isdigit() or not (whole + part).isascii() or len(part.rstrip("0")) > 4:
        return None
    if len(whole) > 13:
        return None
    units = int(whole or "0") * 10**4 + int(part.rstrip("0").ljust(4, "0") or "0")
    return -units if text.startswith("-") else units


POINT_SCALE = 4
"""The scale of `cents`."""
