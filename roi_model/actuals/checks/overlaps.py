"""What several files hold twice, or count in two ways, said before anything is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from roi_model.actuals.checks.doubts import TOPIC
from roi_model.reading.inquiry import Finding
from roi_model.reading.result import Reading

_DAYS = ("created", "closed", "day")
BOOKS, BANK = "fec", "bank"
APART = {"payroll", "ads"}
"""Kinds that hold nothing of each other, whatever their months."""


def overlaps(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """What files of the same kind of figures have in common.

    "same_months": costs of the same months in two files (values: one, other, first, last, count,
    and amount, what the file with less of it holds in these months), "same_months_of_several" in
    more, which then are `names`, each of them with months of another (amount: all but the most of
    each month); payroll and ad spend hold nothing of each other. "two_views" where one is a ledger
    and the other a bank statement of other months: net of VAT when invoiced there, with VAT when
    paid here; "same_deals": deals of the same number in both (count).
    """
    usable = [reading for reading in readings if reading.usable]
    costs = [_Spent(one, one.total("month")) for one in usable if len(one.entries)]
    found = [_together(group) for group in _sharing(costs)]
    for one, other in combinations(costs, 2):
        if {one.reading.kind, other.reading.kind} == {BOOKS, BANK} and not _common(one, other):
            names = {"one": one.reading.name, "other": other.reading.name}
            found.append(Finding("two_views", names, TOPIC))
    return (*found, *(one for pair in combinations(usable, 2) for one in _deals(*pair)))


@dataclass(frozen=True)
class _Spent:
    """A file of costs with what it holds of each month, added up once."""

    reading: Reading
    months: Mapping[str, float]


def _common(one: _Spent, other: _Spent) -> bool:
    """Whether both hold costs of a month that may be the same."""
    apart = {one.reading.kind, other.reading.kind} == APART
    return not apart and not one.months.keys().isdisjoint(other.months.keys())


def _sharing(costs: Sequence[_Spent]) -> list[list[_Spent]]:
    """The files in groups, each sharing months with another of its group; none alone."""
    groups: list[list[_Spent]] = []
    for spent in costs:
        joined, apart = [spent], []
        for group in groups:
            if any(_common(spent, one) for one in group):
                joined = [*group, *joined]
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [group for group in groups if len(group) > 1]


def _together(group: Sequence[_Spent]) -> Finding:
    """What a group of files may count twice."""
    months: dict[str, list[float]] = {}
    for one in group:
        for month, amount in one.months.items():
            months.setdefault(month, []).append(float(amount))
    shared = {month: amounts for month, amounts in sorted(months.items()) if len(amounts) > 1}
    span = {"first": min(shared), "last": max(shared), "count": len(shared)}
    names = [one.reading.name for one in group]
    if len(group) > 2:
        twice = sum(sum(amounts) - max(amounts) for amounts in shared.values())
        values = {"names": ", ".join(names), "files": len(group), **span, "amount": round(twice, 2)}
        return Finding("same_months_of_several", values, TOPIC)
    amount = min(sum(amounts[side] for amounts in shared.values()) for side in (0, 1))
    values = {"one": names[0], "other": names[1], **span, "amount": float(amount)}
    return Finding("same_months", values, TOPIC)


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
