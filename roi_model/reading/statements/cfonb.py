"""CFONB 120, the statement that French banks exchange: records of 120 signs.

01 the earlier balance, 04 a movement, 05 more words for it, 07 the new balance. The last sign of
an amount carries its last figure and its side; how many of its figures are decimals stands in a
place of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.statements.statement import Movement, Statement, one_line
from roi_model.reading.text.decoding import decode

LENGTH = 120
_LAST = {sign: (figure, side) for side, signs in ((1, "{ABCDEFGHI"), (-1, "}JKLMNOPQR"))
         for figure, sign in enumerate(signs)}  # fmt: skip
# Kinds of words below a movement: who, what for. Others are numbers, dates and rates.
_WHO = ("NPY", "NBE", "NPO", "NBU")
_WHAT = ("LIB", "LCC", "LC2", "LCS")
_REVERSAL = "REJET", "EXTOURNE", "ANNULATION", "CONTREPASSATION"


@dataclass
class _Open:
    """A statement between its two balances."""

    account: str
    currency: str
    day: date | None
    opening: Decimal | None
    movements: list[Movement] = field(default_factory=list)


def read_cfonb(content: bytes, inquiry: Inquiry) -> list[Statement]:
    """The statements of a CFONB 120 file.

    Raises RefusedError for a file that is cut, whose records are not in order, or without a
    movement.

    >>> earlier = "0130004    00001EUR2 00012345678  010324".ljust(90) + "0000000010000{"
    >>> out = "0430004    00001EUR2 00012345678B1040324  060324HUBSPOT".ljust(90) + "0000000000459}"
    >>> new = "0730004    00001EUR2 00012345678  310324".ljust(90) + "0000000009541{"
    >>> text = "\\n".join(record.ljust(120) for record in (earlier, out, new))
    >>> [statement] = read_cfonb(text.encode(), Inquiry())
    >>> statement.movements[0].amount, statement.missing
    (Decimal('-45.90'), Decimal('0.00'))
    """
    decoded = decode(content)
    inquiry.notes.extend(decoded.notes)
    found: list[Statement] = []
    now: _Open | None = None
    for number, record in _records(decoded.text.whole):
        kind = record[:2]
        if kind == "01" and now is None:
            now = _Open(record[21:32].strip(), record[16:19].strip(), _day(record[34:40]),
                        _amount(record))  # fmt: skip
        elif kind == "04" and now is not None:
            now.movements.append(_movement(record, number))
        elif kind == "05" and now is not None and now.movements:
            now.movements[-1] = _with_words(now.movements[-1], record)
        elif kind == "07" and now is not None:
            days = " – ".join(str(day) for day in (now.day, _day(record[34:40])) if day)
            found.append(Statement(now.account, now.currency, days, now.opening,
                                   _amount(record), tuple(now.movements)))  # fmt: skip
            now = None
        else:
            raise RefusedError("statement_damaged", format="CFONB 120", place=number)
    if now is not None:
        raise RefusedError("statement_cut", format="CFONB 120", mark="07")
    if not any(statement.movements for statement in found):
        raise RefusedError("statement_empty", format="CFONB 120")
    return found


def _records(text: str) -> list[tuple[int, str]]:
    """The records with their lines; of a file without line ends, every 120 signs.

    Blanks at the end may be missing, as editors take them away; an amount may not.
    """
    lines = text.split("\n")
    if len(lines[0]) >= 2 * LENGTH:
        joined = text.replace("\n", "")
        lines = [joined[at : at + LENGTH] for at in range(0, len(joined), LENGTH)]
    found = [(n, line.ljust(LENGTH)) for n, line in enumerate(lines, 1) if line.strip("\x1a ")]
    for number, record in found:
        if record[:2] in ("01", "04", "07") and _amount(record) is None:
            raise RefusedError("statement_damaged", format="CFONB 120", place=number)
    return found


def _movement(record: str, number: int) -> Movement:
    amount = _amount(record)
    day = _day(record[34:40])
    words = one_line(record[48:79])
    return Movement(
        number,
        day,
        amount,
        words or record[32:34].strip(),
        text=one_line(record[34:40], words, str(amount)),
        currency=record[16:19].strip(),
        fault="" if day else "bad_date",
        reversal=record[40:42].strip() != "" or words.upper().startswith(_REVERSAL),
    )


def _with_words(movement: Movement, record: str) -> Movement:
    kind, words = record[45:48], one_line(record[48:118])
    if kind in _WHO and not movement.who:
        return replace(movement, who=words, label=one_line(words, movement.label))
    if kind in _WHAT:
        return replace(movement, label=one_line(movement.label, words))
    return movement


def _amount(record: str) -> Decimal | None:
    """The amount with its side; None where it is none.

    >>> _amount("04".ljust(19) + "2".ljust(71) + "0000000001234J")
    Decimal('-123.41')
    """
    figures, last, decimals = record[90:103], record[103:104], record[19:20]
    if last not in _LAST or not figures.isascii() or not figures.isdigit():
        return None
    figure, side = _LAST[last]
    places = int(decimals) if decimals.isascii() and decimals.isdigit() else 2
    return side * Decimal(f"{figures}{figure}").scaleb(-places)


def _day(digits: str) -> date | None:
    """DDMMYY; years from 70 on are of the last century."""
    if not (digits.isascii() and digits.isdigit()):
        return None
    year = int(digits[4:])
    try:
        return date(year + (2000 if year < 70 else 1900), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None
