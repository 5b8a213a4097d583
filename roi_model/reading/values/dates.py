"""A column of dates as text → months: the format decided from all of its values, asked on a tie."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import coded, each, rows_of
from roi_model.reading.text.wording import fold

FIRST_YEAR, LAST_YEAR = 1970, 2099
# More distinct days than a century holds: not a column of dates.
_MAX_DISTINCT = 60_000
_MINORITY = 0.01
# Years a column may span in one reading of its digits where another needs a third of them.
_SCATTERED = 10

_TIME = (
    r"(?:[T ]|,\s|\sà\s|\sat\s)+\d{1,2}[:h]\d{2}(?:[:m]\d{2}(?:[.,]\d+)?s?)?"
    r"\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[-+]\d{2}:?\d{2})?\s?(?:UTC|GMT|CES?T)?$"
)
_WEEKDAY = (
    r"(?i)^(?:lun(?:di)?|mar(?:di)?|mer(?:credi)?|jeu(?:di)?|ven(?:dredi)?|sam(?:edi)?"
    r"|dim(?:anche)?|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\.?,?\s+(?=\d{1,2}\D|[a-z])"
)

MONTHS: dict[str, tuple[int, ...]] = {}
for _number, _names in enumerate(
    (
        "jan janv janvier january ene enero",
        "fev fevr fevrier feb febr february febrero",
        "mar mars march marzo",
        "avr avril apr april abr abril",
        "mai may mayo",
        "juin jun june junio",
        "juil juill juillet jul july julio",
        "aou aout aug august ago agosto",
        "sep sept septembre september septiembre",
        "oct octobre october octubre",
        "nov novembre november noviembre",
        "dec decembre december dic diciembre",
    ),
    start=1,
):
    for _name in _names.split():
        MONTHS[_name] = (_number,)
# Abbreviations that stand for two months: asked where they occur.
MONTHS["jui"] = (6, 7)
MONTHS["ma"] = (3, 5)

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
        if len(parts[y]) == 2 and y == 0 and len(first) + len(second) + len(third) < 6:
            continue
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
    """Month names in French, English or Spanish, with a year and maybe a day."""
    words = re.sub(r"([a-z]{3})(\d)", r"\1 \2", fold(text)).split()  # "janv24" too
    names = [w for w in words if w.isalpha() and w in MONTHS]
    numbers = [w for w in words if w.isdigit()]
    others = [w for w in words if w not in names and w not in numbers and w != "de"]
    ordinals = [m for w in others if (m := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|er)", w))]
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


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Day]]], ...] = (
    (re.compile(r"(\d{1,4})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?"), _separated),
    (re.compile(r"\d{8}"), _eight_digits),
    (re.compile(r"(\d{4})[-/. M](\d{1,2})"), _month_only),
    (re.compile(r"(\d{1,2})[-/. ](\d{4})"), _month_only),
    (re.compile(r"\d{6}"), _six_digits),
)


def readings(text: str, *, serials: bool = True) -> dict[str, Day]:
    """Every date a cell can be, by format.

    >>> readings("03/04/2024")
    {'%d/%m/%Y': (2024, 4, 3), '%m/%d/%Y': (2024, 3, 4)}
    """
    for shape, parse in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return parse(match)
    if serials and re.fullmatch(r"\d{5}(?:[.,]\d+)?", text) and 25569 <= int(text[:5]) <= 73050:
        day = np.datetime64("1899-12-30") + np.timedelta64(int(text[:5]), "D")
        year, month, number = str(day).split("-")
        return {"excel_serial": (int(year), int(month), int(number))}
    return _named(text) if re.search(r"[^\W\d]", text) else {}


@dataclass(frozen=True)
class DateCells:
    """The distinct values of a date column with every reading of each."""

    index: NDArray[np.int32]
    readings: tuple[dict[str, Day], ...]
    empty: NDArray[np.bool_]
    raw: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the distinct non-empty values that are a date in some format."""
        filled = int(np.sum(~self.empty))
        return sum(bool(r) for r in self.readings) / filled if filled else 0.0


def take_apart_dates(column: pa.Array, *, serials: bool = True) -> DateCells | None:
    """The distinct values of a column and their readings; None where it cannot be dates."""
    values, index = coded(each(column, _without_time))
    if len(values) > _MAX_DISTINCT:
        return None
    raw = tuple(values.to_pylist())
    # "Mar 4" is a day of March before it is a Tuesday.
    found = tuple(
        readings(value, serials=serials) or readings(re.sub(_WEEKDAY, "", value), serials=serials)
        for value in raw
    )
    return DateCells(index, found, np.array([not value for value in raw], bool), raw)


