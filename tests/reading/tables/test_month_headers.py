"""Headings that are months, and those that are not."""

from __future__ import annotations

import pytest

from tests.reading.read_again import reading_of


def test_days_that_may_be_months_are_asked_in_headings_too() -> None:
    text = "Category,01/01/2024,01/02/2024\nTools,10.50,20.25\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "date_format"
    months = reading_of(text, answers={question.id: "%d/%m/%Y"}).total("month")
    assert months == {"2024-01": 10.5, "2024-02": 20.25}


def test_dates_in_a_row_of_data_are_no_months_across() -> None:
    text = "x;y;z;t\nA;04/01/2024;19/02/2024;\nB;05/01/2024;20/02/2024;10,50\n"
    reading = reading_of(text)
    assert "months_across" not in [note.code for note in reading.notes]
    assert [q.id for q in reading.questions] == ["date_column"]
    across = "Poste;01/01/2024;29/02/2024\nOutils;10,50;20,50\n"
    assert reading_of(across).total("month") == {"2024-01": 10.5, "2024-02": 20.5}


@pytest.mark.parametrize(
    "heads", ["11/24;12/24;01/25", "11-24;12-24;1-25", "11 / 24;12 / 24;01/25"]
)
def test_months_with_a_short_year_across_follow_each_other(heads: str) -> None:
    text = f"Poste;{heads}\nOutils;12,50;3,00;1,00\nPublicité;1,00;1,00;2,00\n"
    months = {"2024-11": 12.5 + 1, "2024-12": 3 + 1.0, "2025-01": 1 + 2.0}
    assert reading_of(text).total("month") == months


@pytest.mark.parametrize("heads", ["01/24;01/25;01/26", "11.24;12.24;13.24", "24/01;25/01;26/01"])
def test_figures_that_do_not_follow_like_months_head_none(heads: str) -> None:
    refused = reading_of(f"Poste;{heads}\nOutils;12,50;3,00;1,00\n").refused
    assert refused is not None and refused.code == "no_date"
