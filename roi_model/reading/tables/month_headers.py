"""Column headings that are months: a wide table, one column a month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.date_shapes import MONTHS, readings
from roi_model.reading.values.periods import MONTHS_OF, bare_quarter, periods

_ENDS = 2
_SHORT = re.compile(r"(0?[1-9]|1[0-2])\s?[/-]\s?(\d\d)")
_FOLLOWING = 3
_TO = words_of("ends") | {"al", "a", "ao", "tot", "t m", "hasta", "through", "until"}


def month_columns(names: Sequence[str]) -> list[int]:
    """The columns headed by a month, with or without its year.

    >>> month_columns(["Poste", "janv. 2024", "févr. 2024", "Total"])
    [1, 2]
    >>> month_columns(["Du", "01/01/2024", "au", "31/03/2024"])
    []
    """
    found = [i for i, name in enumerate(names) if is_month(name)] or [*short_months(names)]
    return [] if len(found) == _ENDS and _spans(names, *found) else found


def _spans(names: Sequence[str], first: int, last: int) -> bool:
    """Whether a word between two days says that a title covers what lies between them."""
    between = [fold(name) for name in names[first + 1 : last] if name.strip()]
    return bool(between) and set(between) <= _TO


def is_month(name: str) -> bool:
    """Whether a heading is a month: "janv. 2024", "2024-01", "01/01/2024", "March".

    A whole date stands for a month by its first or last day: any other is a cell of data.
    """
    text = name.strip()
    if not text or len(text) > 24 or re.fullmatch(r"(?!(?:19|20)\d{4}$)\d+", text):
        return False
    if not any(map(str.isdigit, text)):
        return fold(text) in MONTHS
    return any(
        day in (1, calendar.monthrange(year, month)[1])
        for year, month, day in readings(text, serials=False).values()
    )


def short_months(names: Sequence[str]) -> dict[int, str]:
    """Headings such as 11/24 by their place, with the whole year, where each is the month after the
    one before: days of several months would not head columns. None of fewer than three.

    >>> short_months(["Poste", "11/24", "12/24", "01/25"]), short_months(["A", "11/24", "12/25"])
    ({1: '11/2024', 2: '12/2024', 3: '01/2025'}, {})
    """
    found = {i: match for i, name in enumerate(names) if (match := _SHORT.fullmatch(name.strip()))}
    months = [2000 * 12 + int(match[2]) * 12 + int(match[1]) - 1 for match in found.values()]
    if len(months) < _FOLLOWING or months != [*range(months[0], months[0] + len(months))]:
        return {}
    return {
        i: f"{month % 12 + 1:02d}/{month // 12}" for i, month in zip(found, months, strict=True)
    }


def lacks_year(name: str) -> bool:
    """Whether a heading is the bare name of a month or a quarter."""
    return fold(name) in MONTHS or bare_quarter(name)


def span_of(name: str) -> str:
    """Which span of several months a heading is: a quarter, half of a year or a year; else none.

    >>> span_of("T1 2025"), span_of("Q1"), span_of("2025"), span_of("janv. 2025")
    ('quarter', 'quarter', 'year', '')
    """
    if bare_quarter(name):
        return "quarter"
    return next((kind for kind in periods(name.strip(), years=True) if kind in MONTHS_OF), "")


def years_above(cells: Sequence[str], width: int) -> list[str]:
    """The year over each column, from a row of merged years: each holds until the next.

    >>> years_above(["", "2023", "", "2024"], 5)
    ['', '2023', '2023', '2024', '2024']
    """
    found, current = [], ""
    for i in range(width):
        text = cells[i].strip() if i < len(cells) else ""
        if re.fullmatch(r"(?:19|20)\d\d", text):
            current = text
        elif text:
            current = ""
        found.append(current)
    return found
