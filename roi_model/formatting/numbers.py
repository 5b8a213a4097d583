"""Money, percents, counts and multiples, rounded for reading or exact."""

from __future__ import annotations

from roi_model.formatting.conventions import (
    UNDEFINED,
    affixes,
    compact_affixes,
    conventions,
    decimals_for,
    finite,
    plain,
    precision,
    round_to,
    sign_of,
    supported_decimals,
    trimmed,
    written_with,
)
from roi_model.texts import text


def money(
    value: float | None,
    currency: str,
    lang: str,
    *,
    digits: int = 3,
    spread: float | None = None,
    plus: bool = False,
) -> str:
    """An amount for a headline: three significant digits, or as many as its doubt supports.

    `spread` is the width of its P10-P90 interval, in the same currency. Amounts of 100 and more
    have no decimals, smaller ones two where they are not whole.

    >>> money(57244.4, "EUR", "en")
    '€57,200'
    >>> money(57244.4, "EUR", "en", spread=60_000)
    '€57,000'
    >>> money(None, "EUR", "en") == UNDEFINED
    True
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    real, decimals = round_to(real, supported_decimals(real, digits, precision(currency), spread))
    if abs(real) >= 100 or real == int(real):
        decimals = 0
    elif decimals:
        decimals = precision(currency)
    return _money(real, decimals, currency, lang, plus)


def _money(value: float, decimals: int, currency: str, lang: str, plus: bool) -> str:
    before, after = affixes(currency, lang)
    written = plain(value, decimals, lang)
    return f"{sign_of(value, written, plus)}{before}{written}{after}"


def money_exact(value: float | None, currency: str, lang: str) -> str:
    """An amount to the cent (or what the currency has), for hover and exports.

    >>> money_exact(1234.5, "USD", "en")
    '$1,234.50'
    """
    real = finite(value)
    return UNDEFINED if real is None else _money(real, precision(currency), currency, lang, False)


def money_compact(value: float | None, currency: str, lang: str, *, digits: int = 3) -> str:
    """A short amount for tight places: thousands, millions and billions by their letter.

    >>> money_compact(1_234_567, "USD", "en")
    '$1.23M'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    real, _ = round_to(real, decimals_for(real, digits, precision(currency)))
    before, units = compact_affixes(currency, lang)
    for unit, behind in units:
        if abs(real) >= unit:
            scaled, decimals = round_to(real / unit, decimals_for(real / unit, digits, 2))
            written = trimmed(plain(scaled, decimals, lang), lang)
            return f"{sign_of(real, written, False)}{before}{written}{behind}"
    return money(real, currency, lang, digits=digits)


def signed_money(
    value: float | None, currency: str, lang: str, *, digits: int = 3, spread: float | None = None
) -> str:
    """A difference of amounts, its sign always written; zero has none.

    >>> signed_money(1234.5, "GBP", "en")
    '+£1,230'
    """
    return money(value, currency, lang, digits=digits, spread=spread, plus=True)


def percent(
    value: float | None,
    lang: str,
    *,
    digits: int = 3,
    spread: float | None = None,
    plus: bool = False,
) -> str:
    """A fraction as a percent: three significant digits and one decimal at most (two below 1 %).

    `spread` is the width of its P10-P90 interval, as a fraction.

    >>> percent(1.404, "en"), percent(0.875, "en"), percent(0.0045, "en")
    ('140%', '87.5%', '0.45%')
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    real *= 100
    doubt = None if spread is None else spread * 100
    written = written_with(real, digits, 1 if abs(real) >= 1 else 2, doubt, lang)
    return f"{sign_of(real, written, plus)}{written}{conventions(lang).percent_suffix}"


def percent_exact(value: float | None, lang: str) -> str:
    """A fraction as a percent with two decimals, for hover and exports.

    >>> percent_exact(1.40357, "en")
    '140.36%'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    written = plain(real * 100, 2, lang)
    return f"{sign_of(real, written, False)}{written}{conventions(lang).percent_suffix}"


def signed_percent(value: float | None, lang: str, *, digits: int = 3) -> str:
    """A relative change, its sign always written.

    >>> signed_percent(0.125, "en")
    '+12.5%'
    """
    return percent(value, lang, digits=digits, plus=True)


def signed_points(value: float | None, lang: str, *, digits: int = 3) -> str:
    """The difference of two rates, in percentage points.

    >>> signed_points(0.12, "en")
    '+12\\xa0pts'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    real *= 100
    written = written_with(real, digits, 1 if abs(real) >= 1 else 2, None, lang)
    return text("charts.format.points", lang, value=f"{sign_of(real, written, True)}{written}")


def number(
    value: float | None,
    lang: str,
    *,
    digits: int = 3,
    spread: float | None = None,
    plus: bool = False,
) -> str:
    """A count for reading: three significant digits, one decimal at most.

    >>> number(12345.6, "en"), number(2.44, "en")
    ('12,300', '2.4')
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    written = written_with(real, digits, 1 if abs(real) >= 0.1 else 2, spread, lang)
    return sign_of(real, written, plus) + written


def number_exact(value: float | None, lang: str, *, decimals: int = 2) -> str:
    """A number with at most `decimals` decimals and no other rounding.

    >>> number_exact(12345.678, "en")
    '12,345.68'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    written = trimmed(plain(real, decimals, lang), lang)
    return sign_of(real, written, False) + written


def multiple(value: float | None, lang: str, *, digits: int = 2, plus: bool = False) -> str:
    """A ratio as a multiple.

    >>> multiple(3.24, "en")
    '3.2×'
    """
    real = finite(value)
    if real is None:
        return UNDEFINED
    return number(real, lang, digits=digits, plus=plus) + "×"
