"""MT940 and MT942 of SWIFT, through mt-940: several accounts, statements and pages in one file.

The day of entry counts, the value day where there is none. RC (money received taken back) left the
account, RD (a payment given back) came in: the library says so with its options on.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.statements.code_words import coded
from roi_model.reading.statements.statement import Movement, Statement, one_line
from roi_model.reading.text.decoding import decode

_BLOCK = re.compile(r"(?m)^(?=:20:)")
_ROW = re.compile(r"(?m)^:61:")
_ENVELOPE = re.compile(r"(?m)\{[1235]:[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\{4:|^-\}")
# Old files leave the currency away, in which the library reads the first figures.
_BALANCE = re.compile(r"(?m)^:(6[02])[FM]?:\s*([DCdc])\d{6}([A-Za-z]{3})?\s*(\d[\d,]*)")
# What is said of the whole statement: the library would put it behind the last movement's words.
_OF_ALL = re.compile(r"(?m)^(:(?:6[245]|90)[A-Z]?:[^\n]*\n):86:[^\n]*(?:\n(?![:-])[^\n]*)*")
_OPENING, _CLOSING = "60", "62"
_FLOORS = "c_floor_limit", "d_floor_limit"
_NO_NUMBER = {"", "NONREF", "NOREF"}
_UNSTRUCTURED = ("transaction_details", "extra_details")


def read_mt940(content: bytes, inquiry: Inquiry) -> list[Statement]:
    """The statements of an MT940 or MT942 file, a page of one being one of its own.

    Raises RefusedError for a file that is cut or cannot be read, and for one without a movement.

    >>> text = ":20:S\\n:25:1\\n:28C:7/1\\n:60F:C240301EUR100,00\\n" + (
    ...     ":61:2403060304D45,90NTRFNONREF\\n:86:HUBSPOT\\n:62F:C240331EUR54,10\\n")
    >>> [statement] = read_mt940(text.encode(), Inquiry())
    >>> statement.movements[0].day, statement.movements[0].amount, statement.missing
    (datetime.date(2024, 3, 4), Decimal('-45.90'), Decimal('0.00'))
    """
    decoded = decode(content)
    inquiry.notes.extend(decoded.notes)
    text = _ENVELOPE.sub("", decoded.text.whole)
    found = []
    line = 1
    for block in _BLOCK.split(text):
        if block.startswith(":20:"):
            found.append(_statement(block, line))
        elif _ROW.search(block):  # movements before any statement begins
            raise RefusedError("statement_damaged", format="MT940", place=line)
        line += block.count("\n")
    if not any(statement.movements for statement in found):
        raise RefusedError("statement_empty", format="MT940")
    return found


def _statement(block: str, first: int) -> Statement:
    data, rows = _parsed(block, first)
    lines = [first + block.count("\n", 0, row.start()) for row in _ROW.finditer(block)]
    if len(lines) != len(rows):
        raise RefusedError("statement_damaged", format="MT940", place=first)
    balances = list(_BALANCE.finditer(block))
    opening = next((_balance(one) for one in balances if one[1] == _OPENING), None)
    closing = next((_balance(one) for one in reversed(balances) if one[1] == _CLOSING), None)
    floors = [data[key] for key in _FLOORS if data.get(key)]
    if closing is None and (opening is not None or not (rows or floors)):
        raise RefusedError("statement_cut", format="MT940", mark=":62F:")
    named = [*((one[3] or "").upper() for one in balances), *map(_currency, floors)]
    name = "/".join(str(data[key]) for key in ("statement_number", "sequence_number")
                    if data.get(key))  # fmt: skip
    return Statement(
        _text(data, "account_identification"),
        next((code for code in named if code), ""),
        name or _text(data, "transaction_reference"),
        opening,
        closing,
        tuple(_movement(row, line) for row, line in zip(rows, lines, strict=True)),
    )


def _parsed(block: str, first: int) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """One statement as the library reads it: its own fields, and those of its movements."""
    import mt940  # late: only who reads such a file pays for it
    from mt940.models import Transactions
    from mt940.options import Options

    # What a line does not look like it would write into the log, names and all.
    logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
    # Some banks write longer references than the standard allows.
    variants: tuple[dict[int | str, Any], ...] = (
        {},
        {mt940.tags.StatementASNB.id: mt940.tags.StatementASNB()},
        {mt940.tags.StatementGLS.id: mt940.tags.StatementGLS()},
    )
    fault: Exception | None = None
    for tags in variants:
        read = Transactions(tags=tags or None, options=Options.all())
        try:
            rows = read.parse(_OF_ALL.sub(r"\1", block))
        except (RuntimeError, ValueError, ArithmeticError, LookupError, TypeError) as error:
            fault = fault or error
            continue
        return read.data, [row.data for row in rows]
    raise RefusedError("statement_damaged", format="MT940", place=first) from fault


def _movement(row: Mapping[str, Any], line: int) -> Movement:
    amount = getattr(row.get("amount"), "amount", None)
    day = row.get("entry_date") or row.get("date")
    words = [_text(row, key) for key in _UNSTRUCTURED]
    who, purpose = coded(words[0]) or (_text(row, "applicant_name"), "")
    who, purpose = one_line(who), purpose or _text(row, "purpose") or one_line(*words)
    label = one_line(who, purpose)
    numbers = (_text(row, key) for key in ("bank_reference", "customer_reference"))
    return Movement(
        line,
        date(day.year, day.month, day.day) if day is not None else None,
        amount if isinstance(amount, Decimal) else None,
        label or _text(row, "posting_text") or _text(row, "id"),
        text=one_line(str(day or ""), str(amount or ""), label),
        id=next((number for number in numbers if number.upper() not in _NO_NUMBER), ""),
        who=who,
        other=_text(row, "gvc_applicant_iban") or _text(row, "applicant_iban"),
        said=_text(row, "posting_text"),
        fault="" if day is not None else "no_date",
        reversal=_text(row, "status").upper().startswith("R"),
    )


def _balance(found: re.Match[str]) -> Decimal:
    amount = Decimal(found[4].replace(",", ".", 1).replace(",", ""))
    return -amount if found[2].upper() == "D" else amount


def _currency(limit: object) -> str:
    return str(getattr(limit, "currency", "") or "").upper()


def _text(data: Mapping[str, Any], key: str) -> str:
    found = data.get(key)
    return found.strip() if isinstance(found, str) else ""
