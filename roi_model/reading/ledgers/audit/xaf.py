"""A Dutch audit file (XAF): journals on accounts of RGS, or of the usual decimal numbers."""

from __future__ import annotations

import re

from roi_model.reading.costs.entries import Contents
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.accounts import ask_sides
from roi_model.reading.ledgers.audit.elements import BEFORE_ROOT, Element, begins, each_element
from roi_model.reading.ledgers.entries import Entries, debit_less_credit, say_total
from roi_model.reading.ledgers.postings import POINT_SCALE, cents, costs_of
from roi_model.reading.sorting.plans import NEITHER, load_plan

_ROOT = re.compile(BEFORE_ROOT + rb"<(?:[\w.-]+:)?[Aa]uditfile[\s/>]", re.DOTALL)
_TILL = b"StandardAuditFile"  # the SAF-T of Norwegian tills begins as a Dutch file does
_BALANCE = {"B", "BAL", "BALANS"}


def is_xaf(content: bytes) -> bool:
    """Whether the first element is that of a Dutch audit file.

    >>> is_xaf(b'<auditfile xmlns="http://www.auditfiles.nl/XAF/3.2">'), is_xaf(b"<AuditFile>")
    (True, False)
    """
    return begins(content, _ROOT)


class _File:
    """What the elements say, as they come: version 3 and later, and version 2 (CLAIR)."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.total = ""
        self.entries = Entries()

    def take(self, element: Element) -> None:
        if element.name == "ledgerAccount":
            number = element.text("accID", "accountID")
            self.names[number] = element.text("accDesc", "accountDesc")
            self.kinds[number] = element.text("accTp", "accountType").upper()
            self.codes[number] = element.text("leadCode", "RGScode")
        elif element.name == "transactions":
            self.total = element.text("totalDebit")
        elif element.name == "transaction":
            self._entry(element)

    def _entry(self, entry: Element) -> None:
        self.entries.count += 1
        for line in entry.parts:
            if line.name not in ("trLine", "line"):
                continue
            day = entry.text("trDt", "transactionDate") or line.text("effDate", "effectiveDate")
            label = line.text("desc", "description") or entry.text("desc", "description")
            account = line.text("accID", "accountID")
            self.entries.add(line.line, day, account, _units(line), label)


def _units(line: Element) -> int | None:
    """A line's amount, a debit positive."""
    amount, side = line.text("amnt"), line.text("amntTp").upper()
    if amount:
        units = cents(amount)
        return None if units is None or side not in ("D", "C") else units if side == "D" else -units
    return debit_less_credit(line.text("debitAmount"), line.text("creditAmount"))


def read_xaf(content: bytes, inquiry: Inquiry) -> Contents:
    """The costs of the lines of entries, and those left out.

    Accounts of the balance are told by their type; others by their RGS code, else by a number that
    begins with 4 or 7 (costs) or 8 (revenue), else they are asked. Opening balances are no entries.
    """
    found = _File()
    wanted = {"ledgerAccount", "transactions", "transaction", "trLine", "line"}
    each_element(content, wanted, found.take)
    entries = found.entries
    if not entries.read:
        raise RefusedError("saft_entries" if _TILL in content[:4096] else "xaf_entries")
    inquiry.decimal, inquiry.date_format = ".", "%Y-%m-%d"
    inquiry.columns = {"account": "accID", "date": "trDt", "amount": "amnt"}
    say_total(entries, found.total, inquiry)
    plan, numbers, sides = _sides(found)
    unknown: dict[str, int] = {}
    for _, _, _, account, units, _ in entries.rows:
        if not sides[account]:
            unknown[account] = unknown.get(account, 0) + units
    named = {_shown(found, account): units for account, units in unknown.items()}
    said = ask_sides(named, POINT_SCALE, inquiry, named={})
    if said is None:
        return Contents(None, entries.read, entries.rejections(), "utf-8")
    sides |= {account: said[_shown(found, account)] for account in unknown}
    inquiry.note("ledger_plan", plan=load_plan(plan).called)
    lines = costs_of(entries.postings(found.names), sides, plan, inquiry, numbers=numbers)
    return Contents(lines, entries.read, entries.rejections(), "utf-8")


def _shown(found: _File, account: str) -> str:
    return f"{account} {found.names.get(account, '')}".strip()


def _sides(found: _File) -> tuple[str, dict[str, str], dict[str, str]]:
    """The plan, the number in it of every account that is booked on, and what each is."""
    accounts = found.entries.accounts
    codes = {account: found.codes.get(account, "") for account in accounts}
    of_result = [a for a in accounts if found.kinds.get(a) not in _BALANCE]
    coded = bool(of_result) and all(codes[a].startswith("W") for a in of_result)
    plan = load_plan("rgs" if coded else "nl")
    numbers = codes if coded else {account: account for account in accounts}
    sides = {}
    for account in accounts:
        balance = found.kinds.get(account) in _BALANCE or codes[account].startswith("B")
        sides[account] = NEITHER if balance else plan.side(numbers[account])
        if not balance and not coded and not found.kinds.get(account) and account[:1] in "0123":
            sides[account] = sides[account] or NEITHER
    return plan.name, numbers, sides
