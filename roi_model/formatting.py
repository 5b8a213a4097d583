"""Numbers as people read them, in the reader's locale: rounded for headlines, exact for hover.

Every function takes the language (fr or en) and, for money, the ISO 4217 currency; separators,
symbols and their places come from CLDR through Babel, asked once per language and currency.
A value that does not exist (None, NaN, infinity) is an en dash: the caller says why beside it.
Negative numbers carry U+2212, the minus sign that is as wide as a plus.

Rates and ratios come in as fractions (0.25) and leave as percents (25 %).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_percent, get_currency_precision, get_currency_symbol

from roi_model.texts import text

UNDEFINED = "–"
MINUS = "−"
NBSP = "\N{NO-BREAK SPACE}"
_LOCALES = {"fr": "fr_FR", "en": "en_US"}
_STEPS = (("1000000000", 1e9), ("1000000", 1e6), ("1000", 1e3))
# A change smaller than this share of the larger of the two values is no change on screen.
SAME = 1e-9

Kind = Literal["money", "percent", "months", "month", "number", "multiple"]
Better = Literal["higher", "lower"] | None

METRICS: dict[str, tuple[Kind, Better]] = {
    "roi": ("percent", "higher"),
    "roi_gross": ("percent", "higher"),
    "roi_revenue": ("percent", "higher"),
    "roi_total_cost": ("percent", "higher"),
    "cash_roi": ("percent", "higher"),
    "discounted_roi": ("percent", "higher"),
    "extended_roi": ("percent", "higher"),
    "annualised_roi": ("percent", "higher"),
    "irr": ("percent", "higher"),
    "mirr": ("percent", "higher"),
    "payback_month": ("months", "lower"),
    "first_crossing_month": ("months", "lower"),
    "discounted_payback_month": ("months", "lower"),
    "cac_payback_month": ("months", "lower"),
    "cash_trough": ("money", "higher"),
    "cash_trough_month": ("month", None),
    "npv": ("money", "higher"),
    "net_gain": ("money", "higher"),
    "revenue": ("money", "higher"),
    "gross_profit": ("money", "higher"),
    "direct_costs": ("money", "lower"),
    "investment": ("money", "lower"),
    "receivables_at_horizon": ("money", None),
    "cac": ("money", "lower"),
    "period_cac": ("money", "lower"),
    "cost_per_lead": ("money", "lower"),
    "ltv": ("money", "higher"),
    "ltv_cac": ("multiple", "higher"),
    "break_even_customers": ("number", "lower"),
    "customers_incremental": ("number", "higher"),
    "customers_signed": ("number", "higher"),
    "customers_ultimate": ("number", "higher"),
    "customers_after_horizon": ("number", None),
}
"""How each metric of the model is written, and which way it is good (None: neither)."""


@dataclass(frozen=True)
class Conventions:
    """How a language writes numbers: separators, and what surrounds a percent."""

    locale: str
    decimal: str
    group: str
    percent_suffix: str


@dataclass(frozen=True)
class Delta:
    """A difference from the baseline, in words, with its direction and what it means.

    `good` follows the metric, not the sign: True better, False worse, None neither. `arrow` and
    `color` are what `st.metric` takes as `delta_arrow` and `delta_color`.
    """

    text: str
    direction: Literal["up", "down", "same"]
    good: bool | None

    @property
    def arrow(self) -> Literal["up", "down", "off"]:
        """The arrow of `st.metric`, said outright: it would not read our minus sign."""
        return "off" if self.direction == "same" else self.direction

    @property
    def color(self) -> Literal["green", "red", "gray"]:
        """The colour of `st.metric`."""
        return "gray" if self.good is None else ("green" if self.good else "red")


@lru_cache(maxsize=8)
def conventions(lang: str) -> Conventions:
    """The conventions of a language. Raises KeyError for a language the product does not speak.

    >>> conventions("en").group
    ','
    """
    locale = Locale.parse(_LOCALES[lang])
    symbols = locale.number_symbols
    latin = symbols.get("latn", symbols)
    return Conventions(
        locale=_LOCALES[lang],
        decimal=str(latin["decimal"]),
        group=str(latin["group"]),
        percent_suffix=format_percent(1, locale=locale).removeprefix("100"),
    )


@lru_cache(maxsize=512)
def affixes(currency: str, lang: str) -> tuple[str, str]:
    """What stands before and after an amount in a currency; one of the two is empty.

    >>> affixes("USD", "en")
    ('$', '')
    """
    locale = Locale.parse(conventions(lang).locale)
    symbol = get_currency_symbol(currency, locale=locale)
    pattern = locale.currency_formats["standard"]
    before, after = str(pattern.prefix[0]), str(pattern.suffix[0])
    if before.endswith("¤") and symbol[-1:].isalpha():
        symbol += NBSP  # CLDR keeps letters off the digits: "CHF 12", but "€12"
    return before.replace("¤", symbol), after.replace("¤", symbol)


@lru_cache(maxsize=64)
def compact_suffixes(lang: str) -> tuple[tuple[float, str], ...]:
    """The units of short numbers, largest first, with what a language writes behind them.

    >>> compact_suffixes("en")[-1]
    (1000.0, 'K')
    """
    formats = Locale.parse(conventions(lang).locale).compact_decimal_formats["short"]["other"]
    return tuple((unit, str(formats[key].pattern).replace("0", "")) for key, unit in _STEPS)


@lru_cache(maxsize=512)
def _precision(currency: str) -> int:
    return int(get_currency_precision(currency))


def _real(value: float | None) -> float | None:
    """The value as a float, or None where there is none to show."""
    if value is None:
        return None
    number_ = float(value)
    return number_ if math.isfinite(number_) else None


def _plain(value: float, decimals: int, lang: str) -> str:
    """An absolute value with the locale's separators and a fixed number of decimals."""
    how = conventions(lang)
    digits = f"{abs(value):,.{decimals}f}"
    if how.decimal == ".":
        return digits
    whole, point, rest = digits.partition(".")
    return whole.replace(",", how.group) + (how.decimal + rest if point else "")


