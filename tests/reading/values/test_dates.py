"""A column of dates: decided from all of its values, asked on a tie."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from roi_model.reading.values.dates import (
    DateFormat,
    date_format,
    day_stated,
    parse_dates,
    take_apart_dates,
    year_month,
)
from tests.reading.read_again import reading_of


def test_days_that_may_be_months_are_asked() -> None:
    text = "date;label;amount\n03/04/2024;Ads;10,50\n05/06/2024;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.id == "date_format:date"
    assert {c.answer: (c.gives["first"], c.gives["last"]) for c in question.candidates} == {
        "%d/%m/%Y": ("2024-04", "2024-06"),
        "%m/%d/%Y": ("2024-03", "2024-05"),
    }
    months = reading_of(text, answers={question.id: "%m/%d/%Y"}).total("month")
    assert months == {"2024-03": 10.5, "2024-05": 20.5}


def test_two_digit_years_with_three_orders_are_asked() -> None:
    text = "date;label;amount\n03-04-05;Ads;10,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert {c.answer for c in question.candidates} == {"%d-%m-%y", "%m-%d-%y", "%y-%m-%d"}


def test_same_day_and_month_needs_no_question() -> None:
    text = "date;label;amount\n01/01/2024;Ads;10,50\n02/02/2024;CRM;20,50\n"
    assert reading_of(text).total("month") == {"2024-01": 10.5, "2024-02": 20.5}


def test_ambiguous_month_abbreviation_is_asked() -> None:
    text = "mois;libellé;montant\nmars 2024;Ads;10,50\njui 2024;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.about == "date_format"
    answered = reading_of(text, answers={question.id: "%b %Y?second"})
    assert answered.total("month") == {"2024-03": 10.5, "2024-07": 20.5}


def test_a_column_of_ambiguous_abbreviations_alone_is_asked() -> None:
    text = "mois;libellé;montant\njui 2024;Ads;10,50\njui 2025;CRM;20,50\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    answered = reading_of(text, answers={question.id: "%b %Y?first"})
    assert answered.total("month") == {"2024-06": 10.5, "2025-06": 20.5}


WITHOUT_YEAR = ("{};;\nPoste;Janvier;Février\nOutils;10,50;20,50\n",
                "{};;\nMois;Poste;Montant\nJanvier;Outils;10,50\n"
                "Février;Outils;20,50\n")  # fmt: skip


@pytest.mark.parametrize("text", WITHOUT_YEAR)
def test_months_without_a_year_are_of_the_one_that_the_title_says(text: str) -> None:
    reading = reading_of(text.format("Dépenses 2023"))
    assert reading.total("month") == {"2023-01": 10.5, "2023-02": 20.5}
    (note,) = [n for n in reading.notes if n.code == "year_said"]
    assert note.values == {"year": "2023"}
    answered = reading_of(text.format("Dépenses 2023"), answers={"year": "2022"})
    assert answered.total("month") == {"2022-01": 10.5, "2022-02": 20.5}


@pytest.mark.parametrize("title", ["Dépenses 2023 et 2024", "Export du 05/01/2024"])
@pytest.mark.parametrize("text", WITHOUT_YEAR)
def test_months_without_a_year_are_asked_where_no_one_year_is_said(text: str, title: str) -> None:
    (question,) = [q for q in reading_of(text.format(title)).questions if q.blocking]
    assert question.id == "year"
    answered = reading_of(text.format(title), answers={"year": "2023"})
    assert answered.total("month") == {"2023-01": 10.5, "2023-02": 20.5}


@pytest.mark.parametrize(
    "days",
    [
        ("2025-02-05", "2025/02/25", "26/02/2025", "02-27-2025"),
        ("05 févr. 2025", "2025-02-25", "26.02.2025", "2025.02.27"),
        ("20250205", "Feb 25, 2025", "2025-02-26", "27/02/2025"),
        ("5. Februar 2025", "25.02.2025", "2025-02-26 10:00:00", "27-02-2025"),
    ],
)
def test_several_spellings_each_certain_are_all_read(days: tuple[str, ...]) -> None:
    rows = "".join(
        f"{day};Ads;{amount},00\n" for day, amount in zip(days, (10, 20, 30, 40), strict=True)
    )
    reading = reading_of(f"Date;Libellé;Coût\n{rows}")
    assert reading.total("month") == {"2025-02": 10 + 20 + 30 + 40}
    (note,) = [n for n in reading.notes if n.code == "date_spellings"]
    assert note.values["count"] == 3


def test_days_without_an_amount_take_nothing_from_what_is_said_of_the_others() -> None:
    text = "Date;Libellé;Coût\n2025-02-05;A;1,00\n26/02/2025;B;2,00\n27/02/2025;C;x\nn/a;D;4,00\n"
    reading = reading_of(text)
    assert reading.total("month") == {"2025-02": 3.0}
    assert sorted(reading.rejected["reason"]) == ["bad_date", "not_a_number"]
    (note,) = [n for n in reading.notes if n.code == "date_spellings"]
    assert note.values["count"] == 1


def test_a_day_of_a_format_that_is_not_allowed_is_not_read() -> None:
    cells = take_apart_dates(pa.array(["26/02/2025", "02/27/2025", "27.02.2025"]))
    assert cells is not None
    days = parse_dates(cells, "%d/%m/%Y", ("%d/%m/%Y", "%d.%m.%Y"))
    assert days.status.tolist() == [0, 2, 0]
    assert [year_month(int(month)) for month in days.month[[0, 2]]] == ["2025-02", "2025-02"]
    assert days.day[[0, 2]].tolist() == [26, 27]
    assert days.apart == days.only(days.status == 0).apart == 1
    assert days.only(np.array([False, True, True])).status.tolist() == [2, 0]
    free = parse_dates(cells, "%d/%m/%Y")
    assert (free.status.tolist(), free.day.tolist()) == ([0, 0, 0], [26, 27, 27])


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("20240215", (2024, 2, 15)), ("2024-11-30", (2024, 11, 30)),
        (" 20241231235959 ", (2024, 12, 31)), ("20240230", None), ("2024021", None),
        ("2024-2-15", None), ("٢٠٢٤٠٢١٥", None), ("", None),
    ],
)  # fmt: skip
def test_a_stated_day_is_read_by_its_digits(stated: str, day: tuple[int, int, int] | None) -> None:
    found = day_stated(stated)
    assert (found and (found.year, found.month, found.day)) == day


def test_of_several_spellings_what_is_open_is_asked_once() -> None:
    text = (
        "Date;Libellé;Coût\n2025-02-05;A;10,00\n03/04/2025;B;20,00\nFeb 26 2025;C;30,00\n"
        "05-04-2025;D;40,00\n"
    )
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    assert question.values["example"] in ("03/04/2025", "05-04-2025")
    days, months = (c.answer for c in question.candidates)
    # Nobody writes the day first with one sign and the month first with another.
    assert reading_of(text, answers={question.id: days}).total("month") == {
        "2025-02": 10 + 30, "2025-04": 20 + 40,
    }  # fmt: skip
    assert reading_of(text, answers={question.id: months}).total("month") == {
        "2025-02": 10 + 30, "2025-03": 20, "2025-05": 40,
    }  # fmt: skip


def test_both_orders_seen_for_certain_leave_the_rest_to_be_asked() -> None:
    text = "Date;Libellé;Coût\n26/02/2025;A;10,00\n02/27/2025;B;20,00\n03/04/2025;C;30,00\n"
    (question,) = [q for q in reading_of(text).questions if q.blocking]
    answered = reading_of(text, answers={question.id: "%d/%m/%Y"})
    assert answered.total("month") == {"2025-02": 10 + 20, "2025-04": 30}
    assert not len(answered.rejected)


def test_a_slip_of_the_pen_is_no_spelling_of_its_own() -> None:
    rows = "".join(f"{day:02d}/{month:02d}/2025;Ads;1,00\n" for month in (1, 2, 3, 4, 5)
                   for day in range(1, 29))  # fmt: skip
    for slip in ("01/25/2025", "2001-01-25", "25/01/20"):
        reading = reading_of(f"Date;Libellé;Coût\n{rows}{slip};Ads;1,00\n")
        assert reading.total() == 5 * 28
        assert reading.rejected["reason"].tolist() == ["bad_date"]


def test_days_counted_by_a_spreadsheet_are_not_trusted_beside_others() -> None:
    # It counts what it took for a date of its own, 03/04 as March perhaps, and leaves 26/02.
    reading = reading_of("Date;Libellé;Coût\n45385;A;10,00\n26/02/2024;B;20,00\n27/02/2024;C;5\n")
    assert reading.total() == 20 + 5
    assert reading.rejected["reason"].tolist() == ["bad_date"]


def test_a_column_without_a_day_has_no_format_and_nothing_to_choose_from() -> None:
    cells = take_apart_dates(pa.array(["Ads", ""]))
    assert cells is not None and cells.share == 0
    assert date_format(cells) == DateFormat(format=None, candidates=(), example="")
