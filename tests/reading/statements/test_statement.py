"""What a statement lacks between its balances, and how words and days are taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from roi_model.reading.statements.statement import (
    CORRECTED,
    DUPLICATE,
    PENDING,
    Movement,
    Statement,
    one_line,
)
from roi_model.reading.values.dates import day_stated

OUT = Movement(1, date(2024, 3, 4), Decimal("-12.50"), "HubSpot")
WHOLE = Statement("1", "EUR", "3", Decimal(100), Decimal("87.50"), (OUT,))


def test_a_whole_statement_lacks_nothing() -> None:
    assert WHOLE.missing == 0


def test_a_movement_that_was_left_away_is_missing() -> None:
    assert replace(WHOLE, movements=()).missing == Decimal("-12.50")


@pytest.mark.parametrize("change", [{"state": PENDING}, {"fault": DUPLICATE}, {"fault": CORRECTED}])
def test_what_was_not_booked_once_more_is_not_missing(change: dict[str, str]) -> None:
    beside = replace(OUT, amount=Decimal(-1), **change)
    assert replace(WHOLE, movements=(OUT, beside)).missing == 0


@pytest.mark.parametrize("change", [{"amount": None}, {"currency": "USD"}])
def test_nothing_is_said_where_not_all_amounts_are_known(change: dict[str, str]) -> None:
    assert replace(WHOLE, movements=(OUT, replace(OUT, **change))).missing is None


def test_nothing_is_said_without_both_balances() -> None:
    assert replace(WHOLE, opening=None).missing is None
    assert replace(WHOLE, closing=None).missing is None


def test_words_stand_once_each() -> None:
    assert one_line("A", "A B", "", None, "A") == "A B"


@pytest.mark.parametrize(
    "written", ["", "2024", "20241301", "2024-13-01", "2024010\u0661", "yesterday"]
)
def test_no_day_is_made_up(written: str) -> None:
    assert day_stated(written) is None
