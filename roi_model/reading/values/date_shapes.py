"""One cell as text → every date it can be: shapes of dates, months by name, spans of time."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from functools import partial

import numpy as np

from roi_model.reading.text.wording import fold
from roi_model.reading.values.epochs import epoch_seconds
from roi_model.reading.values.periods import periods
from roi_model.reading.values.ranges import ranges

FIRST_YEAR, LAST_YEAR = 1970, 2099
_CLOCK = r"\d{1,2}[:h]\d{2}(?:[:m]\d{2}(?:[.,]\d+)?s?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
_ZONE = (
    r"(?:Z|(?:UTC|GMT)?\s?[-+]\d{1,2}(?::?\d{2})?)?\s?(?:UTC|GMT|Uhr|CES?T|[ECMPW]E?[SD]T)?"
    r"(?:\s?\([^()]*\)|\s?\[[^\[\]]*\])?"
)
_BEFORE_IT = r"(?:[T ]|,\s|\s(?:à|at|um|om|às|alle|a\slas|-|@)\s)+"
TIMES = (
    (rf"{_BEFORE_IT}{_CLOCK}\s*{_ZONE}$", ""),
    (rf"^(\d{{8}}|\d{{4}}-\d\d-\d\d)T\d{{4}}(?:\d{{2}}(?:[.,]\d+)?)?{_ZONE}$", r"\1"),
    (r"^(\D{3,15}\d{1,2}),? \d{1,2}:\d{2}(?::\d{2})?(?: [A-Z]{2,5})? ((?:19|20)\d\d)$",
     r"\1 \2"),
)  # fmt: skip
"""A time of day after a date, its zone in any spelling, or before the year (Fri Jan 31 10:00:00
2025): patterns for Arrow, each with what is left of it."""
A_TIME = r"\d[:hT]\d\d"
"""What each of them has in it, and most columns do not: Arrow prepares a pattern at each call."""
_WEEKDAYS = """
    lun lundi mar mardi mer mercredi jeu jeudi ven vendredi sam samedi dim dimanche
    mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday
    sun sunday mo montag di dienstag mi mittwoch do donnerstag fr freitag sa samstag so sonntag
    lunes martes mie miercoles jue jueves vie viernes sab sabado dom domingo
    lunedi martedi mercoledi gio giovedi venerdi sabato domenica
    seg segunda ter terca qua quarta qui quinta sex sexta
    ma maandag dinsdag wo woensdag donderdag vr vrijdag za zaterdag zo zondag
