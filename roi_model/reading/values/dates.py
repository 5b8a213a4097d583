"""A column of dates as text → months: each cell as it says itself, what is open asked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from roi_model.reading.text.distinct import coded, each, rows_of
from roi_model.reading.values.date_shapes import A_TIME, TIMES, Day, readings
from roi_model.reading.values.periods import MONTHS_OF

# More distinct days than a century holds: not a column of dates.
_MAX_DISTINCT = 60_000
_MINORITY = 0.01
_MANY = 20
# Years a column may span in one reading of its digits where another needs a third of them.
_SCATTERED = 10
_YEARS_APART = 2
# Days a spreadsheet counted are none of another spelling: it reads the dates it takes for its own,
# day and month changed over perhaps, and leaves the others as text.
_NEVER_BESIDE = ("excel_serial",)
# Hours before Greenwich of the first places on Earth to have a new day.
_AHEAD = 14


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


def take_apart_dates(
    column: pa.Array, *, serials: bool = True, coarse: str = ""
) -> DateCells | None:
    """The distinct values of a column and their readings; None where it cannot be dates.

    `serials` and `coarse` are those of `date_shapes.readings`.
    """
    values, index = coded(each(column, _without_time))
    if len(values) > _MAX_DISTINCT:
        return None
    raw = tuple(values.to_pylist())
    found = tuple(readings(value, serials=serials, coarse=coarse) for value in raw)
    return DateCells(index, found, np.array([not value for value in raw], bool), raw)


def _without_time(values: pa.Array) -> pa.Array:
    days = pc.utf8_trim_whitespace(values)
    if not pc.any(pc.match_substring_regex(days, A_TIME)).as_py():
        return days
    for pattern, left in TIMES:
        days = pc.replace_substring_regex(days, pattern, left)
    return days


@dataclass(frozen=True)
class DateFormat:
    """The format all values agree on, or the formats between which the file does not tell."""

    format: str | None
    candidates: tuple[str, ...] = ()
    example: str = ""


_Pairs = list[tuple[str, dict[str, Day]]]


@dataclass(frozen=True)
class _Spelling:
    """Cells whose readings hang together: where one can be of two formats, both are here.

    `others` are formats that some cells are in for certain, that of most of them among them.
    """

    formats: frozenset[str]
    cells: _Pairs
    told: DateFormat
    others: tuple[str, ...] = ()


def date_format(cells: DateCells, allowed: Iterable[str] | None = None) -> DateFormat:
    """The format of most distinct values; several candidates where some cells leave it open.

    Cells of another spelling, each certain by itself, are read in theirs (`parse_dates`) and asked
    about only where they are open. Two formats that give every value the same month are one to us:
    months are what is compared.
    """
    found = _spellings(cells, allowed)
    if not found:
        return DateFormat(None)
    return next((one.told for one in found if one.told.candidates), found[0].told)


def _spellings(cells: DateCells, allowed: Iterable[str] | None) -> list[_Spelling]:
    """The spellings of a column, that of most cells first; none that may be slips of another."""
    wanted = None if allowed is None else set(allowed)
    groups: dict[frozenset[str], _Pairs] = {}
    for raw, found in zip(cells.raw, cells.readings, strict=True):
        kept = {k: day for k, day in found.items() if wanted is None or _base(k) in wanted}
        if kept:
            groups.setdefault(frozenset(map(_base, kept)), []).append((raw, kept))
    parts = sorted(_connected(groups).items(), key=lambda part: -len(part[1]))
    spellings = [_spelling(formats, pairs) for formats, pairs in parts]
    if len(spellings) < 2:
        return spellings
    most = spellings[0]
    return [most, *(one for one in spellings[1:] if _beside(one, most))]


def _connected(groups: dict[frozenset[str], _Pairs]) -> dict[frozenset[str], _Pairs]:
    """Cells by their formats, those together that share one."""
    joined: dict[frozenset[str], _Pairs] = {}
    for formats, pairs in groups.items():
        touching = [other for other in joined if other & formats]
        whole, cells = formats, pairs
        for other in touching:
            whole, cells = whole | other, joined.pop(other) + cells
        joined[whole] = cells
    return joined


def _beside(one: _Spelling, most: _Spelling) -> bool:
    """Whether cells of another spelling than most are dates of the same years, and no slips."""
    if _few(len(one.cells), len(most.cells)):
        slip = any(sorted(a) == sorted(b) for a in one.formats for b in most.formats)
        if slip or one.told.candidates:
            return False
    if any(name in _NEVER_BESIDE for name in one.formats | most.formats):
        return False
    years = [year for _, found in most.cells for year, _, _ in found.values()]
    own = [year for _, found in one.cells for year, _, _ in found.values()]
    return min(own) >= min(years) - _YEARS_APART and max(own) <= max(years) + _YEARS_APART


def _few(count: int, most: int) -> bool:
    return most >= _MANY and count <= _MINORITY * most


def _base(key: str) -> str:
    """A format without which of two months its abbreviation is."""
    return key.split("?")[0]


def _spelling(formats: frozenset[str], cells: _Pairs) -> _Spelling:
    """The one format that reads most cells; candidates where none stands out."""
    counts: dict[str, int] = {}
    alone: dict[str, int] = {}
    for _, found in cells:
        options = {_base(key) for key in found}
        for key in options:
            counts[key] = counts.get(key, 0) + 1
        if len(options) == 1:
            (only,) = options
            alone[only] = alone.get(only, 0) + 1
    most = max(counts.values())
    close = [k for k, n in counts.items() if n == most or alone.get(k, 0) > _MINORITY * most]
    rivals = [k for k in close if _rival(k, close, counts, most)]
    rivals = _of_one_time(cells, rivals)
    if len(rivals) == 1:
        counts = {key: n for key, n in counts.items() if key == rivals[0] or n < most}
    best = max(counts, key=lambda key: (counts[key], alone.get(key, 0)))
    others = tuple(k for k, n in alone.items() if not _few(n, counts[best]))
    if len(rivals) > 1 and not _same_months(cells, rivals):
        asked = tuple(sorted(rivals))
        return _Spelling(formats, cells, DateFormat(None, asked, _example(cells, rivals)), others)
    halves = (f"{best}?first", f"{best}?second")
    if any(halves[0] in found for _, found in cells):
        asked = halves
        return _Spelling(formats, cells, DateFormat(None, asked, _example(cells, list(halves))))
    return _Spelling(formats, cells, DateFormat(best), others)


def _example(pairs: _Pairs, formats: list[str]) -> str:
    """A value the formats read differently; else one that only some of them read."""
    for raw, found in pairs:
        if len({found[k][:2] for k in formats if k in found}) > 1:
            return raw
    return next(raw for raw, found in pairs if any(k in found for k in formats))


def _rival(key: str, close: list[str], counts: dict[str, int], most: int) -> bool:
    """Whether a format competes: a tie, or the same digits in another order seen for certain."""
    if counts[key] == most:
        return True
    return any(sorted(key) == sorted(other) and other != key for other in close)


def _of_one_time(pairs: _Pairs, formats: list[str]) -> list[str]:
    """The formats that put all values within a few years, where others scatter them over decades.

    31/01/24 may be of 2031 as far as its digits go; a whole column of such is of 2024.
    """
    spans = {}
    for key in formats:
        years = [day[0] for _, found in pairs for k, day in found.items() if _base(k) == key]
        spans[key] = max(years) - min(years)
    narrow = min(spans.values(), default=0)
    return [key for key in formats if spans[key] <= max(_SCATTERED, 3 * (narrow + 1))]


def _same_months(pairs: _Pairs, formats: list[str]) -> bool:
    return all(
        len({found[k][:2] for k in formats if k in found}) <= 1 and all(k in found for k in formats)
        for _, found in pairs
        if any(k in found for k in formats)
    )


EMPTY_DATE, BAD_DATE = 1, 2
DATE_REASONS = ("", "no_date", "bad_date")


@dataclass(frozen=True)
class Days:
    """Month (months since year 0) and day number per row; status 0 read, 1 empty, 2 unreadable.

    `months` says over how many months a row goes where one is of a quarter or a year, else None;
    `apart` counts the rows in another spelling than the one chosen.
    """

    month: NDArray[np.int64]
    day: NDArray[np.int64]
    status: NDArray[np.int8]
    months: NDArray[np.int64] | None = None
    apart: int = 0

    def only(self, keep: NDArray[np.bool_]) -> Days:
        """The days of the rows kept."""
        rows = rows_of(keep)
        months = None if self.months is None else self.months[rows]
        return Days(self.month[rows], self.day[rows], self.status[rows], months, self.apart)


def parse_dates(cells: DateCells, chosen: str | None, allowed: Iterable[str] | None = None) -> Days:
    """Every row's month and day in the chosen format, or in another where it is certain of it.

    Unreadable are what is a slip in the format of most, what lies years away from them, and what
    neither the cell nor the choice decides.
    """
    size = len(cells.raw)
    month, day, span = np.zeros(size, np.int64), np.zeros(size, np.int64), np.ones(size, np.int64)
    status = np.where(cells.empty, EMPTY_DATE, BAD_DATE).astype(np.int8)
    wanted = None if allowed is None else set(allowed)
    order = _order(cells, chosen, wanted) if chosen else {}
    apart = np.zeros(size, bool)
    for i, found in enumerate(cells.readings):
        for key in order.get(_formats(found, wanted), (chosen or "",)):
            got = found.get(key) or found.get(_base(key))
            if got:
                month[i], day[i], status[i] = got[0] * 12 + got[1] - 1, got[2], 0
                span[i] = MONTHS_OF.get(key, 1)
                apart[i] = _base(key) != _base(chosen or "")
                break
    months = span[cells.index] if (span > 1).any() else None
    others = int(apart[cells.index].sum()) if apart.any() else 0
    return Days(month[cells.index], day[cells.index], status[cells.index], months, others)


def _formats(found: dict[str, Day], wanted: set[str] | None) -> frozenset[str]:
    formats = frozenset(map(_base, found))
    return formats if wanted is None else formats & wanted


def _order(
    cells: DateCells, chosen: str, allowed: set[str] | None
) -> dict[frozenset[str], Sequence[str]]:
    """By the formats a cell can be of, those in which it is read, the first that fits."""
    order: dict[frozenset[str], Sequence[str]] = {}
    for one in _spellings(cells, allowed):
        told = one.told.format
        if _base(chosen) in one.formats:
            told = chosen
        elif told is None:  # asked of another spelling: the same order of day, month and year
            told = next((c for c in one.told.candidates if _letters(c) == _letters(chosen)), None)
        for _, found in one.cells:
            key = _formats(found, allowed)
            if key not in order and told:
                order[key] = (told, *(one.others if len(key) == 1 else ()))
    return order


def _letters(shape: str) -> str:
    """The order of day, month and year in a format, whatever parts them."""
    return "".join(c for c in shape.lower() if c in "dmy")


def days_of(parsed: Days) -> NDArray[np.datetime64]:
    """Every row's day, NaT where it has none that could be read."""
    months = (parsed.month - 1970 * 12).astype("datetime64[M]").astype("datetime64[D]")
    days = months + (parsed.day - 1).astype("timedelta64[D]")
    return np.where(parsed.status == 0, days, np.datetime64("NaT", "D"))


