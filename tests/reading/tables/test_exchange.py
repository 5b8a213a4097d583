"""Rows at the rate of their month, and what is said of them."""

from __future__ import annotations

import numpy as np

from roi_model.reading.inquiry import Currencies, Inquiry
from roi_model.reading.tables.exchange import exchange, tell_exchange

LINES, MONTHS = np.array([2, 3, 4, 5]), np.array([24300, 24300, 24301, 24302])
UNITS = np.array([100, 200, 300, 400])


def _inquiry(**rates: str) -> Inquiry:
    answers = {f"rate:{code}": rate for code, rate in rates.items()}
    lines = {"USD": np.array([3, 4])} if "USD" in rates else {}
    return Inquiry(answers, currencies=Currencies("EUR", {"EUR": 2, "USD": 2}, lines, rated=True))


def test_without_a_rate_that_concerns_the_file_nothing_is_done() -> None:
    assert exchange(LINES, MONTHS, UNITS, _inquiry()) is None
    assert exchange(LINES, MONTHS, UNITS, _inquiry(GBP="2")) is None
    ledger = _inquiry(EUR="2")
    ledger.currencies.rated = False  # nobody says what its revenue would be in
    assert exchange(LINES, MONTHS, UNITS, ledger) is None


def test_a_rate_of_the_currency_that_counts_goes_on_from_it() -> None:
    made = exchange(LINES, MONTHS, UNITS, _inquiry(USD="0.5", EUR="3"))
    assert made is not None
    assert made.units.tolist() == [3 * 100, 3 * 0.5 * 200, 3 * 0.5 * 300, 3 * 400]


def test_what_becomes_too_large_to_be_exact_is_no_amount() -> None:
    made = exchange(LINES, MONTHS, np.full(4, 2**51), _inquiry(USD="1000"))
    assert made is not None
    assert made.small.tolist() == [True, False, False, True]


def test_the_note_adds_up_what_is_counted_alone() -> None:
    inquiry = _inquiry(USD="2025-01=0.5")
    made = exchange(LINES, MONTHS, UNITS, inquiry)
    assert made is not None and made.fits.tolist() == [True, True, False, True]
    tell_exchange(made, UNITS, 2, np.array([True, True, True, False]), inquiry)
    told, missing = inquiry.notes
    assert told.values["count"] == missing.values["count"] == 1
    assert (told.values["before"], told.values["after"]) == (2.0, 1.0)
    assert inquiry.currencies.converted["USD"]["after"] == 1.0
