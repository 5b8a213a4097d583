"""A table of one month that its title alone says ("1 janvier 2025 - 31 janvier 2025"), or the name
of its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.costs.roles import BEGINNING, cost_roles
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.summed_rows import mostly_figures, without_sums
from roi_model.reading.tables.table import Table
from roi_model.reading.text.distinct import filled, matching, plain
from roi_model.reading.text.wording import fold, fold_column, words_of
from roi_model.reading.values.asked import year_of
from roi_model.reading.values.date_shapes import MONTHS
from roi_model.reading.values.dates import (
    Days,
    date_format,
    days_of,
    months_given,
    parse_dates,
    take_apart_dates,
    year_month,
)

_BETWEEN = re.compile(r"\s+(?:-|–|—|→|au|to|through|bis|al?|até|tot|t/m)\s+", re.IGNORECASE)
_AHEAD = re.compile(r"^(?:[^\d:]*:|du|from|vom|del|dal|de|van)\s+", re.IGNORECASE)
_END = re.compile(r"^([^\d:]+):\s*(.+)$")
_NUMBERED = re.compile(r"\b(20\d\d)[-_. ](0[1-9]|1[0-2])\b")
_LONG = 4
_MARKS = "\"' \t;,"
_SOME = 0.1
_MOST = 24
_COLUMN = "column"
_CREATED = re.compile(r"\b(?:created|creation|cree|erstellt|creado|creato|criado|launch(?:ed)?"
                      r"|lancement|aangemaakt)\b")  # fmt: skip
_TOTAL = rf"^ (?:grand |sous |sub )?(?:{'|'.join(sorted(words_of('total')))}) "
_BARE_TOTAL = r"(?i)^\s*[\p{L}\s-]*?(?:tot|sum|som|gesamt)\p{L}*\s*(?:$|[:\-–—])"


def dated_by_title(
    table: Table, titles: Sequence[str], inquiry: Inquiry, *, sheet: str = ""
) -> Table | None:
    """The table with the month of its title or `sheet` as a column, where none of its own holds
    dates; None where the year of a sheet called by a month is asked.

    The day on which something began that the report is about is none of those of its title: then
    the title's month counts, and is asked where it is one of several. A title of several months
    says nothing else of a line's: such a table comes back as it is.
    """
    covered = period_of(titles)
    if covered is None:
        return _dated_by_sheet(table, sheet, titles, inquiry)
    months, title = covered
    dated = _dated_columns(table)
    if not dated:
        if len(months) > 1:
            return table
        inquiry.note("month_in_title", title=title, month=months[0])
        return _dated_in(table, months[0], inquiry)
    began = _before(table, dated, months)
    if began is None or inquiry.answer("date_column") is not None:
        return table
    header, given = began
    if len(months) == 1 and _begins(header):
        inquiry.note("month_of_title", title=title, month=months[0], column=header)
        return _dated_in(table, months[0], inquiry)
    options = {**{month: {"first": month, "last": month} for month in months}, _COLUMN: given}
    answer = inquiry.ask("title_month", header, options, title=title)
    return table if answer in (None, _COLUMN) else _dated_in(table, str(answer), inquiry)


def called_by_month(sheet: str) -> tuple[int, str]:
    """The month (1 to 12) by which a sheet is called, 0 where it is by none or by several, and the
    year that it names ("" for none).

    >>> [called_by_month(name) for name in ("Januar", "Paie 02-2026", "2026-03", "Out of pocket")]
    [(1, ''), (2, '2026'), (3, '2026'), (0, '')]
    """
    if said := month_of([sheet]):
        return int(said[-2:]), said[:4]
    if numbered := _NUMBERED.search(sheet):
        return int(numbered[2]), numbered[1]
    words = fold(sheet).split()
    found = {number for word in words if len(words) == 1 or len(word) >= _LONG
             for number in MONTHS.get(word, ())}  # fmt: skip
    return (found.pop(), "") if len(found) == 1 else (0, "")


def _dated_by_sheet(
    table: Table, sheet: str, titles: Sequence[str], inquiry: Inquiry
) -> Table | None:
    """The table with the month that its sheet is called by, where none of its columns dates a cost:
    on which day somebody was hired, or left, does not."""
    month, year = called_by_month(sheet)
    people = words_of("hired") | words_of("left_on")
    if not month or any(fold(table.names[c]) not in people for c in _dated_columns(table)):
        return table
    titled = month_of(titles) or ""
    if not year and titled.endswith(f"-{month:02d}"):
        year = titled[:4]
    if not year:
        told = year_of(" ".join([sheet, *titles, inquiry.name]), inquiry, alone=True)
        if told is None:
            return None
        year = str(told)
    single = _without_sum(table, inquiry)
    if single is None:
        return None
    inquiry.note("month_of_sheet")
    dated = _dated_in(single, f"{year}-{month:02d}", inquiry)
    inquiry.suppose({"date_column": dated.names[-1]})
    return dated


def _without_sum(table: Table, inquiry: Inquiry) -> Table | None:
    """The table without its sums, told by the figures of its last row; None where it is asked."""
    own = [c for c, name in enumerate(table.names) if name not in inquiry.made]
    last = int(np.argmax(table.lines)) if len(table) else 0
    money = [c for c, column in enumerate(table.columns)
             if mostly_figures(column) and filled(column)[last]]  # fmt: skip
    words = [c for c in own if c not in money]
    return without_sums(table, money, words, inquiry, alike=True) if money else table


def period_of(titles: Sequence[str]) -> tuple[list[str], str] | None:
    """The months that the two days of a title span, and the title; or those of two titles.

    >>> period_of(["Campaigns", "2025-01-01 to 2025-02-15"])
    (['2025-01', '2025-02'], '2025-01-01 to 2025-02-15')
    >>> period_of(["Start date: 2 Feb 2026", "End date: 28 Feb 2026"])[0]
    ['2026-02']
    """
    for days, title in _pairs(titles):
        if found := _months(days):
            return found, title
    return None


def days_covered(titles: Sequence[str]) -> tuple[int, int] | None:
    """The two days of a title, from 1970 on, where they can be read in one way alone.

    >>> days_covered(["Campaigns", "1970-01-02 to 1970-02-15"])
    (1, 45)
    """
    for days, _ in _pairs(titles):
        spans = {tuple(days_of(read).astype(np.int64).tolist()) for read in _read(days)}
        if len(spans) == 1:
            first, last = spans.pop()
            return first, last
    return None


def _pairs(titles: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """The two days that a title may hold, and the title; and those of two titles."""
    for text in (title.strip(_MARKS) for title in titles):
        yield [_AHEAD.sub("", day) for day in _BETWEEN.split(text)], text
    said = [match for title in titles if (match := _END.match(title.strip(_MARKS)))]
    for first, last in pairwise(said):
        if fold(first[1]) in words_of("begins") and fold(last[1]) in words_of("ends"):
            yield [first[2], last[2]], f"{first[0]}, {last[0]}"


def month_of(said: Sequence[str]) -> str | None:
    """The one month with its year that some texts name; None for none, or for several.

    >>> month_of(["Dépenses - JANVIER 2026", "Janv 26"]), month_of(["Janvier 2026", "Mars 2026"])
    ('2026-01', None)
    """
    found: set[str] = set()
    for text in said:
        words = fold(text).split()
        for word, year in pairwise(words):
            number = re.fullmatch(r"0?[1-9]|1[0-2]", word)
            numbers = (int(word),) if number else MONTHS.get(word, ())
            whole = re.fullmatch(r"20\d\d", year) or (
                word in MONTHS and re.fullmatch(r"2\d|3\d", year)
            )
            if len(numbers) == 1 and whole:
                found.add(f"20{year[-2:]}-{numbers[0]:02d}")
    return found.pop() if len(found) == 1 else None


def _months(days: Sequence[str]) -> list[str]:
    """The months between two days; none where they are not two, or may be read in two ways."""
    spans = {(int(read.month.min()), int(read.month.max())) for read in _read(days)}
    first, last = spans.pop() if len(spans) == 1 else (0, -1)
    return [year_month(month) for month in range(first, last + 1)] if last - first < _MOST else []


def _read(days: Sequence[str]) -> list[Days]:
    """Two days in each way they may be read; none where they are not two."""
    cells = take_apart_dates(pa.array(days), serials=False) if len(days) == 2 else None
    if cells is None or cells.share < 1:
        return []
    told = date_format(cells)
    return [parse_dates(cells, shape) for shape in (told.format, *told.candidates) if shape]


def _dated_columns(table: Table) -> list[int]:
    """The columns of days: those headed so, else those whose cells are."""
    named = cost_roles(table.names).get("date", [])
    return named or [i for i, column in enumerate(table.columns) if _dated(column)]


def _before(
    table: Table, dated: Sequence[int], months: Sequence[str]
) -> tuple[str, Mapping[str, object]] | None:
    """The heading of the days that would count and what they give, where they lie outside `months`:
    all of them, or most of those on which something began."""
    column = dated[0]
    header = table.names[column]
    cells = take_apart_dates(table.columns[column], serials=False)
    shape = date_format(cells) if cells is not None else None
    if cells is None or shape is None or not (shape.format or shape.candidates):
        return None
    shares = []
    for one in (shape.format, *shape.candidates):
        if one:
            days = parse_dates(cells, one)
            good = [year_month(int(month)) for month in days.month[days.status == 0]]
            shares.append(sum(month not in months for month in good) / max(len(good), 1))
    outside = min(shares)
    if outside < 1 and not (_begins(header) and outside > _SOME):
        return None
    return header, months_given(cells, shape.format or shape.candidates[0])


def _begins(header: str) -> bool:
    """Whether a heading is of the day on which something began, and not of one of spending."""
    folded = fold(header)
    said = BEGINNING.search(folded) or _CREATED.search(folded)
    return bool(said) or folded in words_of("begins")


def _dated_in(table: Table, month: str, inquiry: Inquiry) -> Table:
    """The table with a month as every line's, but for lines that are totals by a cell of the file's
    own, and not by the heading that each amount stood under."""
    own = [c for c, name in enumerate(table.names[:3]) if name not in inquiry.made]
    totals = _totals(table, own)
    cells = pa.array(np.where(totals, "", month).tolist(), pa.string())
    return replace(table, names=(*table.names, "date"), columns=(*table.columns, cells))


def _totals(table: Table, words: Sequence[int]) -> NDArray[np.bool_]:
    """Lines that begin like a total: the word alone or before a colon ("Total: account"), or with
    fewer cells filled than others have ("Total Energies" is a supplier)."""
    there = np.sum([filled(column) for column in table.columns], axis=0)
    found = np.zeros(len(table), bool)
    for column in (table.columns[c] for c in words):
        begins = matching(fold_column(column), _TOTAL)
        if begins.any():
            short = there < np.median(there[~begins]) if (~begins).any() else begins
            found |= begins & (matching(plain(column), _BARE_TOTAL) | short)
    return found


def _dated(column: pa.Array) -> bool:
    cells = take_apart_dates(column.slice(0, 2000))
    return cells is not None and cells.share >= _SOME
