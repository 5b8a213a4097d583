"""What SAF-T and XAF have in common: accounts, then entries of lines, and what the file adds up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.ledgers.postings import POINT_SCALE, Postings, cents, texts
from roi_model.reading.text.ragged import Rejections

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
            shown = ";".join([day, account, label])
            self.bad.append((line, reason, shown[:_SHOWN]))
        else:
            self.rows.append((line, self.count, found, account, units, label))

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
    if not re.match(r"(?:19|20)\d\d-\d\d-\d\d", written):
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


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
