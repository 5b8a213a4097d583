"""What stands over a DATEV batch of bookings: its year, its number plan, its currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.ledgers.entries import compact_day
from roi_model.reading.tables.source import Source
from roi_model.reading.text.dialect import split_line
from roi_model.reading.values.asked import year_of


@dataclass(frozen=True)
class Head:
    """What the first line of the file says."""

    first: date | None = None
    last: date | None = None
    length: int = 4
    currency: str = "EUR"
    plan: str = ""


def read_head(source: Source, inquiry: Inquiry) -> Head | None:
    """What the line above the header says; None where the year is asked."""
    line = next((row for row in source.text.split("\n", 5)[:5]
                 if re.match(r'\ufeff?"?(?:EXTF|DTVF)"?;', row)), "")  # fmt: skip
    cells = [cell.strip(' "') for cell in split_line(line, ";")] + [""] * 31
    year = compact_day(cells[12])
    first, last = compact_day(cells[14]) or year, compact_day(cells[15])
    if first is None:
        said = year_of(inquiry.name, inquiry)
        if said is None:
            return None
        first = date(said, 1, 1)
    if last is None or last < first:
        last = date((year or first).year + 1, (year or first).month, 1) - timedelta(days=1)
    length = int(cells[13]) if cells[13] in {"4", "5", "6", "7", "8"} else 4
    currency = cells[21] if re.fullmatch("[A-Z]{3}", cells[21]) else "EUR"
    plan = cells[26].upper().removeprefix("SKR").strip()  # the standard says 03, some write SKR03
    return Head(first, last, length, currency, plan)


def day_of(written: str, head: Head) -> date | None:
    """TTMM, the leading zero perhaps lost, in the year that lies in the header's days."""
    if not re.fullmatch(r"\d{3,4}|\d{7,8}", written) or head.first is None or head.last is None:
        return None
    digits = written.zfill(4 if len(written) < 5 else 8)
    day, month, year = int(digits[:2]), int(digits[2:4]), digits[4:]
    years = [int(year)] if year else [head.first.year, head.last.year]
    days = []
    for one in years:
        try:
            days.append(date(one, month, day))
        except ValueError:
            continue
    inside = [one for one in days if head.first <= one <= head.last]
    return next(iter(inside or days), None)