def _sign(value: float, written: str, plus: bool) -> str:
    """The sign of a number as it is written: one that rounds to zero has none."""
    if not any(digit in written for digit in "123456789"):
        return ""
    return MINUS if value < 0 else ("+" if plus else "")


def _decimals(value: float, digits: int, most: int) -> int:
    """Decimals that `digits` significant figures ask for, at most `most`; negative left of 1."""
    if value == 0:
        return 0
    return min(most, digits - 1 - math.floor(math.log10(abs(value))))


def _supported(value: float, digits: int, most: int, spread: float | None) -> int:
    """Decimals that the doubt supports: the last digit is not finer than a tenth of the spread."""
    decimals = _decimals(value, digits, most)
    if spread is not None and math.isfinite(spread) and spread > 0:
        decimals = min(decimals, -math.floor(math.log10(spread / 10)))
    return decimals


def _rounded(value: float, decimals: int) -> tuple[float, int]:
    """The value rounded to `decimals` (negative: tens, hundreds), and the decimals to write."""
    return round(value, decimals), max(0, decimals)


def _trimmed(written: str, lang: str) -> str:
    """Without trailing zeros after the decimal separator."""
    decimal = conventions(lang).decimal
    return written.rstrip("0").rstrip(decimal) if decimal in written else written


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
    real = _real(value)
    if real is None:
        return UNDEFINED
    real, decimals = _rounded(real, _supported(real, digits, _precision(currency), spread))
    if abs(real) >= 100 or real == int(real):
        decimals = 0
    elif decimals:
        decimals = _precision(currency)
    return _money(real, decimals, currency, lang, plus)


def _money(value: float, decimals: int, currency: str, lang: str, plus: bool) -> str:
    before, after = affixes(currency, lang)
    written = _plain(value, decimals, lang)
    return f"{_sign(value, written, plus)}{before}{written}{after}"


