"""Invented movements as CFONB 120, record by record as the brochure lays them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.reading.bank_variants import OPENING
from tests.reading.statements.written import BOOKED, Booked, of_month

_POSITIVE, _NEGATIVE = "{ABCDEFGHI", "}JKLMNOPQR"
ACCOUNT, OTHER = "00012345678", "00098765432"


def amount(cents: int) -> str:
    """Fourteen signs, the last one a figure and the side."""
    figures = f"{abs(cents):014d}"
    return figures[:-1] + (_NEGATIVE if cents < 0 else _POSITIVE)[int(figures[-1])]


def _day(day: str) -> str:
    return f"{day[8:]}{day[5:7]}{day[2:4]}"


def balance(kind: str, day: str, cents: int, account: str = ACCOUNT) -> str:
    """The earlier (01) or the new (07) balance."""
    head = f"{kind}30004    00821EUR2 {account}  {_day(day)}"
    return f"{head:<90}{amount(cents)}".ljust(120)


def movement(one: Booked, account: str = ACCOUNT, back: str = "  ") -> str:
    """A movement (04), its words cut to their 31 signs."""
    code = "B1" if one.label.startswith("PRLV") else "05"
    head = (f"0430004    00821EUR2 {account}{code}{_day(one.day)}{back}{_day(one.value)}"
            f"{one.label[:31]:<31}  {one.number[-7:]}")  # fmt: skip
    return f"{head:<90}{amount(one.cents)}{one.number:<16}".ljust(120)


def words(one: Booked, kind: str, what: str, account: str = ACCOUNT) -> str:
    """More words (05) for a movement."""
    head = f"0530004    00821EUR2 {account}05{_day(one.day)}     {kind}{what}"
    return head.ljust(120)


def statement(rows: Sequence[Booked], opening: int, account: str = ACCOUNT) -> list[str]:
    """A statement: balance, movements with their words, balance."""
    out = [balance("01", rows[0].day, opening, account)]
    for one in rows:
        out.append(movement(one, account))
        if len(one.label) > 31:
            out.append(words(one, "LIB", one.label[31:], account))
        out.append(words(one, "RCN", one.number, account))
    return [*out, balance("07", rows[-1].day, opening + sum(o.cents for o in rows), account)]


def _plain() -> bytes:
    """A statement a month; lines end in CR LF."""
    march = of_month("2024-03")
    after = OPENING + sum(one.cents for one in march)
    records = statement(march, OPENING) + statement(of_month("2024-04"), after)
    return ("\r\n".join(records) + "\r\n").encode("cp1252")


def _two_accounts() -> bytes:
    card = [one for one in BOOKED if one.label.startswith(("CARTE", "CB"))]
    account = [one for one in BOOKED if one not in card]
    records = statement(account, OPENING) + statement(card, 0, OTHER)
    return "\n".join(record.rstrip() for record in records).encode()


def _without_line_ends() -> bytes:
    return "".join(statement(BOOKED, OPENING)).encode()


CFONB_FILES: dict[str, Callable[[], bytes]] = {
    "statement_cfonb120.txt": _plain,
    "statement_cfonb120_two_accounts.txt": _two_accounts,
    "statement_cfonb120_one_line.txt": _without_line_ends,
}
