"""BAI2, in which American banks report balances and movements, through bai2.

A group holds the accounts of one day, an account its balances (010 opening, 015 closing ledger)
and its movements, whose code says the side. Amounts come without a point: how many of their
figures are decimals depends on the currency.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.statements.statement import Movement, Statement, one_line
from roi_model.reading.text.decoding import decode

_OPENING, _CLOSING = "010", "015"
# Currencies whose amounts have not two decimals (ISO 4217).
_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
                     "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip
_FILE = re.compile(r"(?m)^(?=\s*01,)")
_END = re.compile(r"(?:^|\n)[ \t]*99,[^\n]*\s*$")
_REVERSAL = ("REVERSAL", "REVERSED", "RETURN")


def read_bai2(content: bytes, inquiry: Inquiry) -> list[Statement]:
    """The accounts of a BAI2 file, one statement a day each.

    Raises RefusedError for a file that is cut, holds a code of the bank's own, or no movement.

    >>> text = ("01,A,B,240304,0600,1,,,2/\\n02,B,A,1,240304,,EUR,2/\\n"
    ...         "03,123,EUR,010,10000,,,015,5410,,/\\n16,475,4590,,R1,,HUBSPOT/\\n"
    ...         "49,20000,3/\\n98,20000,1,5/\\n99,20000,1,7/\\n")
    >>> [statement] = read_bai2(text.encode(), Inquiry())
    >>> statement.movements[0].amount, statement.missing
    (Decimal('-45.90'), Decimal('0.00'))
    """
    decoded = decode(content)
    inquiry.notes.extend(decoded.notes)
    text = decoded.text.whole
    lines = _lines(text)
    found = []
    for group in _parsed(text):
        for account in group.children:
            found.append(_statement(account, group.header, lines))
    if not any(statement.movements for statement in found):
        raise RefusedError("statement_empty", format="BAI2")
    return found


def _lines(text: str) -> list[int]:
    """The lines on which movements begin, last first."""
    rows = enumerate(text.split("\n"), 1)
    return [number for number, row in rows if row.strip().startswith("16,")][::-1]


def _parsed(text: str) -> list[Any]:
    """The groups of all files that stand one below another, as the library reads them."""
    from bai2.bai2 import parse_from_string  # late: only who reads such a file pays for it
    from bai2.exceptions import NotSupportedYetException, ParsingException

    groups: list[Any] = []
    for file in _FILE.split(text)[1:]:
        # The library does not come to an end on every damaged file: it is handed whole ones alone.
        if not is_whole(file):
            raise _cut()
        try:
            # Its own check of sums ends at the first fault; balances are held against movements.
            groups += parse_from_string(file, check_integrity=False).children
        except NotSupportedYetException as error:
            code = re.search(r"'(\w+)'", str(error))
            if code is None:  # of another version than 2
                raise RefusedError("statement_damaged", format="BAI2", place=1) from error
            raise RefusedError("statement_code", format="BAI2", number=code[1]) from error
        except (ParsingException, ValueError, LookupError, TypeError, StopIteration) as error:
            raise _cut() from error
    return groups


def is_whole(file: str) -> bool:
    """Whether the text of one file closes as the format has it.

    >>> is_whole("01,A,B,240304,0600,1,,,2/\\n99,0,0,2/\\n"), is_whole("a note")
    (True, False)
    """
    return _END.search(file) is not None


def _cut() -> RefusedError:
    return RefusedError("statement_cut", format="BAI2", mark="49, 98, 99")


def _statement(account: Any, group: Any, lines: list[int]) -> Statement:
    header = account.header
    currency = (header.currency or group.currency or "").upper()
    places = _DECIMALS.get(currency, 2)
    balances = {one.type_code.code: one.amount for one in header.summary_items}
    opening, closing = (
        None if balances.get(code) is None else Decimal(balances[code]).scaleb(-places)
        for code in (_OPENING, _CLOSING)
    )
    movements = tuple(_movement(row, group, places, lines.pop()) for row in account.children)
    return Statement(
        header.customer_account_number or "",
        currency,
        str(group.as_of_date or ""),
        opening,
        closing,
        movements,
    )


def _movement(row: Any, group: Any, places: int, line: int) -> Movement:
    side = getattr(row.type_code.transaction, "value", "")
    amount = None if row.amount is None else Decimal(row.amount).scaleb(-places)
    fault = "no_amount" if amount is None else ""
    if side not in ("debit", "credit"):  # said about the account, no movement of it
        fault = fault or "no_side"
    words = one_line((row.text or "").rstrip("/"))
    label = words or one_line(row.type_code.description)
    return Movement(
        line,
        group.as_of_date,
        -amount if amount is not None and side == "debit" else amount,
        label,
        text=one_line(str(group.as_of_date or ""), row.type_code.code, str(amount or ""), label),
        id=row.bank_reference or "",
        fault=fault or ("" if group.as_of_date else "no_date"),
        reversal=any(word in label.upper() for word in _REVERSAL),
    )