def money_exact(value: float | None, currency: str, lang: str) -> str:
    """An amount to the cent (or what the currency has), for hover and exports.

    >>> money_exact(-1234.5, "USD", "en") == MINUS + "$1,234.50"
    True
    """
    real = _real(value)
    return UNDEFINED if real is None else _money(real, _precision(currency), currency, lang, False)


def money_compact(value: float | None, currency: str, lang: str, *, digits: int = 3) -> str:
    """A short amount for tight places: thousands, millions and billions by their letter.

    >>> money_compact(1_234_567, "USD", "en")
    '$1.23M'
    """
    real = _real(value)
    if real is None:
        return UNDEFINED
    real, _ = _rounded(real, _decimals(real, digits, _precision(currency)))
    for unit, suffix in compact_suffixes(lang):
        if abs(real) >= unit:
            scaled, decimals = _rounded(real / unit, _decimals(real / unit, digits, 2))
            written = _trimmed(_plain(scaled, decimals, lang), lang)
            before, after = affixes(currency, lang)
            return f"{_sign(real, written, False)}{before}{written}{suffix}{after}"
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
    real = _real(value)
    if real is None:
        return UNDEFINED
    real *= 100
    doubt = None if spread is None else spread * 100
    written = _written(real, digits, 1 if abs(real) >= 1 else 2, doubt, lang)
    return f"{_sign(real, written, plus)}{written}{conventions(lang).percent_suffix}"


def _written(value: float, digits: int, most: int, spread: float | None, lang: str) -> str:
    rounded, decimals = _rounded(value, _supported(value, digits, most, spread))
    return _trimmed(_plain(rounded, decimals, lang), lang)


def percent_exact(value: float | None, lang: str) -> str:
    """A fraction as a percent with two decimals, for hover and exports.

    >>> percent_exact(1.40357, "en")
    '140.36%'
    """
    real = _real(value)
    if real is None:
        return UNDEFINED
    written = _plain(real * 100, 2, lang)
    return f"{_sign(real, written, False)}{written}{conventions(lang).percent_suffix}"


def signed_percent(value: float | None, lang: str, *, digits: int = 3) -> str:
    """A relative change, its sign always written.

    >>> signed_percent(0.125, "en")
    '+12.5%'
    """
    return percent(value, lang, digits=digits, plus=True)


def signed_points(value: float | None, lang: str, *, digits: int = 3) -> str:
    """The difference of two rates, in percentage points.

    >>> signed_points(0.12, "en").replace(NBSP, " ")
    '+12 pts'
    """
    real = _real(value)
    if real is None:
        return UNDEFINED
    real *= 100
    written = _written(real, digits, 1 if abs(real) >= 1 else 2, None, lang)
    return text("charts.format.points", lang, value=f"{_sign(real, written, True)}{written}")


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
    real = _real(value)
    if real is None:
        return UNDEFINED
    written = _written(real, digits, 1 if abs(real) >= 0.1 else 2, spread, lang)
    return _sign(real, written, plus) + written


def number_exact(value: float | None, lang: str, *, decimals: int = 2) -> str:
    """A number with at most `decimals` decimals and no other rounding.

    >>> number_exact(12345.678, "en")
    '12,345.68'
    """
    real = _real(value)
    if real is None:
        return UNDEFINED
    written = _trimmed(_plain(real, decimals, lang), lang)
    return _sign(real, written, False) + written


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
    real = _real(value)
    if real is None:
        return UNDEFINED
    if real == 0:
        return _unit_months("0", 0, lang)
    if 0 < real < 0.5:
        return text("charts.format.under_a_month", lang)
    whole = round(real)
    written = "≈" + NBSP + _unit_months(MINUS * (whole < 0) + _plain(whole, 0, lang), whole, lang)
    if low is None or _real(low) is None:
        return written
    top = _real(high)
    upper = text("charts.format.never", lang) if top is None else _plain(round(top), 0, lang)
    return f"{written} ({_plain(round(low), 0, lang)}{UNDEFINED}{upper})"


