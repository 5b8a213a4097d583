"""Dates a month apart: where day and month are open, the reading in which months follow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from roi_model.reading.values.dates import DateCells, date_format, parse_dates, take_apart_dates
from roi_model.reading.values.undated import names_months

_ENOUGH = 3


def told_by_months(cells: DateCells, formats: Sequence[str], heading: str) -> str | None:
    """The one of several formats in which the dates are months; None where none or several are.

    Under a heading that says months all are the first of one. Under any other they are the same day
    of months that follow each other into another year: 08/12/2025, 08/01/2026 and 08/02/2026 are
    bills, and no two days of August after one of the August before.

    >>> import pyarrow as pa
    >>> from roi_model.reading.values.dates import take_apart_dates
    >>> both = ("%d/%m/%Y", "%m/%d/%Y")
    >>> told_by_months(take_apart_dates(pa.array(["01/03/2025", "01/04/2025"])), both, "Month")
    '%d/%m/%Y'
    >>> bills = take_apart_dates(pa.array(["08/12/2025", "08/01/2026", "08/02/2026"]))
    >>> told_by_months(bills, both, "Invoice date")
    '%d/%m/%Y'
    """
    found = [one for one in formats if _are_months(cells, one, names_months(heading))]
    return found[0] if len(found) == 1 else None


def in_one_month(columns: Sequence[pa.Array]) -> bool:
    """Whether columns of days lie in the same month in every row that has several of them, in
    formats that are beyond doubt.

    >>> begun, ended = pa.array(["2025-01-01", "2025-02-01"]), pa.array(["2025-01-31", ""])
    >>> in_one_month([begun, ended]), in_one_month([begun, pa.array(["2025-01-31", "2025-03-01"])])
    (True, False)
    """
    first = None
    for column in columns:
        cells = take_apart_dates(column)
        shape = None if cells is None else date_format(cells).format
        if cells is None or shape is None:
            return False
        days = parse_dates(cells, shape)
        month = np.where(days.status == 0, days.month, -1)
        if first is not None and ((month != first) & (month >= 0) & (first >= 0)).any():
            return False
        first = month if first is None else first
    return True


def _are_months(cells: DateCells, shape: str, headed: bool) -> bool:
    """Whether all filled cells, read in one format, are the same day of different months."""
    filled = [found for found, empty in zip(cells.readings, cells.empty, strict=True) if not empty]
    dated = [found[shape] for found in filled if shape in found]
    months = sorted({year * 12 + month - 1 for year, month, _ in dated})
    if len({day for _, _, day in dated}) != 1 or len(dated) < len([f for f in filled if f]):
        return False
    if headed and dated[0][2] == 1 and len(months) > 1:
        return True
    following = len(months) >= _ENOUGH and months[-1] - months[0] == len(months) - 1
    return following and months[0] // 12 < months[-1] // 12
