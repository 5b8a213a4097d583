"""Rows that repeat a deal: older copies of it, and one row for each product sold with it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.reading.deals.columns import DealColumns, cells_of
from roi_model.reading.deals.dates import DealDates
from roi_model.reading.deals.headers import ACCOUNTS, LINES, deal_roles, heads
from roi_model.reading.deals.stages import WON
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import plain
from roi_model.reading.values.amounts import OK, convention, parse_amounts, take_apart

ONCE, SUM, EACH = "once", "sum", "each"
Mask = NDArray[np.bool_]
_ROUNDED = 0.05
"""How far the parts of an amount may lie from it."""
_SURE = 3
"""So many deals whose rows all have one amount: it is no chance."""


def lines_of_deals(
    table: Table, columns: DealColumns, states: NDArray[np.int8], good: Mask,
    units: NDArray[np.int64], scale: int, status: NDArray[np.int8], inquiry: Inquiry,
) -> tuple[NDArray[np.int64], Mask] | None:  # fmt: skip
    """Amounts of deals that have a row for each product, person or event, and which rows repeat.

    Rows are of one deal by its id, else by its name, client, days, stage and owner. The same amount
    on all of them is the deal's, where columns of products say what the rows are; amounts that
    differ, or rows that nothing explains, are asked. None where they are.
    """
    nothing = np.zeros(len(table), bool)
    key = _key(table, columns)
    if not key:
        return units, nothing
    called = cells_of(table, key[0]).to_pandas()
    live = good & (called != "").to_numpy(bool)
    if not called[live].duplicated().any():
        return units, nothing
    frame = pd.DataFrame({c: cells_of(table, c).to_pandas() for c in key})
    if columns.id is None:  # a name alone is hardly a deal's own
        live &= (frame[key[1:]] != "").any(axis=1).to_numpy(bool)
    group = frame.groupby(key, sort=False).ngroup().to_numpy()
    size = np.bincount(group[live], minlength=len(table) + 1)
    several = live & (size[group] > 1)
    if not several.any():
        return units, nothing
    money = pd.Series(np.where(status == OK, units, -1))
    differing = money[several].groupby(group[several]).nunique() > 1
    lines = _Rows(group, several, live)
    told = (*key, columns.amount)
    others = [c for c, name in enumerate(table.names)
              if c not in told and "activity" not in deal_roles(name)]  # fmt: skip
    named = [c for c in others if heads(table.names[c], LINES)]
    products = _changing(table, several, group, named)
    if columns.amount is not None and heads(table.names[columns.amount], LINES):
        products.append(columns.amount)
    other = EACH if columns.id is None else ONCE
    if products and differing.any():
        return _asked(lines, units, states, scale, status, inquiry, (SUM, other))
    if products:
        if not (len(differing) >= _SURE or _adds_up(table, products, lines, units, scale)):
            answers = tuple(dict.fromkeys((ONCE, SUM, other)))
            return _asked(lines, units, states, scale, status, inquiry, answers)
        if columns.id is not None:  # the one changed last counts
            return units, nothing
        again = lines.again(status == OK)
        inquiry.note("product_lines", count=int(again.sum()), column=table.names[products[0]])
        return units, again
    # Without a word on products, rows of other amounts are deals of their own.
    alike = several & (status == OK) & np.isin(group, differing.index[~differing].to_numpy())
    if columns.id is not None or not _changing(table, alike, group, others):
        return units, nothing
    return _asked(_Rows(group, alike, live), units, states, scale, status, inquiry, (ONCE, EACH))


class _Rows:
    """The rows of deals that have several: a number for each deal, and which rows those are."""

    def __init__(self, group: NDArray[np.int64], several: Mask, live: Mask) -> None:
        self.group, self.several, self.live = group, several, live

    def again(self, priced: Mask) -> Mask:
        """The rows beside the one that stands for its deal: the first with an amount."""
        rows = np.flatnonzero(self.several)
        order = rows[np.lexsort((rows, ~priced[rows]))]
        again = np.zeros(len(self.group), bool)
        again[order] = pd.Series(self.group[order]).duplicated().to_numpy(bool)
        return again

    def summed(self, units: NDArray[np.int64], priced: Mask) -> NDArray[np.int64]:
        """Amounts with the sum of each deal's on all its rows."""
        rows = np.flatnonzero(self.several & priced)
        sums = pd.Series(units[rows]).groupby(self.group[rows]).transform("sum")
        found = units.copy()
        found[rows] = sums.to_numpy(np.int64)
        return found


