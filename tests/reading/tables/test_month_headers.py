"""Headings that are months, and those that are not."""

from __future__ import annotations

import pytest

from roi_model.reading.tables.month_headers import part_month
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


PARTS = {
    "Jun 1-15, 2026": "jun 2026", "1-15 juin 2026": "juin 2026", "01.06.–15.06.2026": "2026-06",
    "Jun 2026 (partial)": "jun 2026", "Jun MTD": "jun", "du 1er au 15 juin 2026": "juin 2026",
    "1.–15. Juni 2026": "juni 2026", "06/01-06/15/2026": "2026-06", "June 1-15": "june",
    "1 giu - 15 giu 2026": "giu 2026", "1 t/m 15 juni 2026": "juni 2026",
    "2026-06-01 – 2026-06-15": "2026-06", "junio 2026 (parcial)": "junio 2026",
}  # fmt: skip


@pytest.mark.parametrize("heading", PARTS)
def test_some_days_of_a_month_across_are_that_month(heading: str) -> None:
    assert part_month(heading) == PARTS[heading]
    quoted = f'"{heading}"'
    text = f"Category,Apr 2026,May 2026,{quoted},Total\nTools,10.50,20.25,5.25,36\nAds,1,2,3,6\n"
    reading = reading_of(text)
    assert reading.total("month") == {"2026-04": 11.5, "2026-05": 22.25, "2026-06": 8.25}
    (note,) = [note for note in reading.notes if note.code == "part_months"]
    assert note.values["columns"] == heading


@pytest.mark.parametrize("heading", [
    "Jun 2026", "Total", "May 1 - Jun 15, 2026", "2025-2026", "Q2 2026", "1-06-2026", "24-Jan",
    "Jun 15-1, 2026", "12-2025 - 06-2026", "01.13.–15.13.2026", "Part 1"])  # fmt: skip
def test_other_headings_are_no_part_of_a_month(heading: str) -> None:
    assert part_month(heading) == ""


@pytest.mark.parametrize(("months", "last"), [
    (["01.04.2026", "01.05.2026"], "1.–15. Juni 2026"),
    (["2026-04", "2026-05"], "Jun 1-15, 2026"),
    (["04/2026", "05/2026"], "juin 2026 (en cours)"),
    (["avr. 2026", "mai 2026"], "01/06/2026 - 15/06/2026"),
    (["Apr 2026", "May 2026"], "Jun MTD")])  # fmt: skip
def test_it_may_be_written_in_another_way_than_the_whole_months(
    months: list[str], last: str
) -> None:
    text = f"Poste;{';'.join(months)};{last}\nOutils;10,50;20,25;5,25\nSalon;1,00;2,00;3,00\n"
    reading = reading_of(text)
    asked = [q for q in reading.questions if q.blocking]
    if asked:
        reading = reading_of(text, answers={asked[0].id: "%d.%m.%Y"})
    assert reading.total("month") == {"2026-04": 11.5, "2026-05": 22.25, "2026-06": 8.25}


def test_two_halves_of_a_month_are_not_one() -> None:
    text = "Category,May 2026,Jun 1-15 2026,Jun 16-30 2026\nTools,10.50,20.25,5.25\nAds,1,2,3\n"
    reading = reading_of(text)
    assert {note.code for note in reading.notes} & {"columns_beside"} or not reading.usable
