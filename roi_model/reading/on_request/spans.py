"""Costs of some days of a report ("Reporting starts", "Reporting ends"), over their months."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.costs.entries import Lines, copies
from roi_model.reading.costs.layouts.titled_month import days_covered
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.movements.pairs import days_of as day_numbers
from roi_model.reading.on_request.months import by_line, gives
from roi_model.reading.on_request.spread import repeats
from roi_model.reading.tables.source import Source
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import coded, trimmed
from roi_model.reading.text.wording import fold, without_unit, words_of
from roi_model.reading.values.dates import date_format, days_of, parse_dates, take_apart_dates

FIRST, SPREAD = "first", "spread"
_WEEK = 7
_LONGEST = 36
"""Months beyond which an end is none of a report ("2037-12-30": until further notice)."""
Days = NDArray[np.datetime64]


def over_spans(lines: Lines | None, source: Source, inquiry: Inquiry) -> Lines | None:
    """Costs of days that lie in several months over these, as the answer "spans" says: it is asked.

    What a report sums tells no month of its own: by its days, as many as each month has, or all
    where it begins. A week over the turn of a month counts where it begins, and that is said.
    """
    if lines is None or not len(lines) or not _begins(inquiry.columns.get("date", "")):
        return lines
    told = any(note.code == "recurring_spread" for note in inquiry.notes)
    if told or repeats(source.table, inquiry):
        return lines
    first = day_numbers(lines.month, lines.day)
    last = _last(lines, first, source, inquiry)
    months = _months(last) - lines.month
    across = (last >= first) & (months > 0) & (months < _LONGEST)
    weeks = across & (last - first < _WEEK)
    if weeks.any():
        inquiry.note("spans_weeks", count=int(weeks.sum()), column=inquiry.columns["date"])
    across &= ~weeks
    if not across.any():
        return lines
    place, month, units = _by_days(lines, first, np.where(across, last, first))
    options = {SPREAD: gives(month, units, lines.scale),
               FIRST: gives(lines.month, lines.units, lines.scale)}  # fmt: skip
    count = int(across.sum())
    answer = inquiry.ask("spans", inquiry.columns["date"], options, count=count)
    if answer is not None:
        inquiry.note(f"spans_{answer}", count=count, column=inquiry.columns["date"])
    if answer != SPREAD:
        return lines
    day = np.where(month == lines.month[place], lines.day[place], 1)
    return replace(lines.taken(place), month=month, units=units, day=day)


def _begins(header: str) -> bool:
    return bool({fold(header), without_unit(fold(header))} & words_of("begins"))


def _last(
    lines: Lines, first: NDArray[np.int64], source: Source, inquiry: Inquiry
) -> NDArray[np.int64]:
    """The last day of each line as a number: by a column of ends, or by a title whose first day all
    lines have; the first day where nothing says another."""
    ends = _ends(source.table, inquiry)
    if ends is None:
        covered = days_covered(source.titles)
        if covered is None or (first != covered[0]).any():
            return first
        return np.full(len(lines), covered[1])
    last = by_line(lines, source.table, ends)
    last = np.where(last == _NONE, first, last)
    whole = (lines.day == 1) & (_day(last) == 1) & (last > first)
    return last - 1 if whole.any() and (whole | (last == first)).all() else last


_NONE = np.iinfo(np.int64).min


def _ends(table: Table, inquiry: Inquiry) -> NDArray[np.int64] | None:
    """The day under a heading of ends in each row, _NONE where it has none; None without one."""
    for name, column in zip(table.names, table.columns, strict=True):
        if not {fold(name), without_unit(fold(name))} & words_of("ends"):
            continue
        cells = take_apart_dates(column)
        shape = None if cells is None else date_format(cells)
        if cells is None or shape is None or len(coded(trimmed(column))[0]) == 0:
            continue
        if shape.candidates and inquiry.date_format not in shape.candidates:
            continue
        days = days_of(
            parse_dates(cells, inquiry.date_format if shape.candidates else shape.format)
        )
        return np.where(np.isnat(days), _NONE, days.astype("datetime64[D]").astype(np.int64))
    return None


def _dates(days: NDArray[np.int64]) -> Days:
    return days.astype("datetime64[D]")


def _months(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Days as numbers → months since year 0."""
    return np.asarray(_dates(days).astype("datetime64[M]").astype(np.int64) + 1970 * 12)


def _day(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """Days as numbers → days of the month, from 1."""
    month = _dates(days).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(days - month + 1)


def _by_days(
    lines: Lines, first: NDArray[np.int64], last: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Each line once a month: its place, the month, and its part by the days it has there, to the
    cent, what does not divide in the last month."""
    times = _months(last) - lines.month + 1
    at, step = copies(times)
    month = lines.month[at] + step
    ended = day_numbers(month + 1, np.ones(len(at), np.int64))
    until = np.minimum(ended, last[at] + 1) - first[at]
    so_far = np.abs(lines.units[at]) * until // (last - first + 1)[at]
    before = np.where(step > 0, np.concatenate([[0], so_far[:-1]]), 0)
    return at, month, (so_far - before) * np.sign(lines.units[at])
