"""Columns of a payroll that no heading tells, told by their figures."""

from __future__ import annotations

import numpy as np

from roi_model.reading.costs.pay.unnamed import Unnamed, unnamed
from tests.reading.read_again import reading_of

PAY = {0: [1000.0, 1500.0], 1: [100.0, 200.0], 2: [900.0, 1300.0], 3: [80.0, 120.0]}


def test_a_column_that_adds_what_comes_on_top_is_told() -> None:
    more = {**PAY, 4: [1080.0, 1620.0]}
    value = {column: np.array(cells) for column, cells in more.items()}
    assert unnamed(value, 0) == Unnamed([3], [1, 2], 4)


def test_nothing_is_told_where_no_column_is_gross_pay_less_another() -> None:
    value = {0: np.array([1000.0, 1500.0]), 1: np.array([100.0, 200.0]), 2: np.array([7.0, 9.0])}
    assert unnamed(value, 0) is None


def test_what_stands_beside_known_charges_and_is_in_nothing_is_asked_about() -> None:
    text = ("Month,Employee,Gross pay,Tax,Net pay,Employer NI,Apprentice levy\n"
            "2025-01,A,3000.00,600.00,2400.00,400.00,15.50\n"
            "2025-01,B,3600.00,700.00,2900.00,500.00,18.60\n")  # fmt: skip
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "pay_on_top"
    assert {c.answer: c.gives["all"] for c in question.candidates} == {"yes": 7534.1, "no": 7500}