def latest_day(now: datetime | None = None) -> np.datetime64:
    """The day where the clock is ahead of all others: whoever reads, nothing happened after it.

    `now` is the present by default, with its time zone. A file is read the same wherever its
    reader sits, and the server has a day of its own.

    >>> str(latest_day(datetime(2025, 3, 31, 10, 0, tzinfo=UTC)))
    '2025-04-01'
    """
    ahead = (now or datetime.now(UTC)).astimezone(UTC) + timedelta(hours=_AHEAD)
    return np.datetime64(ahead.date(), "D")


def year_month(months: int) -> str:
    """Months since year 0 as YYYY-MM.

    >>> year_month(2024 * 12 + 1)
    '2024-02'
    """
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def months_given(
    cells: DateCells, chosen: str, allowed: Iterable[str] | None = None
) -> dict[str, object]:
    """What a date format would give: rows read, first and last month."""
    days = parse_dates(cells, chosen, allowed)
    good = days.month[days.status == 0]
    if not good.size:
        return {"rows": 0, "first": None, "last": None}
    return {"rows": int(good.size), "first": year_month(int(good.min())),
            "last": year_month(int(good.max()))}  # fmt: skip


def day_stated(digits: str) -> date | None:
    """The day that YYYYMMDD or YYYY-MM-DD begins with, as it stands: never moved to another zone.

    >>> day_stated("20240201000000[+1:CET]"), day_stated("2024-02-01T00:00:00+01:00")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 1))
    >>> day_stated("2024") is None
    True
    """
    plain = digits.strip()[:10]
    plain = plain.replace("-", "") if plain[4:5] == "-" else plain[:8]
    if len(plain) != 8 or not (plain.isascii() and plain.isdigit()):
        return None
    try:
        return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:
        return None
