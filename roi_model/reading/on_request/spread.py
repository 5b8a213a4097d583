"""Expenses that come again, over the months of their periods: on request, and said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines
from roi_model.reading.costs.layouts.price_list import PRICE
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, plain, trimmed
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import date_format, parse_dates, take_apart_dates, year_month
from roi_model.reading.values.recurrence import ENDS, HEADINGS, NEXT, months_of, months_of_price

DATED, SPREAD, BILLED = "dated", "spread", "billed"
LONGEST = 120
"""Months that one expense may be counted in, at most."""


def spread(lines: Lines | None, table: Table, inquiry: Inquiry) -> Lines | None:
    """Costs of a table over their months where the answer "spread" says so; else as dated.

    A yearly amount becomes twelve parts from its month on, one of a quarter three; cents that do
    not divide go to the first months. A monthly one counts in full in each month to the end that
    its line gives, to the next line of its label, or to the last month of the file.
    """
    by_row = None if lines is None or lines.revenue is not None else _periods(table, inquiry)
    if lines is None or by_row is None:
        return lines
    period = by_line(lines, table, by_row)
    values, counts = np.unique(lines.line, return_counts=True)
    period[np.isin(lines.line, values[counts > 1])] = 0  # its cells say its months already
    if not period.any():
        return lines
    ends = _ends(table, inquiry)
    ended = None if ends is None else by_line(lines, table, ends)
    over = _over(lines, period, ended)
    ways = {DATED: lines, SPREAD: over}
    if (due := _due(table, inquiry)) is not None:
        ways[BILLED] = _again(lines, period, ended, by_line(lines, table, due))
    options = {name: gives(found.month, found.units, found.scale) for name, found in ways.items()}
    count = int((period > 0).sum())
    # Prices of a month and of a year, once each, add up to nothing: it must be said.
    mixed = bool(PRICE.search(fold(inquiry.columns.get("amount", ""))))
    mixed = mixed and len(np.unique(period[period > 0])) > 1
    chosen = ways.get(inquiry.ask("spread", "", options, blocking=mixed, count=count) or DATED)
    if chosen is None or chosen is lines:
        return lines
    inquiry.notes[:] = [note for note in inquiry.notes if note.code != "counted_once"]
    inquiry.note("recurring_spread", count=count, months=len(chosen) - len(lines) + count)
    return chosen


def repeats(table: Table, inquiry: Inquiry) -> bool:
    """Whether something tells how often the costs of a table come again."""
    return _periods(table, inquiry) is not None


def _periods(table: Table, inquiry: Inquiry) -> NDArray[np.int64] | None:
    """The months of each row's period, 0 where it has none; None where nothing tells of periods."""
    for name, column in zip(table.names, table.columns, strict=True):
        if fold(name) in HEADINGS:
            cells, index = coded(trimmed(column))
            months = np.array([months_of(str(word)) for word in cells.to_pylist()], np.int64)
            if months.any():
                return months[index]
    once = (note.values["column"] for note in inquiry.notes if note.code == "counted_once")
    months_each = max(map(months_of_price, map(str, once)), default=0)
    return np.full(len(table), months_each, np.int64) if months_each else None


def _ends(table: Table, inquiry: Inquiry) -> NDArray[np.int64] | None:
    """The month in which each row ended, -1 where it did not; None without such a column."""
    return _days_under(table, lambda name: name in ENDS, inquiry)


def _due(table: Table, inquiry: Inquiry) -> NDArray[np.int64] | None:
    """The month in which each row is due again, -1 where none is; None without such a column."""
    return _days_under(table, lambda name: NEXT.search(name) is not None, inquiry)


def _days_under(
    table: Table, headed: Callable[[str], bool], inquiry: Inquiry
) -> NDArray[np.int64] | None:
    """The months of a column of days under such a heading, folded; None without one."""
    for name, column in zip(table.names, table.columns, strict=True):
        cells = take_apart_dates(column) if headed(fold(name)) else None
        if cells is None:
            continue
        found = date_format(cells)
        if found.candidates and inquiry.date_format not in found.candidates:
            continue
        days = parse_dates(cells, inquiry.date_format if found.candidates else found.format)
        return np.where(days.status == 0, days.month, -1)
    return None


def by_line(lines: Lines, table: Table, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Values of a table's rows by the costs made of them."""
    order = np.argsort(table.lines, kind="stable")
    place = np.searchsorted(table.lines[order], lines.line)
    return values[order[np.minimum(place, len(order) - 1)]].copy()


def _over(
    lines: Lines, period: NDArray[np.int64], ends: NDArray[np.int64] | None
) -> Lines:  # fmt: skip
    """Each line as many times as it has months, its part of the amount in each."""
    times = np.maximum(period, 1)
    monthly = np.flatnonzero(period == 1)
    times[monthly] = _last(lines, ends)[monthly] - lines.month[monthly] + 1
    times = np.clip(times, 1, LONGEST)
    at = np.repeat(np.arange(len(lines)), times)
    step = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    parts = np.maximum(period, 1)[at]
    whole = np.abs(lines.units[at])
    units = whole // parts + (step < whole % parts)
    units = np.where(parts == 1, whole, units) * np.sign(lines.units[at])
    return replace(lines.taken(at), month=lines.month[at] + step, units=units)


def _again(
    lines: Lines, period: NDArray[np.int64], ends: NDArray[np.int64] | None,
    due: NDArray[np.int64],
) -> Lines:  # fmt: skip
    """Each line in full whenever it was due: after each of its periods, before the month in which
    it is due again, or else to the month in which it ended."""
    last = np.where(due >= 0, due - 1, lines.month)
    if ends is not None:
        last = np.where(ends >= 0, ends, last)
    step = np.maximum(period, 1)
    times = np.where(period > 0, (last - lines.month) // step + 1, 1)
    times = np.clip(times, 1, LONGEST)
    at = np.repeat(np.arange(len(lines)), times)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    return replace(lines.taken(at), month=lines.month[at] + nth * step[at])


def _last(lines: Lines, ends: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """The last month of each line if it is a monthly one."""
    frame = pd.DataFrame({"label": plain(lines.label).to_pandas(), "month": lines.month})
    order = frame.sort_values("month", kind="stable")
    following = order.groupby("label")["month"].shift(-1).reindex(frame.index)
    last = following.sub(1).fillna(int(lines.month.max())).to_numpy(np.int64)
    return last if ends is None else np.where(ends >= 0, ends, last)


def gives(
    month: NDArray[np.int64], units: NDArray[np.int64], scale: int
) -> dict[str, object]:  # fmt: skip
    """What the file would hold: its total, by month, from the first to the last."""
    sums = pd.Series(units).groupby(month).sum()
    by_month = {year_month(int(m)): int(u) / 10**scale for m, u in sums.items()}
    months = list(by_month)
    return {"all": int(units.sum()) / 10**scale, "by_month": by_month,
            "first": months[0], "last": months[-1]}  # fmt: skip
