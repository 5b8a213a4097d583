"""Invented movements as BAI2: an account, days of one, records that go on on the next line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.reading.bank_variants import OPENING
from tests.reading.statements.written import BOOKED, Booked

ACCOUNT = "0975312468"


def _day(day: str) -> str:
    return day[2:].replace("-", "")


def row(one: Booked, *, more: bool = False) -> list[str]:
    """A movement; with `more`, its words on a line of their own."""
    code = "475" if one.cents < 0 else "165"
    head = f"16,{code},{abs(one.cents)},Z,{one.number},,"
    first, _, rest = one.label.partition(" ")
    return [head + first, f"88,{rest}"] if more else [head + one.label]


def _account(rows: Sequence[Booked], opening: int, *, more: bool = False) -> list[str]:
    closing = opening + sum(one.cents for one in rows)
    head = [f"03,{ACCOUNT},EUR,010,{opening},,,015,{closing},,/"]
    if more:
        head = [f"03,{ACCOUNT},EUR,010,{opening},,/", f"88,015,{closing},,/"]
    records = head + [line for one in rows for line in row(one, more=more)]
    total = opening + closing + sum(abs(one.cents) for one in rows)
    return [*records, f"49,{total},{len(records) + 1}/"]


def document(groups: Sequence[Sequence[str]], days: Sequence[str]) -> bytes:
    """A file: a group a day around its account."""
    out = ["01,BANKFRPP,CUSTOMER,240416,0600,1,,,2/"]
    total = 0
    for day, account in zip(days, groups, strict=True):
        sums = account[-1].split(",")[1]
        total += int(sums)
        out += [f"02,CUSTOMER,BANKFRPP,1,{_day(day)},,EUR,2/", *account]
        out.append(f"98,{sums},1,{len(account) + 2}/")
    return ("\n".join([*out, f"99,{total},{len(groups)},{len(out) + 1}/"]) + "\n").encode()


def _by_day(more: bool = False, since: int = 0) -> bytes:
    days = sorted({one.day for one in BOOKED})
    groups, opening = [], OPENING
    for day in days:
        rows = [one for one in BOOKED if one.day == day]
        groups.append(_account(rows, opening, more=more))
        opening += sum(one.cents for one in rows)
    return document(groups[since:], days[since:])


def _crlf() -> bytes:
    """Fixed records of 120 signs, as mainframes send them."""
    lines = [line.ljust(120) for line in _by_day().decode().splitlines()]
    return ("\r\n".join(lines) + "\r\n").encode()


BAI2_FILES: dict[str, Callable[[], bytes]] = {
    "statement_days.bai": _by_day,
    "statement_continued.bai2": lambda: _by_day(more=True),
    "statement_records.bai2": _crlf,
}
