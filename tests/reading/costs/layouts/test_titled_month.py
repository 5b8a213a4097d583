"""Reports without a column of dates: the month of their title, where it is one."""

from __future__ import annotations

import pytest

from roi_model.reading.costs.layouts.titled_month import month_of
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
    assert month_of("Exported 2025-01-31") is None
