"""What several files hold twice, or count in two ways, said before anything is compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from roi_model.actuals.checks.doubts import TOPIC
from roi_model.reading.inquiry import Finding
from roi_model.reading.result import Reading

_DAYS = ("created", "closed", "day")
BOOKS, BANK = "fec", "bank"


def overlaps(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """What two files of the same kind of figures have in common, two by two.

    "same_months": costs of the same months in both (values: one, other, first, last, count, and
    amount, what the file with less of it holds in these months); "two_views" where one is a ledger
    and the other a bank statement of other months: net of VAT when invoiced there, with VAT when
    paid here; "same_deals": deals of the same number in both (count).
    """
    usable = [reading for reading in readings if reading.usable]
    return tuple(
        found for pair in combinations(usable, 2) for found in (*_costs(*pair), *_deals(*pair))
    )


def _costs(one: Reading, other: Reading) -> list[Finding]:
    if not len(one.entries) or not len(other.entries):
        return []
    names = {"one": one.name, "other": other.name}
    left, right = one.total("month"), other.total("month")
    common = sorted(left.keys() & right.keys())
    if common:
        amount = min(sum(side[month] for month in common) for side in (left, right))
        values = {**names, "first": common[0], "last": common[-1], "count": len(common),
                  "amount": float(amount)}  # fmt: skip
        return [Finding("same_months", values, TOPIC)]
    if {one.kind, other.kind} == {BOOKS, BANK}:
        return [Finding("two_views", names, TOPIC)]
    return []


def _deals(one: Reading, other: Reading) -> list[Finding]:
    if one.deals is None or other.deals is None:
        return []
    known = {number for number in one.deals["id"].astype(str) if number}
    count = sum(number in known for number in other.deals["id"].astype(str) if number)
    if not count:
        return []
    return [Finding("same_deals", {"one": one.name, "other": other.name, "count": count}, TOPIC)]


def span(reading: Reading) -> tuple[str, str] | None:
    """First and last calendar month (YYYY-MM) that a file speaks of; None where nothing is dated.

    >>> from roi_model.reading.reading import read
    >>> span(read(b"Date;Cost\\n2024-01-15;10.50\\n2024-03-02;4.25\\n"))
    ('2024-01', '2024-03')
    """
    if len(reading.entries):
        months = [str(month) for month in reading.entries["month"].unique()]
        return min(months), max(months)
    frame = reading.deals if reading.deals is not None else reading.events
    if frame is None or not len(frame):
        return None
    days = [frame[name].dropna() for name in _DAYS if name in frame]
    known = [f"{day:%Y-%m}" for one in days if len(one) for day in (one.min(), one.max())]
    return (min(known), max(known)) if known else None
