"""Amounts and days of a whole file settle each other; what they leave open is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.statements.written import amounts, days


def test_one_amount_settles_the_decimal_sign_of_all() -> None:
    inquiry = Inquiry()
    found = amounts(["-1,234", "-1,50", ""], "T", inquiry)
    assert found == [(Decimal("-1.234"), ""), (Decimal("-1.500"), ""), (None, "no_amount")]
    assert inquiry.decimal == ","


def test_what_no_amount_settles_is_asked_with_what_each_answer_gives() -> None:
    inquiry = Inquiry()
    assert amounts(["-1,234", "5"], "T", inquiry) is None
    assert {c.answer: c.gives["all"] for c in inquiry.questions[0].candidates} == {
        ",": 1.234, ".": 1234
    }  # fmt: skip
    assert amounts(["-1,234"], "T", Inquiry({"decimal": "."})) == [(Decimal(-1234), "")]


def test_one_day_settles_the_order_of_all() -> None:
    inquiry = Inquiry()
    assert days(["01/02/2024", "13/02/2024"], "D", inquiry) == [
        (date(2024, 2, 1), ""), (date(2024, 2, 13), "")
    ]  # fmt: skip
    assert inquiry.date_format == "%d/%m/%Y"
    assert days(["02/13/2024", "x"], "D", Inquiry()) == [
        (date(2024, 2, 13), ""), (None, "bad_date")
    ]  # fmt: skip


def test_days_that_may_be_months_are_asked() -> None:
    inquiry = Inquiry()
    assert days(["01/02/2024"], "D", inquiry) is None
    assert {c.answer for c in inquiry.questions[0].candidates} == {"%d/%m/%Y", "%m/%d/%Y"}
    answered = Inquiry({"date_format": "%m/%d/%Y"})
    assert days(["01/02/2024"], "D", answered) == [(date(2024, 1, 2), "")]
