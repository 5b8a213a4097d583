"""Rates as they are written, and amounts at them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from roi_model.reading.values.rates import (
    UNDATED,
    RateError,
    at_rate,
    parse_rate,
    rate_in,
    rates_of,
)

JANUARY, JUNE, JULY = (2025 * 12 + month for month in (0, 5, 6))


@pytest.mark.parametrize(("written", "january", "june", "july", "undated"), [
    ("0.92", "0.92", "0.92", "0.92", "0.92"), (" 0,92 ", "0.92", "0.92", "0.92", "0.92"),
    ("2025-01..2025-06=0.92; 2025-07..=0,95", "0.92", "0.92", "0.95", None),
    ("..2025-06 = 2\n2025-07 = 3", "2", "2", "3", None), ("2025-06…=1", None, "1", "1", None),
    ("2025-06=1", None, "1", None, None)])  # fmt: skip
def test_a_rate_holds_in_its_months(
    written: str, january: str | None, june: str | None, july: str | None, undated: str | None
) -> None:
    spans = parse_rate(written)
    for month, rate in ((JANUARY, january), (JUNE, june), (JULY, july), (UNDATED, undated)):
        assert rate_in(spans, month) == (None if rate is None else Fraction(rate))


@pytest.mark.parametrize(("written", "code"), [
    ("0", "no_number"), ("0,00", "no_number"), ("-1", "no_number"), ("1e3", "no_number"),
    ("nan", "no_number"), ("inf", "no_number"), ("", "no_number"), (";", "no_number"),
    ("1.000,5", "no_number"), ("٣", "no_number"), ("2025-01", "no_number"),
    ("2025-13=1", "no_months"), ("2025-07..2025-06=1", "no_months"), ("..=1", "no_months"),
    ("=1", "no_months"), ("2025=1", "no_months"), ("2025-012025-02=1", "no_months"),
    ("2025-01..2025-06=1; 2025-06..=2", "overlap"), ("1; 2025-01=2", "overlap"),
    ("1;2", "overlap"), ("..2025-03=1;2025-01..=2", "overlap"),
    ("1" * 3000, "too_long")])  # fmt: skip
def test_a_rate_that_cannot_be_used_says_why(written: str, code: str) -> None:
    with pytest.raises(RateError) as caught:
        parse_rate(written)
    assert caught.value.code == code
    assert str(caught.value) == caught.value.sentence("en") != caught.value.sentence("fr")
    with pytest.raises(ValueError, match=r"\.$"):  # a sentence
        rates_of({"rate:USD": written})


def test_each_amount_is_rounded_half_to_even_at_any_size() -> None:
    rate, units = Fraction("0.915"), np.array([100, -100, 2**52, 1, 0], np.int64)
    exact = [round(Fraction(int(unit)) * rate) for unit in units]  # Python rounds half to even
    assert at_rate(units, rate).tolist() == exact
