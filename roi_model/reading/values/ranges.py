"""Cells that name the first and the last day of a month, a week or a quarter: what a row is of."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

Day = tuple[int, int, int]
_LONGEST = 70
_BEFORE = r"(?:(?:du|de|from|vom|von|del|dal|desde|van)\s+)?"
_DASHES = "~\u2013\u2014\u2192"
_BETWEEN = rf"(?:\s+(?:[-/{_DASHES}]|to|au|à|bis|al|a|até|hasta|tot|t/m)\s+|[{_DASHES}])"
_RANGE = re.compile(rf"{_BEFORE}(?P<first>\S.*?){_BETWEEN}(?P<last>\S.*)", re.IGNORECASE)
_A_WEEK, _MIDDLE = 7, 3
_SPANS = {3: "quarter", 6: "half", 12: "year"}


def ranges(text: str, days: Callable[[str], dict[str, Day]]) -> dict[str, Day]:
    """Every span that a cell with two days can be, by the format of both `days`, as its first day.

    Of a week that goes over into another month it is the day in the middle, as of one that has a
    number. A span of 3, 6 or 12 whole months is named as such; another over several months is none.

    >>> read = lambda cell: {"%Y-%m-%d": tuple(map(int, cell.split("-")))}
    >>> ranges("2026-02-01 - 2026-02-28", read), ranges("2026-01-26 – 2026-02-01", read)
    ({'%Y-%m-%d': (2026, 2, 1)}, {'%Y-%m-%d': (2026, 1, 29)})
    >>> ranges("2026-01-01 to 2026-03-31", read), ranges("2026-01-05 - 2026-03-31", read)
    ({'quarter': (2026, 1, 1)}, {})
    """
    match = _RANGE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return {}
    first, last = days(match["first"]), days(match["last"])
    found: dict[str, Day] = {}
    for shape in (shape for shape in first if shape in last):
        named = _span(date(*first[shape]), date(*last[shape]), shape)
        found |= {} if named is None else {named[0]: named[1]}
    return found


def _span(first: date, last: date, shape: str) -> tuple[str, Day] | None:
    length = (last - first).days + 1
    if length < 1:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return shape, (first.year, first.month, first.day)
    if length <= _A_WEEK:
        middle = first + timedelta(days=_MIDDLE)
        return shape, (middle.year, middle.month, middle.day)
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day != 1 or after.day != 1 or months not in _SPANS:
        return None
    return _SPANS[months], (first.year, first.month, 1)
