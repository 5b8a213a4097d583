"""Reports without a column of dates: the month of their title, where it is one."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.layouts.titled_month import period_of
from roi_model.reading.reading import read

REPORT = """Campaign report
{title}
Campaign,Budget,Currency code,Cost,Clicks
Brand,"40.00",EUR,"1,004.12",812
Competitors,"25.00",EUR,"655.40",402
Total: account,"65.00",EUR,"1,659.52","1,214"
"""


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("1 janvier 2025 - 31 janvier 2025", "2025-01"),
        ('"January 1, 2025 - January 31, 2025"', "2025-01"),
        ('"Reporting period: Jan 1, 2025 – Jan 7, 2025"', "2025-01"),
        ("Du 01/02/2025 au 28/02/2025", "2025-02"),
        ("1. Januar 2025 bis 31. Januar 2025", "2025-01"),
        ("1 de enero de 2025 - 31 de enero de 2025", "2025-01"),
        ("2024-12-01 to 2024-12-31", "2024-12"),
    ],
)
def test_every_line_counts_in_the_month_of_the_title(title: str, month: str) -> None:
    reading = read(REPORT.format(title=title).encode(), name="report.csv")
    assert reading.refused is None and reading.usable
    assert reading.total() == 1004.12 + 655.40
    assert set(reading.entries["month"].astype(str)) == {month}
    told = [note.sentence("en") for note in reading.notes if note.code == "month_in_title"]
    assert told and title.strip('"') in told[0]


@pytest.mark.parametrize(
    "title",
    [
        "1 janvier 2025 - 31 mars 2025",  # of which month is a line?
        "01/02/2025 - 03/02/2025",  # three days of February, or of January to March
        "All time",
    ],
)
def test_a_title_of_several_months_dates_no_line(title: str) -> None:
    reading = read(REPORT.format(title=title).encode(), name="report.csv")
    assert reading.refused is not None and reading.refused.code == "no_date"


def test_a_column_of_dates_goes_before_the_title() -> None:
    text = "From 2025-01-01 to 2025-01-31\nDay,Cost\n2025-02-03,10.50\n2025-03-04,20.00\n"
    reading = read(text.encode(), name="report.csv")
    assert "month_in_title" not in [note.code for note in reading.notes]
    assert reading.total() == 30.5


def test_one_day_is_no_span() -> None:
    assert period_of(["Exported 2025-01-31"]) is None


CAMPAIGNS = """Start Date: 02 Feb 2026
End Date: {end}

Campaign,Start date,Spend,Clicks
Brand,2025-03-04,100.50,5
Rivals,2026-02-10,50.00,6
Total,,150.50,11
"""


def test_the_day_a_campaign_began_is_not_that_of_its_cost() -> None:
    reading = read(CAMPAIGNS.format(end="28 Feb 2026").encode(), name="report.csv")
    assert reading.total("month") == {"2026-02": 150.5}
    assert "month_of_title" in [note.code for note in reading.notes]


def test_the_month_is_asked_where_the_title_covers_two() -> None:
    content = CAMPAIGNS.format(end="01 Mar 2026").encode()
    (question,) = [q for q in read(content, name="report.csv").questions if q.blocking]
    assert question.id == "title_month:Start date"
    assert [c.answer for c in question.candidates] == ["2026-02", "2026-03", "column"]
    answered = read(content, answers={question.id: "2026-02"}, name="report.csv")
    assert answered.total("month") == {"2026-02": 150.5}
    stated = read(content, answers={question.id: "column"}, name="report.csv")
    assert stated.total("month") == {"2025-03": 100.5, "2026-02": 50}


def test_days_of_spending_count_as_they_stand_where_the_title_covers_some() -> None:
    text = "Du 01/02/2026 au 28/02/2026\n\nDate;Fournisseur;Montant HT\n{};A;100\n16/01/2026;B;50\n"
    assert read(text.format("15/02/2026").encode()).total() == 150
    (question,) = [q for q in read(text.format("15/01/2026").encode()).questions if q.blocking]
    assert question.about == "title_month"


def test_totals_of_a_report_dated_by_its_title_count_once() -> None:
    text = ("Report\n2025-01-01 - 2025-01-31\nCampaign,Type,Cost,Clicks\nBrand,Search,100.00,8\n"
            "Show,Display,50.00,4\nTotal Energies,Search,25.00,4\nTotal: Search,,125.00,12\n"
            "Total: Display,,50.00,4\nTotal: account,,175.00,16\n")  # fmt: skip
    assert read(text.encode()).total() == 100 + 50 + 25