def _unit_months(written: str, value: float, lang: str) -> str:
    key = "month_one" if abs(value) == 1 else "month_many"
    return text(f"charts.format.{key}", lang, value=written)


def months_exact(value: float | None, lang: str) -> str:
    """A duration in months with two decimals at most.

    >>> months_exact(12.2449, "en").replace(NBSP, " ")
    '12.24 months'
    """
    real = _real(value)
    if real is None:
        return UNDEFINED
    return _unit_months(number_exact(real, lang), real, lang)


def signed_months(value: float | None, lang: str) -> str:
    """A difference of durations, its sign always written, to a tenth below ten months.

    >>> signed_months(-2.04, "en").replace(NBSP, " ") == MINUS + "2 months"
    True
    """
    real = _real(value)
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
    real = _real(month)
    if real is None:
        return UNDEFINED
    whole = round(real)
    if whole == 0:
        return text("charts.format.start", lang)
    if start is None:
        return text("charts.format.month_number", lang, value=_plain(whole, 0, lang))
    return _calendar(start, whole, lang)


@lru_cache(maxsize=2048)
def _calendar(start: str, month: int, lang: str) -> str:
    from datetime import date

    year, first = (int(part) for part in start.split("-"))
    months_since = year * 12 + first - 1 + month - 1
    day = date(months_since // 12, months_since % 12 + 1, 1)
    return str(format_skeleton("yMMM", day, locale=conventions(lang).locale))


def multiple(value: float | None, lang: str, *, digits: int = 2, plus: bool = False) -> str:
    """A ratio as a multiple.

    >>> multiple(3.24, "en")
    '3.2×'
    """
    real = _real(value)
    if real is None:
        return UNDEFINED
    return number(real, lang, digits=digits, plus=plus) + "×"


def metric(
    name: str,
    value: float | None,
    currency: str,
    lang: str,
    *,
    exact: bool = False,
    spread: float | None = None,
) -> str:
    """A metric of the model by its name, rounded for a headline or exact for hover.

    Raises KeyError for a name that METRICS does not have.

    >>> metric("roi", 1.404, "EUR", "en"), metric("roi", 1.404, "EUR", "en", exact=True)
    ('140%', '140.40%')
    """
    kind = METRICS[name][0]
    if kind == "money":
        if exact:
            return money_exact(value, currency, lang)
        return money(value, currency, lang, spread=spread)
    if kind == "percent":
        return percent_exact(value, lang) if exact else percent(value, lang, spread=spread)
    if kind == "months":
        return months_exact(value, lang) if exact else months(value, lang)
    if kind == "month":
        return month_name(value, lang)
    if kind == "multiple":
        return number_exact(value, lang) + "×" if exact else multiple(value, lang)
    return number_exact(value, lang) if exact else number(value, lang, spread=spread)


def delta(
    name: str, value: float | None, before: float | None, currency: str, lang: str
) -> Delta | None:
    """How far a metric is from its baseline; None where one of the two does not exist.

    Rates differ in points, money in money. What is good follows the metric: a higher cost is
    worse, a later payback too. Raises KeyError for a name that METRICS does not have.

    >>> delta("cac", 120.0, 100.0, "EUR", "en")
    Delta(text='+€20', direction='up', good=False)
    """
    kind, better = METRICS[name]
    now, then = _real(value), _real(before)
    if now is None or then is None:
        return None
    change = now - then
    if abs(change) <= SAME * max(1.0, abs(now), abs(then)):
        return Delta(text("charts.format.unchanged", lang), "same", None)
    good = None if better is None else (change > 0) == (better == "higher")
    return Delta(_signed(kind, change, currency, lang), "up" if change > 0 else "down", good)


def _signed(kind: Kind, change: float, currency: str, lang: str) -> str:
    if kind == "money":
        return signed_money(change, currency, lang)
    if kind == "percent":
        return signed_points(change, lang)
    if kind in ("months", "month"):
        return signed_months(change, lang)
    if kind == "multiple":
        return multiple(change, lang, plus=True)
    return number(change, lang, plus=True)
