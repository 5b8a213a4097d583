"""Expenses that come again, over the months of their periods: on request, and said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from roi_model.reading.costs.entries import Lines, copies
from roi_model.reading.costs.layouts.price_list import PRICE
from roi_model.reading.costs.layouts.spread import spread as over_months
from roi_model.reading.costs.roles import BEGINNING
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.on_request.months import (
    Months,
    by_line,
    gives_of,
    months_in,
    months_under,
)
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, plain, trimmed
from roi_model.reading.text.wording import fold, worded
from roi_model.reading.values.asked import last_month
from roi_model.reading.values.dates import year_month
from roi_model.reading.values.ended import ended_in
from roi_model.reading.values.recurrence import ENDS, HEADINGS, NEXT, months_of, months_of_price

DATED, SPREAD, BILLED = "dated", "spread", "billed"
Labels = list[str | None]
LONGEST = 120
"""Months that one expense may be counted in, at most."""


def spread(lines: Lines | None, table: Table, inquiry: Inquiry) -> Lines | None:
    """Costs of a table over their months where the answer "spread" says so; else as dated.

    A yearly amount becomes twelve parts from its month on, one of a quarter three; cents that do
    not divide go to the first months. A monthly one counts in full in each month to the end that
    its line gives, to the next line of its label, or to the last month of the file. Where the days
    are those on which something began, all of them go on so, to the month of the reader.
    """
    by_row = None if lines is None or lines.revenue is not None else _periods(table, inquiry)
    if lines is None or by_row is None:
        return lines
    period = by_line(lines, table, by_row)
    values, counts = np.unique(lines.line, return_counts=True)
    period[np.isin(lines.line, values[counts > 1])] = 0  # its cells say its months already
    if not period.any():
        return lines
    ends, due = (None if found is None else by_line(lines, table, found)
                 for found in (_ends(table, inquiry), _due(table, inquiry)))  # fmt: skip
    names = _named(lines, table, inquiry)
    since = BEGINNING.search(fold(inquiry.columns.get("date", ""))) is not None
    ways = {DATED: lines}
    if since:  # each goes on, whatever it is due after
        until = _going_on(lines, names, ends, due, inquiry, period)
        ways[SPREAD] = _parts(*_again(lines, period, until))
        ways[BILLED] = _again(lines, period, until)[0]
    else:
        monthly = np.where(period == 1, _last(lines, names, ends), lines.month)
        ways[SPREAD] = _parts(*_again(lines, period, monthly))
        if due is not None:
            until = np.where(due >= 0, due - 1, lines.month)
            until = until if ends is None else np.where(ends >= 0, ends, until)
            ways[BILLED] = _again(lines, period, until)[0]
    options = {name: gives_of(found) for name, found in ways.items()}
    count = int((period > 0).sum())
    # Prices of a month and of a year, once each, add up to nothing, nor do those that go on.
    mixed = bool(PRICE.search(fold(inquiry.columns.get("amount", ""))))
    mixed = (mixed and len(np.unique(period[period > 0])) > 1) or (since and _often(table))
    chosen = ways.get(inquiry.ask("spread", "", options, blocking=mixed, count=count) or DATED)
    if chosen is None or chosen is lines:
        return lines
    inquiry.notes[:] = [note for note in inquiry.notes if note.code != "counted_once"]
    inquiry.note("recurring_spread", count=count, months=len(chosen) - len(lines) + count)
    return chosen


def repeats(table: Table, inquiry: Inquiry) -> bool:
    """Whether something tells how often the costs of a table come again."""
    return _periods(table, inquiry) is not None


def _often(table: Table) -> bool:
    """Whether a column says how often each line is due."""
    return any(fold(name) in HEADINGS for name in table.names)


def _going_on(
    lines: Lines, names: Labels, ends: Months | None, due: Months | None, inquiry: Inquiry,
    period: Months,
) -> Months:  # fmt: skip
    """The last month in which each line of what began some day is due: of what has not ended, the
    reader's or the last of the year that the file is of, which is said."""
    last = max(last_month(inquiry.name), int(lines.month.max()))
    until, following = np.full(len(lines), last, np.int64), _following(lines, names)
    for told, less in ((due, 1), (ends, 0), (following, 1)):
        if told is not None:
            until = np.where(told >= 0, np.minimum(until, told - less), until)
    goes_on = (period > 0) & (until == last)
    if goes_on.any():
        inquiry.note("open_ended", count=int(goes_on.sum()), last=year_month(last))
    return until


