"""What columns leave open: by their cells, by an answer, or asked."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.values.amounts import amounts_given, take_apart
from roi_model.reading.values.asked import day_format, decimal_sign, year_of
from roi_model.reading.values.dates import take_apart_dates

OPEN = take_apart(pa.array(["1,234", "2,500"]))


def test_one_column_settles_the_sign_of_all() -> None:
    assert decimal_sign([OPEN, take_apart(pa.array(["0.5"]))], "Cost", Inquiry()) == "."


def test_no_sign_at_all_is_none_and_asks_nothing() -> None:
    inquiry = Inquiry()
    assert decimal_sign([take_apart(pa.array(["12"]))], "Cost", inquiry) == ""
    assert not inquiry.questions


def test_what_each_sign_gives_stands_in_the_question() -> None:
    inquiry = Inquiry()
    given = decimal_sign([OPEN], "Cost", inquiry, lambda sign: amounts_given(OPEN, sign))
    assert given is None
    (asked,) = inquiry.questions
    assert {one.answer: one.gives["all"] for one in asked.candidates} == {",": 3.734, ".": 3734.0}
    assert decimal_sign([OPEN], "Cost", Inquiry({"decimal:Cost": "."})) == "."


@pytest.mark.parametrize(
    ("cells", "answers", "chosen", "kept"),
    [
        (["31/01/2024"], {}, "%d/%m/%Y", "%d/%m/%Y"),
        (["03/04/2024", "05/06/2024"], {}, None, None),
        (["03/04/2024", "05/06/2024"], {"date_format": "%m/%d/%Y"}, "%m/%d/%Y", "%m/%d/%Y"),
    ],
)
def test_the_order_of_days(
    cells: list[str], answers: dict[str, str], chosen: str | None, kept: str | None
) -> None:
    inquiry = Inquiry(answers)
    apart = take_apart_dates(pa.array(cells))
    assert apart is not None
    assert day_format(apart, "Date", inquiry) == chosen
    assert inquiry.date_format == kept
    assert bool(inquiry.questions) == (chosen is None)


def test_a_year_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="year"):
        year_of("", Inquiry({"year": "24"}))