def _asked(
    lines: _Rows, units: NDArray[np.int64], states: NDArray[np.int8], scale: int,
    status: NDArray[np.int8], inquiry: Inquiry, allowed: tuple[str, ...],
) -> tuple[NDArray[np.int64], Mask] | None:  # fmt: skip
    priced = status == OK
    again, none = lines.again(priced), np.zeros(len(units), bool)
    found = {ONCE: (units, again), SUM: (lines.summed(units, priced), again), EACH: (units, none)}
    options: dict[str, dict[str, object]] = {}
    for answer in allowed:
        amounts, left = found[answer]
        kept = lines.live & ~left
        won = int(amounts[kept & priced & (states == WON)].sum())
        options[answer] = {"rows": int(kept.sum()), "all": won / 10**scale}
    said = inquiry.ask("deal_rows", "", options, count=int(lines.several.sum()),
                       deals=len(np.unique(lines.group[lines.several])))  # fmt: skip
    if said is None:
        return None
    # Copies of an id are sorted out by the day of their last change, not here.
    return found[said] if said != ONCE or SUM not in allowed or EACH in allowed else (units, none)


def _key(table: Table, columns: DealColumns) -> list[int]:
    """The columns that are alike on all rows of a deal, the most telling first; none to tell by."""
    if columns.id is not None:
        return [columns.id]
    if columns.name is None:
        return []
    own = (columns.name, columns.created, columns.closed, columns.won_on, columns.lost_on,
           columns.expected, columns.stage, columns.status, columns.owner, columns.pipeline,
           columns.source)  # fmt: skip
    clients = [c for c, name in enumerate(table.names) if heads(name, ACCOUNTS)]
    return list(dict.fromkeys(c for c in (*own, *clients) if c is not None))


def _changing(
    table: Table, several: Mask, group: NDArray[np.int64], columns: list[int]
) -> list[int]:
    """Those of the columns that differ among the rows of a deal."""
    at = np.flatnonzero(several)
    cells = {column: cells_of(table, column).to_pandas().iloc[at] for column in columns}
    return [c for c in columns if (cells[c].groupby(group[at]).nunique() > 1).any()]


def _adds_up(
    table: Table, products: list[int], lines: _Rows, units: NDArray[np.int64], scale: int
) -> bool:
    """Whether figures of the rows add up to the amount of their deal, in all of them."""
    group, several = lines.group, lines.several
    for column in products:
        cells = take_apart(table.columns[column])
        read = parse_amounts(cells, convention(cells).decimal or ".")
        if not (read.status[several] == OK).all():
            continue
        figures = pd.Series(read.units[several] / 10.0**read.scale).groupby(group[several]).sum()
        whole = pd.Series(units[several] / 10.0**scale).groupby(group[several]).first()
        if (abs(figures - whole) <= _ROUNDED).all() and (whole != 0).any():
            return True
    return False


def older_copies(
    table: Table, columns: DealColumns, dates: DealDates, good: Mask, inquiry: Inquiry
) -> Mask:
    """Rows of an id that comes again: the one changed last counts, the last one where none tells.

    Exports add below; a history may stand with its newest row first, and then those of one day
    do too.
    """
    if columns.id is None:
        return np.zeros(len(table), bool)
    ids = cells_of(table, columns.id).to_pandas()
    live = pd.Series(good) & (ids != "")
    named = ids.where(live)
    if not (live & named.duplicated()).any():
        return np.zeros(len(table), bool)
    order = pd.Series(dates.touched).groupby(named).diff().dt.days  # from each row to the next
    newest_first = int((order < 0).sum()) > int((order > 0).sum())
    rank = np.arange(len(table)) * (-1 if newest_first else 1)
    days = dates.touched.astype(np.int64)  # without a day: before all others
    latest = np.lexsort((rank, days))
    older = np.zeros(len(table), bool)
    older[latest] = named.iloc[latest].duplicated(keep="last").to_numpy(bool)
    older &= live.to_numpy(bool)
    same = live & rows(table).duplicated(keep=False)
    different = int((older & ~same.to_numpy(bool)).sum())
    header = table.names[columns.id]
    inquiry.note("duplicate_deals", count=int(older.sum()), column=header)
    if different:
        inquiry.note("duplicates_differ", count=different)
    return older


def rows(table: Table) -> pd.DataFrame:
    """All cells of a table, a row each."""
    columns = (plain(column) for column in table.columns)
    return pd.DataFrame({i: column.to_pandas() for i, column in enumerate(columns)})
