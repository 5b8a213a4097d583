"""What a language and a currency ask of a number: separators, symbols, signs and roundings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_percent, get_currency_precision, get_currency_symbol

UNDEFINED = "–"
DASH = "–"
MINUS = "−"
NBSP = "\N{NO-BREAK SPACE}"
_LOCALES = {"fr": "fr_FR", "en": "en_US"}
_STEPS = (("1000000000", 1e9), ("1000000", 1e6), ("1000", 1e3))


@dataclass(frozen=True)
class Conventions:
    """How a language writes numbers: separators, and what surrounds a percent."""

    locale: str
    decimal: str
    group: str
    percent_suffix: str


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
def compact_affixes(currency: str, lang: str) -> tuple[str, tuple[tuple[float, str], ...]]:
    """What stands before a short amount, and behind it by unit: the largest first.

    French writes k€ in one piece; CLDR would part the two.

    >>> compact_affixes("USD", "en")[1][-1], compact_affixes("EUR", "fr")[1][-1]
    ((1000.0, 'K'), (1000.0, '\xa0k€'))
    """
    before, after = affixes(currency, lang)
    symbol = after.strip()
    behind = after if symbol.isalpha() else symbol
    return before, tuple((unit, suffix + behind) for unit, suffix in compact_suffixes(lang))


@lru_cache(maxsize=512)
def precision(currency: str) -> int:
    """The decimals of a currency: 2 for most, 0 for the yen."""
    return int(get_currency_precision(currency))


def finite(value: float | None) -> float | None:
    """The value as a float, or None where there is none to show."""
    if value is None:
        return None
    real = float(value)
    return real if math.isfinite(real) else None


_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
"""Digits enough for every number there is."""


def plain(value: float, decimals: int, lang: str) -> str:
    """An absolute value with the locale's separators and a fixed number of decimals."""
    how = conventions(lang)
    digits = f"{rounded(abs(value), decimals):,.{decimals}f}"
    if how.decimal == ".":
        return digits
    whole, point, rest = digits.partition(".")
    return whole.replace(",", how.group) + (how.decimal + rest if point else "")


def sign_of(value: float, written: str, plus: bool) -> str:
    """The sign of a number as it is written: one that rounds to zero has none."""
    if not any(digit in written for digit in "123456789"):
        return ""
    return MINUS if value < 0 else ("+" if plus else "")


def decimals_for(value: float, digits: int, most: int) -> int:
    """Decimals that `digits` significant figures ask for, at most `most`; negative left of 1."""
    if value == 0:
        return 0
    return min(most, digits - 1 - math.floor(math.log10(abs(value))))


def supported_decimals(value: float, digits: int, most: int, spread: float | None) -> int:
    """Decimals that the doubt supports: the last digit is not finer than a tenth of the spread."""
    decimals = decimals_for(value, digits, most)
    if spread is not None and math.isfinite(spread) and spread > 0:
        decimals = min(decimals, -math.floor(math.log10(spread / 10)))
    return decimals


def rounded(value: float, decimals: int = 0) -> float:
    """The nearest number with so many decimals (negative: tens, hundreds); a half goes outwards.

    As people, browsers and spreadsheets round, so that a sentence and the picture beside it say the
    same; Python's own `round` would make 12.5 a 12.

    >>> rounded(12.5), rounded(-15450.0, -2), rounded(2.675, 2)  # the last lies below its half
    (13.0, -15500.0, 2.67)
    """
    step = Decimal(1).scaleb(-decimals)
    return float(_EXACT.quantize(Decimal(value), step))


def round_to(value: float, decimals: int) -> tuple[float, int]:
    """The value rounded to `decimals` (negative: tens, hundreds), and the decimals to write."""
    return rounded(value, decimals), max(0, decimals)


def trimmed(written: str, lang: str) -> str:
    """Without trailing zeros after the decimal separator."""
    decimal = conventions(lang).decimal
    return written.rstrip("0").rstrip(decimal) if decimal in written else written


def written_with(value: float, digits: int, most: int, spread: float | None, lang: str) -> str:
    """An absolute value rounded to what its doubt supports, without trailing zeros."""
    rounded, decimals = round_to(value, supported_decimals(value, digits, most, spread))
    return trimmed(plain(rounded, decimals, lang), lang)
