"""QIF, the format of Quicken: a letter a field, a line each, a circumflex after each movement.

A file says neither its currency nor how it writes days and amounts: these are found from all of
its lines, or asked. Lists of categories, classes, memorised payments and securities are passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.statements.statement import (
    BALANCE,
    Movement,
    Part,
    Statement,
    one_line,
)
from roi_model.reading.statements.written import amounts, days
from roi_model.reading.text.decoding import decode

_ACCOUNTS = {"bank", "cash", "ccard", "oth a", "oth l"}
_OPENING = re.compile(r"(?i)^(?:opening balance|solde initial|solde d.ouverture|ouverture)\b")
_TRANSFER = re.compile(r"^\[.*\]")


@dataclass
class _Entry:
    line: int
    account: str
    fields: dict[str, str] = field(default_factory=dict)
    splits: list[dict[str, str]] = field(default_factory=list)
    whole: bool = False


def read_qif(content: bytes, inquiry: Inquiry) -> list[Statement] | None:
    """The accounts of a QIF file; None where its days or its decimal sign must be asked.

    Raises RefusedError for a file without a movement.

    >>> [statement] = read_qif(b"!Type:Bank\\nD31/01/2024\\nT-12,50\\nPHubSpot\\n^\\n", Inquiry())
    >>> statement.movements[0].day, statement.movements[0].amount
    (datetime.date(2024, 1, 31), Decimal('-12.50'))
    """
    decoded = decode(content)
    inquiry.notes.extend(decoded.notes)
    entries = list(_entries(decoded.text.whole))
    if not entries:
        raise RefusedError("statement_empty", format="QIF")
    day = days([_day(entry.fields.get("D", "")) for entry in entries], "D", inquiry)
    cells = [entry.fields.get("T") or entry.fields.get("U", "") for entry in entries]
    parts = [split.get("$", "") for entry in entries for split in entry.splits]
    read = amounts([*cells, *parts], "T", inquiry)
    if day is None or read is None:  # all that is unclear is asked at once
        return None
    below = iter(read[len(entries) :])
    found: dict[str, list[Movement]] = {}
    for entry, when, amount in zip(entries, day, read, strict=False):
        pieces = [next(below)[0] for _ in entry.splits]
        found.setdefault(entry.account, []).append(_movement(entry, when, amount, pieces))
    return [Statement(name, movements=tuple(rows)) for name, rows in found.items()]


def _movement(
    entry: _Entry,
    day: tuple[date | None, str],
    amount: tuple[Decimal | None, str],
    pieces: list[Decimal | None],
) -> Movement:
    get = entry.fields.get
    who = one_line(get("P"))
    label = one_line(who, get("M"))
    fault = amount[1] or day[1]
    if not entry.whole:
        fault = "cut_line"
    elif _OPENING.match(who):
        fault = BALANCE
    category = get("L", "")
    return Movement(
        entry.line,
        day[0],
        amount[0],
        label or category or get("N", ""),
        text=one_line(get("D"), get("T") or get("U"), label, category),
        who=who,
        category="" if _TRANSFER.match(category) else category,
        fault=fault,
        own=bool(_TRANSFER.match(category)),
        parts=tuple(
            Part(piece or Decimal(0), one_line(who, split.get("E")), _plain(split.get("S", "")))
            for piece, split in zip(pieces, entry.splits, strict=True)
        ),
    )


def _plain(category: str) -> str:
    return "" if _TRANSFER.match(category) else category


def _day(written: str) -> str:
    """A day with one sign between its figures: Quicken writes 1/31'24 and 1/31' 4.

    >>> _day("1/31' 4"), _day("31.01.2024")
    ('1/31/04', '31.01.2024')
    """
    plain = written.replace("'", "/").replace("/ ", "/0").replace(" ", "")
    head, slash, year = plain.rpartition("/")
    return f"{head}{slash}{year.zfill(2)}" if slash and len(year) == 1 else plain


def _entries(text: str) -> Iterator[_Entry]:
    """The movements of all accounts, a last one without its circumflex among them."""
    kind, account, naming = "bank", "", False
    entry: _Entry | None = None
    for number, line in enumerate(text.split("\n"), 1):
        letter, value = line[:1], line[1:].strip()
        if letter == "!":
            entry = None
            name = value.lower()
            if name.startswith("type:"):
                kind, naming = name.removeprefix("type:").strip(), False
            elif name.startswith("account"):
                naming = True
        elif naming:
            if letter == "N":
                account = value
        elif kind not in _ACCOUNTS or not line.strip():
            continue
        elif letter == "^":
            if entry is not None:
                entry.whole = True
                yield entry
            entry = None
        else:
            entry = entry or _Entry(number, account)
            _take(entry, letter, value)
    if entry is not None and (entry.fields.keys() & {"D", "T", "U"}):
        yield entry


def _take(entry: _Entry, letter: str, value: str) -> None:
    if letter == "S":
        entry.splits.append({"S": value})
    elif letter in "E$%" and entry.splits:
        entry.splits[-1].setdefault(letter, value)
    else:
        entry.fields.setdefault(letter, value)