def _periods(table: Table, inquiry: Inquiry) -> Months | None:
    """The months of each row's period, 0 where it has none; None where nothing tells of periods."""
    for _, column in table.under(lambda name: fold(name) in HEADINGS):
        cells, index = coded(trimmed(column))
        months = np.array([months_of(str(word)) for word in cells.to_pylist()], np.int64)
        if months.any():
            return months[index]
    once = (note.values["column"] for note in inquiry.notes if note.code == "counted_once")
    months_each = max(map(months_of_price, map(str, once)), default=0)
    return np.full(len(table), months_each, np.int64) if months_each else None


def _ends(table: Table, inquiry: Inquiry) -> Months | None:
    """The month in which each row ended, -1 where it did not; None where no column says so, and no
    state does ("Cancelled 2026-03")."""
    found = months_under(table, lambda name: name in ENDS, inquiry)
    for name, column in zip(table.names, table.columns, strict=True):
        said = ended_in(column)
        months = None if said is None else months_in(said, name, inquiry)
        if months is not None:
            found = months if found is None else np.where(found >= 0, found, months)
    return found


def _due(table: Table, inquiry: Inquiry) -> Months | None:
    """The month in which each row is due again, -1 where none is; None without such a column."""
    return months_under(table, lambda name: NEXT.search(name) is not None, inquiry)


def _again(lines: Lines, period: Months, until: Months) -> tuple[Lines, Months]:
    """Each line in full whenever it is due up to a month, from its own on, after each of its
    periods; and the periods of what comes of it."""
    step = np.maximum(period, 1)
    times = np.where(period > 0, (until - lines.month) // step + 1, 1)
    times = np.clip(times, 1, np.maximum(LONGEST // step, 1))
    at, nth = copies(times)
    return replace(lines.taken(at), month=lines.month[at] + nth * step[at]), period[at]


def _parts(lines: Lines, period: Months) -> Lines:
    """Each line as many times as its period has months, its part of the amount in each."""
    return over_months(lines, np.clip(period, 1, LONGEST))


def _last(lines: Lines, names: Labels, ends: Months | None) -> Months:
    """The last month of each line if it is a monthly one."""
    following = _following(lines, names)
    last = np.where(following >= 0, following - 1, int(lines.month.max()))
    return last if ends is None else np.where(ends >= 0, ends, last)


def _following(lines: Lines, names: Labels) -> Months:
    """The month of the next line of the same name, -1 where none follows."""
    frame = pd.DataFrame({"label": names, "month": lines.month})
    order = frame.sort_values("month", kind="stable")
    following = order.groupby("label")["month"].shift(-1).reindex(frame.index)
    return np.asarray(following.fillna(-1), np.int64)


def _named(lines: Lines, table: Table, inquiry: Inquiry) -> Labels:
    """The name of what each line pays for: its label; where that is a kind of cost, what the
    column with the most different words says, if there are more of them."""
    names: Labels = plain(lines.label).to_pylist()
    if "label" in inquiry.columns or "category" not in inquiry.columns:
        return names
    found, most = None, len(set(names))
    for name, column in zip(table.names, table.columns, strict=True):
        cells = plain(trimmed(column))
        different = len(coded(cells)[0])
        if name not in inquiry.columns.values() and worded(cells).all() and different > most:
            found, most = cells, different
    if found is None:
        return names
    rows = by_line(lines, table, np.arange(len(table)))
    told: Labels = found.take(pa.array(rows)).to_pylist()
    return told
