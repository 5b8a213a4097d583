"""Cost lines: a monthly one has a first and a last month, a one-off only its own."""

from __future__ import annotations

from typing import Any

import pytest

from roi_model import CostLine, ScenarioError


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"every": "once", "end_month": 3}, "end_month", "end_of_once"),
        ({"every": "month", "start_month": 0}, "start_month", "out_of_range"),
        ({"category": "fun"}, "category", "not_a_choice"),
    ],
)
def test_a_line_that_cannot_be_is_refused(given: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        CostLine(name="CRM", amount=10.0, **given)
    assert [(p.path, p.code) for p in caught.value.problems] == [(path, code)]


def test_only_a_one_off_may_be_paid_at_the_start() -> None:
    assert CostLine(name="CRM", amount=10.0, every="once", start_month=0).start_month == 0


def test_a_monthly_line_is_told_the_months_it_may_begin_in() -> None:
    with pytest.raises(ScenarioError) as caught:
        CostLine(name="CRM", amount=10.0, every="month", start_month=0)
    (fault,) = caught.value.problems
    assert (fault.value, fault.allowed, fault.unit) == ("0", "1..120", "month")
