"""The dates of deals: created, closed, won, lost; each column in the format its values show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from roi_model.reading.deals.columns import DealColumns
from roi_model.reading.deals.stages import LOST, OPEN, WON
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.values.dates import (
    BAD_DATE,
    DateCells,
    date_format,
    days_of,
    latest_day,
    months_given,
    parse_dates,
    take_apart_dates,
)
from roi_model.reading.values.epochs import without_epochs

OK, BAD = 0, 1
ENDS = frozenset({"closed", "won_on", "lost_on"})
"""The roles of the columns that say when a deal ended."""
Days_ = NDArray[np.datetime64]
_LOOKED_AT, _MOST = 200, 0.5
_MONTHS_ONLY = ("%Y-%m", "%m/%Y", "%Y%m", "%b %Y")


@dataclass(frozen=True)
class DealDates:
    """Days by role (NaT where empty), and `status` BAD where a row has one that cannot be read."""

    days: Mapping[str, Days_]
    status: NDArray[np.int8]
    touched: Days_

    def day(self, role: str) -> Days_:
        """The days of one role, NaT where the file has no such column."""
        none = np.full(len(self.status), np.datetime64("NaT", "D"))
        return self.days.get(role, none)

    @property
    def created(self) -> Days_:
        """The day each deal was created."""
        return self.day("created")

    def closed(self, state: NDArray[np.int8]) -> Days_:
        """The day each deal was won or lost; NaT while it is open, whatever its close date says."""
        own = np.where(state == WON, self.day("won_on"), self.day("lost_on"))
        closed = np.where(np.isnat(self.day("closed")), own, self.day("closed"))
        return np.where(state == OPEN, np.datetime64("NaT", "D"), closed)

    def only(self, keep: NDArray[np.bool_]) -> DealDates:
        """The dates of the rows kept."""
        days = {role: day[keep] for role, day in self.days.items()}
        return DealDates(days, self.status[keep], self.touched[keep])

    def as_of(self, state: NDArray[np.int8], keep: NDArray[np.bool_]) -> pd.Timestamp | None:
        """The latest day on which something happened to a deal kept: the export is not older."""
        kept = self.only(keep)
        days = np.concatenate([kept.created, kept.closed(state), kept.touched])
        days = days[days <= latest_day()]  # nor did anything happen tomorrow
        return pd.Timestamp(days.max()) if days.size else None


def read_dates(table: Table, columns: DealColumns, inquiry: Inquiry) -> DealDates | None:
    """All dates of the deals; None where a column may be read in two ways and no other tells.

    One program writes all its dates alike: a column whose own values leave day and month open is
    read like one that does not, and this is said.
    """
    if "created" not in columns.dates:
        inquiry.note("no_created_dates")
    cells: dict[str, DateCells] = {}
    for role, column in columns.dates.items():
        column_of_days, counted = without_epochs(table.columns[column])
        if counted:
            inquiry.note("epochs", column=table.names[column])
        apart = take_apart_dates(column_of_days)
        if apart is not None:
            cells[role] = apart
    formats = _formats(table, columns, cells, inquiry)
    if formats is None:
        return None
    inquiry.date_format = next((f.split("?")[0] for f in formats.values() if f), None)
    if any(f.split("?")[0] in _MONTHS_ONLY for f in formats.values() if f):
        inquiry.note("months_only")
    status = np.zeros(len(table), np.int8)
    days = {}
    for role, apart in cells.items():
        parsed = parse_dates(apart, formats[role])
        status[parsed.status == BAD_DATE] = BAD
        days[role] = days_of(parsed)
    return DealDates(days, status, _beside(table, columns.activity, set(formats.values())))


def with_ends(
    table: Table, columns: DealColumns, dates: DealDates | None, state: NDArray[np.int8] | None,
    inquiry: Inquiry,
) -> DealDates | None:  # fmt: skip
    """The dates, with the days on which closing was expected for deals that ended where no column
    says when they did, and none of days may: it is said. Not where such a day was still to come.
    """
    if columns.dates.keys() & ENDS:
        return dates
    expected = columns.expected
    if expected is not None and dates and state is not None and not _untold(table, columns):
        day = _beside(table, expected, {inquiry.date_format})
        ended = np.where(np.isin(state, (WON, LOST)), day, np.datetime64("NaT", "D"))
        days = ended[~np.isnat(ended)]
        told = np.concatenate([dates.created, dates.touched])
        told = told[~np.isnat(told)]
        if days.size and days.max() <= (told.max() if told.size else latest_day()):
            inquiry.note("closed_as_expected", column=table.names[expected], count=days.size)
            return replace(dates, days={**dates.days, "closed": ended})
    inquiry.note("no_closed_dates")
    return dates


def _untold(table: Table, columns: DealColumns) -> bool:
    """Whether a column of days has no part that is known: its heading may be misspelt."""
    known = {*columns.dates.values(), columns.activity, columns.expected}
    for place in range(len(table.names)):
        cells = None if place in known else take_apart_dates(
            table.head(place, _LOOKED_AT), serials=False)  # fmt: skip
        if cells is not None and cells.share > _MOST:
            return True
    return False


def _formats(
    table: Table, columns: DealColumns, cells: Mapping[str, DateCells], inquiry: Inquiry
) -> dict[str, str | None] | None:
    """The format of every date column; None where one is asked."""
    formats: dict[str, str | None] = {}
    unsure: dict[str, tuple[str, ...]] = {}
    for role, apart in cells.items():
        given = inquiry.answer("date_format", table.names[columns.dates[role]])
        guess = date_format(apart)
        if given is None and guess.candidates:
            unsure[role] = guess.candidates
        formats[role] = given or guess.format
    for role, candidates in unsure.items():
        header = table.names[columns.dates[role]]
        others = {f for f in formats.values() if f in candidates}
        if len(others) == 1:
            formats[role] = others.pop()
            inquiry.note("date_format_shared", column=header)
            continue
        options = {c: months_given(cells[role], c) for c in candidates}
        inquiry.ask("date_format", header, options, example=date_format(cells[role]).example)
    return formats if all(formats[r] for r in unsure) else None


def _beside(table: Table, column: int | None, known: set[str | None]) -> Days_:
    """The days of a column that dates no deal, where there is one and its format is beyond doubt:
    that of the last change, or the day of closing that is expected."""
    none = np.full(len(table), np.datetime64("NaT", "D"))
    if column is None:
        return none
    apart = take_apart_dates(without_epochs(table.columns[column])[0])
    if apart is None:
        return none
    guess = date_format(apart)
    chosen = guess.format or next((c for c in guess.candidates if c in known), None)
    return days_of(parse_dates(apart, chosen)) if chosen else none
