"""A SAF-T file of Portugal, Norway or Luxembourg (FAIA): entries on accounts of a national plan."""

from __future__ import annotations

import re

from roi_model.reading.costs.entries import Contents
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.audit.elements import BEFORE_ROOT, Element, begins, each_element
from roi_model.reading.ledgers.entries import Entries, debit_less_credit, say_total
from roi_model.reading.ledgers.postings import costs_of
from roi_model.reading.sorting.plans import load_plan

_ROOT = re.compile(BEFORE_ROOT + rb"<(?:[\w.-]+:)?AuditFile[\s/>]", re.DOTALL)
_PLANS = {"NO": "ns4102", "PT": "snc", "LU": "pcn"}
_LINES = ("Line", "DebitLine", "CreditLine")
_CLOSING = "A"  # Portuguese: the entries that bring the year's result together
_STANDARD, _GROUPED = re.compile(r"\d{2,4}"), re.compile(r"\d{4}")


def is_saft(content: bytes) -> bool:
    """Whether the first element is that of a SAF-T file.

    >>> is_saft(b'<?xml version="1.0"?><AuditFile xmlns="urn:OECD">'), is_saft(b"<auditfile>")
    (True, False)
    """
    return begins(content, _ROOT)


class _File:
    """What the elements say, as they come."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.header: dict[str, str] = {}
        self.total = ""
        self.entries = Entries()
        self.closing = 0

    def take(self, element: Element) -> None:
        if element.name == "Account":
            number = element.text("AccountID")
            self.names[number] = element.text("AccountDescription")
            standard, grouped = element.text("StandardAccountID"), element.text("GroupingCode")
            if _STANDARD.fullmatch(standard):
                self.numbers[number] = standard
            elif _GROUPED.fullmatch(grouped) and not _same_class(number, grouped):
                self.numbers[number] = grouped
        elif element.name == "Header":
            self.header = element.texts
        elif element.name == "GeneralLedgerEntries":
            self.total = element.text("TotalDebit")
        elif element.name == "Transaction":
            self._entry(element)

    def _entry(self, entry: Element) -> None:
        lines = [part for part in entry.parts if part.name in _LINES]
        if entry.text("TransactionType") == _CLOSING:
            self.closing += len(lines)
            return
        self.entries.count += 1
        day = entry.text("TransactionDate", "GLPostingDate")
        for line in lines:
            label = line.text("Description") or entry.text("Description")
            self.entries.add(line.line, day, line.text("AccountID"), _units(line), label)


def _same_class(number: str, grouped: str) -> bool:
    """Whether an account's own number is one of the standard and says more than its group does.

    >>> _same_class("7321", "7330"), _same_class("700", "7330"), _same_class("9010", "7330")
    (True, False, False)
    """
    return len(number) >= len(grouped) and number[0] == grouped[0]


def _units(line: Element) -> int | None:
    """A line's amount, a debit positive; a line of two sides has one of them 0."""
    debit = line.text("DebitAmount/Amount", "DebitAmount")
    return debit_less_credit(debit, line.text("CreditAmount/Amount", "CreditAmount"))


def read_saft(content: bytes, inquiry: Inquiry) -> Contents:
    """The costs of the lines of entries, and those left out.

    Norwegian accounts go by the standard number the file gives them (from version 1.30 on by their
    group, where their own number is none of the standard), else by their own. Raises RefusedError
    for a file of invoices alone, and for another country's.
    """
    found = _File()
    wanted = {"Account", "Header", "GeneralLedgerEntries", "Transaction", *_LINES}
    each_element(content, wanted, found.take)
    country = _country(content, found.header)
    if country not in _PLANS:
        raise RefusedError("saft_country", country=country or "?")
    if not found.entries.read:
        raise RefusedError("saft_entries")
    plan = load_plan(_PLANS[country])
    inquiry.decimal, inquiry.date_format = ".", "%Y-%m-%d"
    inquiry.columns = {"account": "AccountID", "date": "TransactionDate", "amount": "DebitAmount"}
    inquiry.note("ledger_plan", plan=plan.called)
    if found.closing:
        inquiry.note("closing_entries", count=found.closing)
    else:
        say_total(found.entries, found.total, inquiry)
    numbers = {one: found.numbers.get(one, one) for one in found.entries.accounts}
    sides = {account: plan.side(number) for account, number in numbers.items()}
    lines = costs_of(found.entries.postings(found.names), sides, plan.name, inquiry,
                     numbers=numbers)  # fmt: skip
    entries = found.entries
    return Contents(lines, entries.read, entries.rejections(), _encoding(content))


def _country(content: bytes, header: dict[str, str]) -> str:
    """NO, PT or LU: as the header says, else as the name of the format does."""
    said = header.get("AuditFileCountry", "") or header.get("TaxCountryRegion", "")
    head = content[:4096].replace(b"\x00", b"")
    named = re.search(rb"(?:Financial:|Tax:)(NO|PT|LU)\b|Tax:(PT)_", head)
    return said.upper() or ((named.group(1) or named.group(2)).decode() if named else "")


def _encoding(content: bytes) -> str:
    named = re.search(rb"encoding\s*=\s*[\"']([\w.-]+)", content[:200].replace(b"\x00", b""))
    return named.group(1).decode().lower() if named else "utf-8"
