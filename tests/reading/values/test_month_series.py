"""Dates whose day and month are open, told by the months they follow each other in."""

from __future__ import annotations

import pyarrow as pa
import pytest

from roi_model.reading.values.dates import take_apart_dates
from roi_model.reading.values.month_series import told_by_months
from tests.reading.read_again import reading_of

BOTH = ("%d/%m/%Y", "%m/%d/%Y")


@pytest.mark.parametrize(
    ("cells", "heading", "told"),
    [
        (["01/03/2025", "01/04/2025"], "Mois", BOTH[0]),
        (["03/01/2025", "04/01/2025", ""], "Month", BOTH[1]),
        (["01/03/2025", "01/04/2025"], "Date", None),
        (["01/05/2025", "01/12/2025"], "Week", None),  # two weeks, or two months
        (["01/03/2025"], "Month", None),
        (["05/11/2025", "05/12/2025", "05/01/2026"], "Date", BOTH[0]),
        (["11/05/2025", "12/05/2025", "01/05/2026"], "Date", BOTH[1]),
        (["05/10/2025", "05/11/2025", "05/12/2025"], "Date", None),  # three days of May
        (["05/11/2025", "06/12/2025", "05/01/2026"], "Date", None),
        (["05/11/2025", "05/01/2026", "05/02/2026"], "Date", None),
    ],
)
def test_months_that_follow_each_other(cells: list[str], heading: str, told: str | None) -> None:
    apart = take_apart_dates(pa.array(cells))
    assert apart is not None
    assert told_by_months(apart, BOTH, heading) == told


def test_a_report_by_month_is_not_asked_for_its_days() -> None:
    text = 'Mois,Campagne,Dépenses\n"01/12/2025",A,10\n"01/01/2026",A,20\n"01/02/2026",B,5\n'
    assert reading_of(text).total("month") == {"2025-12": 10.0, "2026-01": 20.0, "2026-02": 5.0}
