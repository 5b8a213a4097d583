"""Rates of exchange as a user gives them: one, or some by months; and amounts at a rate, exact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from roi_model.reading.values.money_words import currency_of
from roi_model.texts import text

RATE = "rate:"
"""Before the code of a currency, as the key of the answer that holds its rate."""
UNDATED = -1
"""The month of what has no date: a rate without months is its rate too."""
_NUMBER = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_ONE_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_MONTHS = re.compile(r"([0-9]{4}-[0-9]{2})?\s*(?:\.\.|…)\s*([0-9]{4}-[0-9]{2})?")
_EACH = re.compile(r"[;\n]")
LONGEST = 2000
"""Signs that a rate may have, its months included."""


class RateError(ValueError):
    """A rate that cannot be used: `code` and values of its sentence, in English as text."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.sentence("en"))

    def sentence(self, lang: str) -> str:
        """What is wrong and what would be right, in `lang`."""
        return text(f"actuals.rate.{self.code}", lang, **self.values)


@dataclass(frozen=True)
class Span:
    """A rate and the months in which it holds, both included, since year 0; None: without end."""

    first: int | None
    last: int | None
    rate: Fraction

    def holds(self, month: int) -> bool:
        """Whether it is the rate of a month."""
        if self.first is None and self.last is None:
            return True
        if month == UNDATED:
            return False
        return (self.first is None or self.first <= month) and (
            self.last is None or month <= self.last
        )


def parse_rate(written: str) -> tuple[Span, ...]:
    """The rates that a text holds: "0.92", or by months, "2025-01..2025-06=0.92; 2025-07..=0.95".

    Raises RateError, a ValueError, for a rate that is no number above 0, months that are none and
    months that have two rates.

    >>> [float(span.rate) for span in parse_rate("..2025-06 = 0,92; 2025-07 = 0.95")]
    [0.92, 0.95]
    """
    if len(written) > LONGEST:
        raise RateError("too_long", limit=LONGEST)
    parts = [part.strip() for part in _EACH.split(written) if part.strip()]
    spans = tuple(map(_span, parts or [""]))
    for i, one in enumerate(spans):
        for j, other in enumerate(spans[:i]):
            if _meet(one, other):
                raise RateError("overlap", one=parts[j], other=parts[i])
    return spans


def _span(part: str) -> Span:
    months, sign, number = part.rpartition("=")
    number = number.strip()
    if not _NUMBER.fullmatch(number):
        raise RateError("no_number", value=number)
    rate = Fraction(number.replace(",", "."))
    if not rate:
        raise RateError("no_number", value=number)
    if not sign:
        return Span(None, None, rate)
    one, some = _ONE_MONTH.fullmatch(months.strip()), _MONTHS.fullmatch(months.strip())
    ends = (one[0], one[0]) if one else some.group(1, 2) if some else (None, None)
    first, last = map(_month, ends)
    known = [month for month in (first, last) if month is not None]
    if not known or known != sorted(known):
        raise RateError("no_months", value=months.strip())
    return Span(first, last, rate)


def _month(written: str | None) -> int | None:
    """Months since year 0."""
    if not written:
        return None
    year, month = map(int, written.split("-"))
    if not 1 <= month <= 12:
        raise RateError("no_months", value=written)
    return year * 12 + month - 1


def _meet(one: Span, other: Span) -> bool:
    starts = [s.first for s in (one, other) if s.first is not None]
    ends = [s.last for s in (one, other) if s.last is not None]
    return not starts or not ends or max(starts) <= min(ends)


def rates_of(answers: Mapping[str, object]) -> dict[str, tuple[Span, ...]]:
    """The rates among some answers, by currency. Raises RateError as `parse_rate` does.

    >>> list(rates_of({"rate:usd": "0.92", "decimal": ","}))
    ['USD']
    """
    return {
        known_as(key.removeprefix(RATE)): parse_rate(str(answer))
        for key, answer in answers.items()
        if key.startswith(RATE)
    }


def written_rates(answers: Mapping[str, object]) -> dict[str, str]:
    """The same rates as they were written."""
    return {known_as(key.removeprefix(RATE)): " ".join(str(answer).split())
            for key, answer in answers.items() if key.startswith(RATE)}  # fmt: skip


def known_as(currency: str) -> str:
    """The name under which a currency has its rate: its code, however a file spells it.

    >>> known_as("$"), known_as(" usd "), known_as("POINTS")
    ('USD', 'USD', 'POINTS')
    """
    spelled = currency.strip()
    return currency_of(spelled) or spelled.upper()


def rate_in(spans: tuple[Span, ...], month: int) -> Fraction | None:
    """The rate of a month (since year 0, `UNDATED` where unknown); None where it has none."""
    return next((span.rate for span in spans if span.holds(month)), None)


def at_rate(units: NDArray[np.int64], rate: Fraction) -> NDArray[np.object_]:
    """Integer units times a rate, each rounded to a unit, half to even; exact at any size.

    >>> at_rate(np.array([5, 15, -5]), Fraction(1, 2)).tolist()
    [2, 8, -2]
    """
    whole = np.abs(units).astype(object) * rate.numerator
    made, rest = whole // rate.denominator, whole % rate.denominator
    twice = rest * 2
    up = (twice > rate.denominator) | ((twice == rate.denominator) & (made % 2 == 1))
    signed: NDArray[np.object_] = np.where(units < 0, -1, 1) * (made + up.astype(bool))
    return signed
