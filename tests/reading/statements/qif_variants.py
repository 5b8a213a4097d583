"""Invented movements as QIF: of a French program, of Quicken in the USA, of two accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.reading.bank_variants import OPENING
from tests.reading.statements.written import BOOKED, Booked, plain
from tests.reading.variants import american, day_month


def _rows(rows: Sequence[Booked]) -> str:
    """Movements as a French program writes them: day first, a decimal comma."""
    return "".join(
        f"D{day_month(one.day)}\nT{plain(one.cents, ',')}\nN{one.number}\nP{one.label}\n^\n"
        for one in rows
    )


def _french() -> bytes:
    return f"!Type:Bank\n{_rows(BOOKED)}".encode("cp1252")


def _short_day(day: str) -> str:
    """3/ 4'24, as Quicken wrote days."""
    year, month, number = day.split("-")
    return f"{int(month)}/{int(number):2d}'{year[2:]}"


def _quicken() -> bytes:
    """Month first, thousands grouped, an opening balance, one payment split in two, and lists."""
    out = ["!Option:AutoSwitch", "!Account", "NChecking", "TBank", "^", "!Clear:AutoSwitch",
           "!Type:Cat", "NTravel", "DWhat is spent on the way", "E", "^", "!Type:Bank",
           "D2/29'24", f"T{american(OPENING)}", "CX", "POpening Balance", "L[Checking]",
           "^"]  # fmt: skip
    for one in BOOKED:
        amount = american(one.cents)
        out += [f"D{_short_day(one.day)}", f"U{amount}", f"T{amount}", "CX", f"P{one.label}"]
        if "SNCF" in one.label:  # the same payment, by what it was for
            first, second = one.cents // 2, one.cents - one.cents // 2
            out += ["SJourneys", f"${american(first)}", "SJourneys", f"${american(second)}"]
        out.append("^")
    return ("\r\n".join(out) + "\r\n").encode("cp1252")


def _two_accounts() -> bytes:
    """A card beside an account, each under its name."""
    card = [one for one in BOOKED if one.label.startswith(("CARTE", "CB"))]
    account = [one for one in BOOKED if one not in card]
    return (
        f"!Account\nNCompte courant\nTBank\n^\n!Type:Bank\n{_rows(account)}"
        f"!Account\nNCarte\nTCCard\n^\n!Type:CCard\n{_rows(card)}"
    ).encode("utf-8-sig")


QIF_FILES: dict[str, Callable[[], bytes]] = {
    "statement_french.qif": _french,
    "statement_quicken.qif": _quicken,
    "statement_two_accounts.qif": _two_accounts,
}
