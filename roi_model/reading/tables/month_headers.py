"""Column headings that are months: a wide table, one column a month."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.tables.table import Table
from roi_model.reading.text.wording import fold, words_of
from roi_model.reading.values.date_shapes import MONTHS, readings
from roi_model.reading.values.periods import MONTHS_OF, bare_quarter, periods

_ENDS = 2
_SHORT = re.compile(r"(0?[1-9]|1[0-2])\s?[/-]\s?(\d\d)")
_FOLLOWING = 3
_TO = words_of("ends") | {"al", "a", "ao", "tot", "t m", "hasta", "through", "until"}
_PART = re.compile(
    r"\b(?:partial|part(?:iel|ielle)|incomplet\w*|incomplete|en cours|a ce jour|mtd|month to date"
    r"|to date|so far|teilweise|unvollstandig|laufend|bis heute|anteilig|parcial|en curso|hasta hoy"
    r"|parziale|in corso|ad oggi|em curso|ate hoje|gedeeltelijk|lopend|tot nu toe|tot heden)\b"
)
_DASH = (
    r"\s*(?:[-\u2013\u2014~]|\b(?:to|au|bis|al|a|at\u00e9|ate|hasta|tot|t/m|through|until)\b)\s*"
)
_NTH = r"(\d\d?)\.?(?:st|nd|rd|th|er)?"
_DAYS = re.compile(rf"(?<!\d){_NTH}{_DASH}{_NTH}(?![\d\w])", re.IGNORECASE)
_TWICE = (
    (re.compile(rf"([^\W\d]{{3,}}\.?)\s+{_NTH}({_DASH})\1\s+(?=\d)", re.IGNORECASE), r"\1 \2\3"),
    (re.compile(rf"{_NTH}\s+([^\W\d]{{3,}}\.?)({_DASH}){_NTH}\s+\2", re.IGNORECASE), r"\1\3\4 \2"),
)
_NUMBERS = re.compile(
    rf"(\d\d?)([./-])(\d\d?)(?:\2(?:(\d{{4}}|\d\d)(?!\d))?)?{_DASH}(\d\d?)\2(\d\d?)(?:\2(\d{{4}}|\d\d)?)?",
    re.IGNORECASE,
)
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d){_DASH}(\d{{4}})-(\d\d)-(\d\d)", re.IGNORECASE)
_FROM = re.compile(r"^\s*(?:du|from|vom|von|del|dal|desde|de|van)\s+", re.IGNORECASE)
_LONGEST = 40


def part_month(name: str) -> str:
    """The month of a heading that is of some days of one, as a heading; "" for any other.

    >>> part_month("Jun 1-15, 2026"), part_month("01.06.\u201315.06.2026"), part_month("Jun MTD")
    ('jun 2026', '2026-06', 'jun')
    >>> part_month("Jun 2026"), part_month("Total"), part_month("May 1 - Jun 15, 2026")
    ('', '', '')
    """
    text = _FROM.sub("", name.strip())
    if not text or len(text) > _LONGEST:
        return ""
    for shape, once in _TWICE:
        text = shape.sub(once, text)
    if found := _ISO.fullmatch(text):
        year, month, first, again, same, last = map(int, found.groups())
        alike = (year, month) == (again, same) and first <= last
        return f"{year}-{month:02}" if alike else ""
    if found := _NUMBERS.fullmatch(text):
        return _in_numbers(found)
    folded = fold(text)
    rest = _PART.sub(" ", folded)
    if rest != folded:
        rest = " ".join(rest.split())
        return rest if is_month(rest) else ""
    days = _DAYS.search(text)
    if days is None or not 1 <= int(days[1]) <= int(days[2]) <= 31:
        return ""
    rest = " ".join(fold(f"{text[: days.start()]} {text[days.end() :]}").split())
    return rest if is_month(rest) else ""


def _in_numbers(found: re.Match[str]) -> str:
    """The month that two days written in numbers share, with its year where one of them has it."""
    one, _, two, year, three, four, last = found.groups()
    years = {int(y) + (2000 if len(y) == 2 else 0) for y in (year, last) if y}
    month, days = (two, (one, three)) if int(two) == int(four) else (one, (two, four))
    same = int(two) == int(four) or int(one) == int(three)
    if not same or len(years) > 1 or not 1 <= int(month) <= 12 or int(days[0]) > int(days[1]):
        return ""
    if int(days[1]) > 31:
        return ""
    return f"{years.pop()}-{int(month):02}" if years else calendar.month_abbr[int(month)]


def whole_months(table: Table, inquiry: Inquiry) -> Table:
    """The table with the headings of some days of a month as that month, where others stand across
    that are whole; it is said. A month without a year is of the one year that they have."""
    parts = {i: part for i, name in enumerate(table.names) if (part := part_month(name))}
    whole = [name for i, name in enumerate(table.names) if i not in parts and is_month(name)]
    if not parts or not whole:
        return table
    told = {year for name in whole for year, _, _ in readings(name.strip(), serials=False).values()}
    if len(told) == 1 and not any(map(lacks_year, whole)):
        year = told.pop()
        parts = {i: f"{part} {year}" if lacks_year(part) else part for i, part in parts.items()}
    names, shape = list(table.names), _shape(whole)
    for i, part in parts.items():
        names[i] = _written(part, shape)
    months = [_key(names[i]) for i in month_columns(names)]
    if any(months.count(_key(names[i])) > 1 for i in parts):
        return table  # halves of a month, or one beside the whole of it
    inquiry.note("part_months", columns=", ".join(table.names[i] for i in parts))
    return replace(table, names=tuple(names))


def _shape(whole: Sequence[str]) -> str:
    """The one format in which months are written, "" where there is none."""
    found = [
        [shape for shape, (year, month, day) in readings(name.strip(), serials=False).items()
         if day in (1, calendar.monthrange(year, month)[1])]
        for name in whole
    ]  # fmt: skip
    return next((shape for shape in found[0] if all(shape in other for other in found)), "")


def _written(part: str, shape: str) -> str:
    """A month in the format of those beside it."""
    days = {*readings(part, serials=False).values()}
    if len(days) != 1 or not shape:
        return part
    return date(*days.pop()).strftime(shape.split("?")[0])


def _key(heading: str) -> tuple[object, ...]:
    """What two headings of one month share."""
    if lacks_year(heading):
        return MONTHS.get(fold(heading), ())
    days = readings(heading.strip(), serials=False).values()
    return tuple(sorted({(year, month) for year, month, _ in days}))


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
