"""Entries of lines as files state them one by one: SIE, SAF-T and XAF alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.ledgers.postings import POINT_SCALE, Postings, cents, texts
from roi_model.reading.text.ragged import Rejections
from roi_model.reading.values.dates import day_stated

_SHOWN = 200


@dataclass
class Entries:
    """The lines of entries as they come: postings, and the lines that cannot be read."""

    rows: list[tuple[int, int, date, str, int, str]] = field(default_factory=list)
    bad: list[tuple[int, str, str]] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, day: str, account: str, units: int | None, label: str) -> None:
        """One line of the present entry; `units` is None where its amount cannot be read."""
        found = day_of(day)
        reason = "" if account else "no_account"
        reason = reason or ("" if found else "bad_date" if day else "no_date")
        reason = reason or ("" if units is not None else "not_a_number")
        if reason or found is None or units is None:
            self.reject(line, reason, ";".join([day, account, label]))
        else:
            self.rows.append((line, self.count, found, account, units, label))

    def reject(self, line: int, reason: str, text: str) -> None:
        """One line that cannot be read."""
        self.bad.append((line, reason, text[:_SHOWN]))

    @property
    def accounts(self) -> set[str]:
        """The accounts that something is booked on."""
        return {row[3] for row in self.rows}

    @property
    def read(self) -> int:
        """How many lines there were."""
        return len(self.rows) + len(self.bad)

    def rejections(self) -> Rejections:
        """The lines that cannot be read, with their reasons."""
        out = Rejections()
        for reason in dict.fromkeys(reason for _, reason, _ in self.bad):
            rows = [(line, row) for line, why, row in self.bad if why == reason]
            out.add(reason, np.array([line for line, _ in rows]), [row for _, row in rows])
        return out

    def postings(self, names: Mapping[str, str]) -> Postings:
        """The lines that can be read, with the names of their accounts."""
        rows = self.rows
        return Postings(
            month=np.array([12 * day.year + day.month - 1 for _, _, day, *_ in rows], np.int64),
            day=np.array([row[2].day for row in rows], np.int64),
            units=np.array([row[4] for row in rows], np.int64),
            scale=POINT_SCALE,
            account=texts([row[3] for row in rows]),
            name=texts([names.get(row[3], "") for row in rows]),
            label=texts([row[5] or names.get(row[3], "") for row in rows]),
            line=np.array([row[0] for row in rows], np.int64),
            entry=np.array([row[1] for row in rows], np.int64),
        )  # fmt: skip


def day_of(written: str) -> date | None:
    """The day that YYYY-MM-DD begins with, as it stands: never moved to another zone.

    >>> day_of("2024-02-01T00:00:00+01:00"), day_of("2024-13-01")
    (datetime.date(2024, 2, 1), None)
    """
    return day_stated(written) if re.match(r"(?:19|20)\d\d-\d\d-\d\d", written) else None


def compact_day(written: str) -> date | None:
    """The day that YYYYMMDD says, and nothing beside it.

    >>> compact_day("20240201"), compact_day("20241301"), compact_day("2024-02-01")
    (datetime.date(2024, 2, 1), None, None)
    """
    return day_stated(written) if re.fullmatch(r"(?:19|20)\d{6}", written) else None


def debit_less_credit(debit: str, credit: str) -> int | None:
    """A line's amount of its two sides, one of which may be left away, in units of `cents`.

    >>> debit_less_credit("12.5", ""), debit_less_credit("0", "3"), debit_less_credit("", "")
    (125000, -30000, None)
    """
    sides = [cents(side) if side else 0 for side in (debit, credit)]
    if not (debit or credit) or sides[0] is None or sides[1] is None:
        return None
    return sides[0] - sides[1]


def say_total(entries: Entries, declared: str, inquiry: Inquiry) -> None:
    """Say where the debits of the lines are not what the file itself says they are."""
    units = cents(declared)
    if units is None or entries.bad:
        return
    debit = sum(row[4] for row in entries.rows if row[4] > 0)
    credit = -sum(row[4] for row in entries.rows if row[4] < 0)
    if units not in (debit, credit):
        inquiry.note("audit_total", declared=units / 10**POINT_SCALE,
                     debit=debit / 10**POINT_SCALE)  # fmt: skip
