"""Months: how long something takes, and which month it is."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from roi_model.formatting.conventions import (
    DASH,
    MINUS,
    NBSP,
    UNDEFINED,
    conventions,
    finite,
    plain,
    rounded,
)
from roi_model.formatting.numbers import number, number_exact
from roi_model.texts import text


def months(
    value: float | None, lang: str, *, low: float | None = None, high: float | None = None
) -> str:
    """A duration in whole months, since no forecast supports more; its P10 and P90 in brackets.

    Zero is written without the sign of doubt. `high` None or infinite with a `low` means that
    the slow cases never come: an open interval.

    >>> months(12.24, "en").replace(NBSP, " ")
    '≈ 12 months'
    >>> months(14.2, "en", low=10.1, high=21.8).replace(NBSP, " ")
    '≈ 14 months (10–22)'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    if real == 0:
        return _unit_months("0", 0, lang)
    if 0 < real < 0.5:
        return text("charts.format.under_a_month", lang)
    whole = int(rounded(real))
    written = "≈" + NBSP + _unit_months(MINUS * (whole < 0) + plain(whole, 0, lang), whole, lang)
    if low is None or finite(low) is None:
        return written
    top = finite(high)
    upper = text("charts.format.never", lang) if top is None else plain(top, 0, lang)
    return f"{written} ({plain(low, 0, lang)}{DASH}{upper})"


def months_between(low: float, high: float, lang: str) -> str:
    """From one duration to another, the unit and the sign of doubt said once.

    >>> months_between(8.2, 15.9, "en").replace(NBSP, " ")
    '≈ 8 to 16 months'
    """
    first, last = months(low, lang), months(high, lang)
    if first == last:
        return first
    if rounded(low) >= 1:
        first = "≈" + NBSP + plain(low, 0, lang)
        last = last.removeprefix("≈" + NBSP)
    return text("risk.said.range", lang, low=first, high=last)


def _unit_months(written: str, value: float, lang: str) -> str:
    key = "month_one" if abs(value) == 1 else "month_many"
    return text(f"charts.format.{key}", lang, value=written)


def months_exact(value: float | None, lang: str) -> str:
    """A duration in months with two decimals at most.

    >>> months_exact(12.2449, "en").replace(NBSP, " ")
    '12.24 months'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    return _unit_months(number_exact(real, lang), real, lang)


def signed_months(value: float | None, lang: str) -> str:
    """A difference of durations, its sign always written, to a tenth below ten months.

    >>> signed_months(-2.04, "en").replace(NBSP, " ") == MINUS + "2 months"
    True
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    written = number(real, lang, digits=2, plus=True)
    return _unit_months(written, 1 if written.lstrip("+" + MINUS) == "1" else 2, lang)


def month_name(month: float | None, lang: str, start: str | None = None) -> str:
    """A month of the projection: its number, or the calendar month where the start is known.

    `start` is the calendar month (YYYY-MM) of month 1; month 0 is the start itself, before any
    operation.

    >>> month_name(14, "en").replace(NBSP, " "), month_name(14, "en", "2026-01")
    ('month 14', 'Feb 2027')
    """
    real = finite(month)
    if real is None:
        return UNDEFINED
    whole = int(rounded(real))
    if whole == 0:
        return text("charts.format.start", lang)
    if start is None:
        return text("charts.format.month_number", lang, value=plain(whole, 0, lang))
    return _calendar(start, whole, lang)


def day_name(day: date, lang: str) -> str:
    """A date in the reader's words.

    >>> day_name(date(2026, 11, 27), "fr")
    '27 novembre 2026'
    """
    return str(format_date(day, format="long", locale=conventions(lang).locale))


def date_pattern(written: str, lang: str) -> str:
    """A date format as people write it.

    >>> date_pattern("%d/%m/%Y", "fr")
    'jj/mm/aaaa'
    """
    day, year, week = ("j", "a", "s") if lang == "fr" else ("d", "y", "w")
    signs = {"%d": day * 2, "%m": "mm", "%Y": year * 4, "%y": year * 2, "%b": "mmm",
             "%H": "hh", "%M": "mm", "%G": year * 4, "%V": week * 2, "%u": day}  # fmt: skip
    for sign, words in signs.items():
        written = written.replace(sign, words)
    return written.split("?")[0]


def moment(at: datetime, now: datetime, lang: str) -> str:
    """When something was done, in as few words as tell: the hour alone of the same day.

    >>> moment(datetime(2026, 11, 28, 14, 5), datetime(2026, 11, 28, 18), "en")
    '14:05'
    >>> moment(datetime(2026, 11, 27, 9, 0), datetime(2026, 11, 28, 18), "fr")
    '27 nov., 09:00'
    """
    locale = conventions(lang).locale
    hour = format_skeleton("Hm", at, locale=locale)
    if at.date() == now.date():
        return str(hour)
    day = format_skeleton("MMMd" if at.year == now.year else "yMMMd", at, locale=locale)
    return f"{day}, {hour}"


@lru_cache(maxsize=2048)
def _calendar(start: str, month: int, lang: str) -> str:
    year, first = (int(part) for part in start.split("-"))
    months_since = year * 12 + first - 1 + month - 1
    day = date(months_since // 12, months_since % 12 + 1, 1)
    return str(format_skeleton("yMMM", day, locale=conventions(lang).locale))