def _without_time(values: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(pc.utf8_trim_whitespace(values), _TIME, "")


@dataclass(frozen=True)
class DateFormat:
    """The format all values agree on, or the formats between which the file does not tell."""

    format: str | None
    candidates: tuple[str, ...] = ()
    example: str = ""


def date_format(cells: DateCells, allowed: Iterable[str] | None = None) -> DateFormat:
    """The one format that reads most distinct values; several candidates where none stands out.

    Two formats that give every value the same month are one to us: months are what is compared.
    """
    wanted = None if allowed is None else set(allowed)
    counts: dict[str, int] = {}
    alone: dict[str, int] = {}
    for found in cells.readings:
        options = {key.split("?")[0] for key in found}
        options = {key for key in options if wanted is None or key in wanted}
        for key in options:
            counts[key] = counts.get(key, 0) + 1
        if len(options) == 1:
            (only,) = options
            alone[only] = alone.get(only, 0) + 1
    if not counts:
        return DateFormat(None)
    most = max(counts.values())
    close = [k for k, n in counts.items() if n == most or alone.get(k, 0) > _MINORITY * most]
    rivals = [k for k in close if _rival(k, close, counts, most)]
    rivals = _of_one_time(cells, rivals)
    if len(rivals) == 1:
        counts = {key: n for key, n in counts.items() if key == rivals[0] or n < most}
    if len(rivals) > 1 and not _same_months(cells, rivals):
        return DateFormat(None, tuple(sorted(rivals)), _example(cells, rivals))
    best = max(counts, key=lambda key: (counts[key], alone.get(key, 0)))
    halves = (f"{best}?first", f"{best}?second")
    if any(halves[0] in found for found in cells.readings):
        return DateFormat(None, halves, _example(cells, list(halves)))
    return DateFormat(best)


def _example(cells: DateCells, formats: list[str]) -> str:
    """A value the formats read differently; else one that only some of them read."""
    pairs = list(zip(cells.raw, cells.readings, strict=True))
    for raw, found in pairs:
        if len({found[k][:2] for k in formats if k in found}) > 1:
            return raw
    return next(raw for raw, found in pairs if any(k in found for k in formats))


def _rival(key: str, close: list[str], counts: dict[str, int], most: int) -> bool:
    """Whether a format competes: a tie, or the same digits in another order seen for certain."""
    if counts[key] == most:
        return True
    return any(sorted(key) == sorted(other) and other != key for other in close)


def _of_one_time(cells: DateCells, formats: list[str]) -> list[str]:
    """The formats that put all values within a few years, where others scatter them over decades.

    31/01/24 may be of 2031 as far as its digits go; a whole column of such is of 2024.
    """
    spans = {}
    for key in formats:
        years = [found[key][0] for found in cells.readings if key in found]
        spans[key] = max(years) - min(years)
    narrow = min(spans.values(), default=0)
    return [key for key in formats if spans[key] <= max(_SCATTERED, 3 * (narrow + 1))]


def _same_months(cells: DateCells, formats: list[str]) -> bool:
    return all(
        len({found[k][:2] for k in formats if k in found}) <= 1 and all(k in found for k in formats)
        for found in cells.readings
        if any(k in found for k in formats)
    )


EMPTY_DATE, BAD_DATE = 1, 2
DATE_REASONS = ("", "no_date", "bad_date")


@dataclass(frozen=True)
class Days:
    """Month (months since year 0) and day number per row; status 0 read, 1 empty, 2 unreadable."""

    month: NDArray[np.int64]
    day: NDArray[np.int64]
    status: NDArray[np.int8]

    def only(self, keep: NDArray[np.bool_]) -> Days:
        """The days of the rows kept."""
        rows = rows_of(keep)
        return Days(self.month[rows], self.day[rows], self.status[rows])


def parse_dates(cells: DateCells, chosen: str | None) -> Days:
    """Every row's month and day in the chosen format; other formats are unreadable, not guessed."""
    size = len(cells.raw)
    month, day = np.zeros(size, np.int64), np.zeros(size, np.int64)
    status = np.where(cells.empty, EMPTY_DATE, BAD_DATE).astype(np.int8)
    base = chosen.split("?")[0] if chosen else None
    for i, found in enumerate(cells.readings):
        got = found.get(chosen or "") or found.get(base or "")
        if got:
            month[i], day[i], status[i] = got[0] * 12 + got[1] - 1, got[2], 0
    return Days(month[cells.index], day[cells.index], status[cells.index])


def days_of(parsed: Days) -> NDArray[np.datetime64]:
    """Every row's day, NaT where it has none that could be read."""
    months = (parsed.month - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    days = months + (parsed.day - 1).astype("timedelta64[D]")
    return np.where(parsed.status == 0, days, np.datetime64("NaT", "D"))


def year_month(months: int) -> str:
    """Months since year 0 as YYYY-MM.

    >>> year_month(2024 * 12 + 1)
    '2024-02'
    """
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def months_given(cells: DateCells, chosen: str) -> dict[str, object]:
    """What a date format would give: rows read, first and last month."""
    days = parse_dates(cells, chosen)
    good = days.month[days.status == 0]
    if not good.size:
        return {"rows": 0, "first": None, "last": None}
    return {"rows": int(good.size), "first": year_month(int(good.min())),
            "last": year_month(int(good.max()))}  # fmt: skip
