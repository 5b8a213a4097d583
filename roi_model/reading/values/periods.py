"""Cells and headings that name a span of time: weeks, quarters, halves of a year, years."""

from __future__ import annotations

import re
from datetime import date

from roi_model.reading.text.wording import fold

MONTHS_OF = {"quarter": 3, "half": 6, "year": 12}
"""How many months a span has, by the name of its format; any other format is of one month."""
_FIRST_YEAR, _LAST_YEAR = 1970, 2099
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT = r"(?P<year>(?:19|20)\d\d|\d\d)"
_WEEK = r"(?:w|kw|s|sem|semaine|week|wk|woche|semana|settimana)"
_QUARTER = r"(?:q|t|qtr|trim|trimestre|trimester|quarter|quartal|kwartaal)"
_HALF = r"(?:h|s|hj|sem|semestre|semester|half|halbjahr|halfjaar)"
_RANK = r"(?:st|nd|rd|th|er|e|eme|o|a)?"


def _either(word: str, number: str, year: str) -> re.Pattern[str]:
    """A word, its number and a year in any order people write: Q1 2025, 2025 Q1, 1er trim. 2025."""
    named = rf"{word} ?(?P<n>{number})"
    ranked = rf"(?P<m>{number}) ?{_RANK} ?{word}"
    before, after = year.replace("year", "before"), year.replace("year", "after")
    last = year.replace("year", "last")
    return re.compile(
        rf"{named} {year}|{ranked} {before}|{after} ?{word} ?(?P<k>{number})"
        rf"|(?P<j>{number}){word} ?{last}"
    )


_WEEKS = _either(_WEEK, r"\d\d?", _YEAR)
_QUARTERS = _either(_QUARTER, "[1-4]", _SHORT)
_HALVES = _either(_HALF, "[12]", _SHORT)
_WHOLE_YEAR = re.compile(
    r"(?:fy|fiscal year|year|annee|exercice|jahr|geschaftsjahr|ano|ejercicio|anno|esercizio"
    r"|exercicio|jaar|boekjaar) ?"
    r"((?:19|20)\d\d)"
)
_ISO_DAY = re.compile(r"((?:19|20)\d\d)-?[Ww](\d\d)-?([1-7])")
_MONTH_AND_YEAR = re.compile(r"(0?[1-9]|1[0-2]) ?[/.-] ?(\d\d)")
_BARE = re.compile(rf"{_QUARTER} ?[1-4]|[1-4] ?{_RANK} ?{_QUARTER}")
Day = tuple[int, int, int]


def periods(text: str, *, years: bool = False) -> dict[str, Day]:
    """Every span of time a cell can be, by format, as its first day; of a week, its Thursday.

    A week belongs to the month, and to the year, in which its Thursday is: the rule of ISO 8601.
    `years` are also read where a heading says so, and months with a short year.

    >>> periods("T1 2025"), periods("2025-W05"), periods("2025"), periods("2025", years=True)
    ({'quarter': (2025, 1, 1)}, {'week': (2025, 1, 30)}, {}, {'year': (2025, 1, 1)})
    """
    if len(text) > 30 or not re.search(r"\d", text):
        return {}
    if exact := _ISO_DAY.fullmatch(text):
        day = _week(int(exact[1]), int(exact[2]), int(exact[3]))
        return {"%G-W%V-%u": day} if day else {}
    if years:
        if re.fullmatch(r"(?:19|20)\d\d", text):
            return {"year": (int(text), 1, 1)}
        if short := _MONTH_AND_YEAR.fullmatch(text):
            return {"%m/%y": (_century(short[2]), int(short[1]), 1)}
    folded = fold(text)
    if whole := _WHOLE_YEAR.fullmatch(folded):
        return {"year": (int(whole[1]), 1, 1)}
    found: dict[str, Day] = {}
    for name, shape, months in (("half", _HALVES, 6), ("quarter", _QUARTERS, 3)):
        if match := shape.fullmatch(folded):
            number, year = _parts(match)
            found[name] = (year, (number - 1) * months + 1, 1)
    if match := _WEEKS.fullmatch(folded):
        number, year = _parts(match)
        day = _week(year, number, 4)
        if day and "quarter" not in found:
            found["week"] = day
    return found


def bare_quarter(name: str) -> bool:
    """Whether a heading is a quarter without its year.

    >>> bare_quarter("T1"), bare_quarter("2e trimestre"), bare_quarter("T1 2025")
    (True, True, False)
    """
    return bool(_BARE.fullmatch(fold(name)))


def _parts(match: re.Match[str]) -> tuple[int, int]:
    """The number of the span and its year, whichever way round they stand."""
    got = match.groupdict()
    number = next(got[key] for key in ("n", "m", "k", "j") if got[key])
    year = next(got[key] for key in ("year", "before", "after", "last") if got[key])
    return int(number), _century(year)


def _century(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else 2000 + year if year < 70 else 1900 + year


def _week(year: int, week: int, weekday: int) -> Day | None:
    try:
        day = date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None
    return (day.year, day.month, day.day) if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