"""
_ANY_WEEKDAY = "|".join(sorted(_WEEKDAYS.split(), key=len, reverse=True))
_WEEKDAY = re.compile(rf"(?:{_ANY_WEEKDAY})(?: feira)? (?=\d{{1,2}}\D|[a-z])")

MONTHS: dict[str, tuple[int, ...]] = {}
for _number, _names in enumerate(
    (
        "jan janv janvier january ene enero januar janner gen gennaio janeiro januari",
        "fev fevr fevrier feb febr february febrero februar febbraio fevereiro februari",
        "mar mars march marzo marz maerz mrz marco maart mrt",
        "avr avril apr april abr abril aprile",
        "mai may mayo mag maggio maio mei maj",
        "juin jun june junio juni giu giugno junho",
        "juil juill juillet jul july julio juli lug luglio julho",
        "aou aout aug august ago agosto augustus augusti",
        "sep sept septembre september septiembre set settembre setembro",
        "oct octobre october octubre okt oktober ott ottobre out outubro",
        "nov novembre november noviembre novembro",
        "dec decembre december dic diciembre dez dezember dicembre dezembro",
    ),
    start=1,
):
    for _name in _names.split():
        MONTHS[_name] = (_number,)
# Abbreviations that stand for two months: asked where they occur.
MONTHS["jui"] = (6, 7)
MONTHS["ma"] = (3, 5)

_OF = {"de", "del", "di", "of", "le", "den", "the", "am", "el", "il"}
Day = tuple[int, int, int]


def _valid(year: int, month: int, day: int) -> Day | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    return (year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def _century(text: str) -> int:
    """Two digits are 1970–2069; four stand as they are."""
    year = int(text)
    return year if len(text) == 4 else 2000 + year if year < 70 else 1900 + year


_ORDERS = {
    "%d{0}%m{0}%Y": (2, 1, 0),
    "%m{0}%d{0}%Y": (2, 0, 1),
    "%Y{0}%m{0}%d": (0, 1, 2),
}


def _separated(match: re.Match[str]) -> dict[str, Day]:
    first, sep, second, third = match.group(1, 2, 3, 4)
    parts = (first, second, third)
    found: dict[str, Day] = {}
    for pattern, (y, m, d) in _ORDERS.items():
        if len(parts[y]) not in (2, 4) or len(parts[m]) > 2 or len(parts[d]) > 2:
            continue
        if len(parts[y]) == 2 and y == 0 and (sep == "." or sum(map(len, parts)) < 6):
            continue  # between dots the day or the month comes first
        day = _valid(_century(parts[y]), int(parts[m]), int(parts[d]))
        if day:
            shape = pattern if len(parts[y]) == 4 else pattern.replace("%Y", "%y")
            found[shape.format(sep)] = day
    return found


def _eight_digits(match: re.Match[str]) -> dict[str, Day]:
    s = match.group(0)
    options = {
        "%Y%m%d": (s[:4], s[4:6], s[6:]),
        "%d%m%Y": (s[4:], s[2:4], s[:2]),
        "%m%d%Y": (s[4:], s[:2], s[2:4]),
    }
    days = {key: _valid(int(y), int(m), int(d)) for key, (y, m, d) in options.items()}
    return {key: day for key, day in days.items() if day}


def _month_only(match: re.Match[str]) -> dict[str, Day]:
    first, second = match.group(1, 2)
    year, month = (first, second) if len(first) == 4 else (second, first)
    day = _valid(int(year), int(month), 1)
    return {"%Y-%m" if year == first else "%m/%Y": day} if day else {}


def _six_digits(match: re.Match[str]) -> dict[str, Day]:
    s = match.group(0)
    options = {
        "%Y%m": (s[:4], s[4:], "1"),
        "%d%m%y": (s[4:], s[2:4], s[:2]),
        "%m%d%y": (s[4:], s[:2], s[2:4]),
        "%y%m%d": (s[:2], s[2:4], s[4:]),
    }
    days = {key: _valid(_century(y), int(m), int(d)) for key, (y, m, d) in options.items()}
    return {key: day for key, day in days.items() if day}


def _named(text: str) -> dict[str, Day]:
    """Month names in seven languages, with a year and maybe a day."""
    spaced = re.sub(r"(?<=[a-z]{3})(?=\d)|(?<=\d)(?=[a-z]{3})", " ", fold(text))
    words = spaced.split()  # "janv24" and "30NOV2025" too
    names = [w for w in words if w.isalpha() and w in MONTHS]
    numbers = [w for w in words if w.isdigit()]
    others = [w for w in words if w not in names and w not in numbers and w not in _OF]
    ordinals = [m for w in others if (m := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er|o|a|e)", w))]
    numbers += [m.group(1) for m in ordinals]
    others = [w for w in others if w not in {m.group(0) for m in ordinals}]
    if len(names) != 1 or others or not 1 <= len(numbers) <= 2:
        return {}
    found: dict[str, Day] = {}
    months = MONTHS[names[0]]
    for rank, month in enumerate(months):
        mark = "" if len(months) == 1 else ("?first" if rank == 0 else "?second")
        if len(numbers) == 1:
            # "23-Jan" says no year: only a year after the name, or of four digits, is one.
            if len(numbers[0]) == 4 or (len(numbers[0]) == 2 and words[-1] == numbers[0]):
                day = _valid(_century(numbers[0]), month, 1)
                if day:
                    found["%b %Y" + mark] = day
            continue
        long = [n for n in numbers if len(n) == 4]
        if len(long) == 1:
            other = numbers[0] if numbers[1] == long[0] else numbers[1]
            pairs = [("%d %b %Y", long[0], other)]
        else:
            pairs = [("%d %b %y", numbers[1], numbers[0]), ("%y %b %d", numbers[0], numbers[1])]
            pairs = [p for p in pairs if len(p[1]) == 2]
        for shape, year, number in pairs:
            day = _valid(_century(year), month, int(number)) if len(number) <= 2 else None
            if day:
                found[shape + mark] = day
    return found


def _stamp(match: re.Match[str]) -> dict[str, Day]:
    """20250131101500: a day and a time of it without a sign between."""
    day, hour, minute, second = (match.group(i) for i in range(1, 5))
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 60:
        return {}
    found = _valid(int(day[:4]), int(day[4:6]), int(day[6:]))
    return {"%Y%m%d%H%M": found} if found else {}


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Day]]], ...] = (
    (re.compile(r"(\d{1,4})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?"), _separated),
    (re.compile(r"\d{8}"), _eight_digits),
    (re.compile(r"(\d{4})[-/. M](\d{1,2})"), _month_only),
    (re.compile(r"(\d{1,2})[-/. ](\d{4})"), _month_only),
    (re.compile(r"\d{6}"), _six_digits),
    (re.compile(r"((?:19|20)\d{6})(\d\d)(\d\d)(\d\d)?(?:\[.*\]|Z)?"), _stamp),
)


def readings(text: str, *, serials: bool = True, coarse: str = "") -> dict[str, Day]:
    """Every date a cell can be, by format: of a span of time, its first day.

    `serials` are numbers that count days or seconds. `coarse` is what a table may date its rows by
    beside days and months: "periods" weeks, quarters and halves of a year; "headed" also years and
    months such as 01/24, and two days of which a cell has the first and the last, where a heading
    says that it is of months, weeks or years.

    >>> readings("03/04/2024")
    {'%d/%m/%Y': (2024, 4, 3), '%m/%d/%Y': (2024, 3, 4)}
    >>> readings("2025-W05", coarse="periods"), readings("01/24", coarse="headed")
    ({'week': (2025, 1, 30)}, {'%m/%y': (2024, 1, 1)})
    """
    found = _days(text, serials)
    if found or not coarse:
        return found
    headed = coarse == "headed"
    return periods(text, years=headed) or (
        ranges(text, partial(_days, serials=False)) if headed else {}
    )


def _days(text: str, serials: bool) -> dict[str, Day]:
    for shape, parse in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return parse(match)
    if serials and re.fullmatch(r"\d{5}(?:[.,]\d+)?", text) and 25569 <= int(text[:5]) <= 73050:
        return {"excel_serial": _calendar(np.datetime64("1899-12-30") + int(text[:5]))}
    if serials and (seconds := epoch_seconds(text)):
        return {"epoch": _calendar(np.datetime64(seconds, "s").astype("datetime64[D]"))}
    if not re.search(r"[^\W\d]", text):
        return {}
    # "Mar 4" is a day of March before it is a Tuesday.
    return _named(text) or _on_a_weekday(text)


def _on_a_weekday(text: str) -> dict[str, Day]:
    """A day with the name of the day of the week before it."""
    folded = fold(text)
    rest = _WEEKDAY.sub("", folded, count=1) if _WEEKDAY.match(folded) else folded
    if rest == folded:
        return {}
    for shape, parse in _SHAPES:
        match = shape.fullmatch(text[-len(rest) :].strip())
        if match:
            return parse(match)
    return _named(rest)


def _calendar(day: np.datetime64) -> Day:
    year, month, number = str(day.astype("datetime64[D]")).split("-")
    return int(year), int(month), int(number)
