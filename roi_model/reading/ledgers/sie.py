"""A Swedish SIE file of type 4: vouchers on accounts of the BAS plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from roi_model.reading.costs.entries import Contents
from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.ledgers.entries import Entries, compact_day, day_of
from roi_model.reading.ledgers.postings import POINT_SCALE, cents, costs_of
from roi_model.reading.sorting.plans import COST, NEITHER, REVENUE, load_plan

PLAN = "bas"
_MARK = re.compile(rb"\s*#(?:FLAGGA|PROGRAM|FORMAT|GEN|SIETYP|FNAMN|ORGNR)\b", re.IGNORECASE)
_FIELD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\{[^}]*\})|(\S+)')
_WRITTEN_IN_DOS = b"\x84\x86\x8e\x8f\x94\x99"  # å ä ö and their capitals in CP437
_WRITTEN_IN_LATIN = b"\xe4\xe5\xc4\xc5\xf6\xd6"
_KINDS = {"K": COST, "I": REVENUE, "T": NEITHER, "S": NEITHER}


@dataclass
class _File:
    """What the lines of a file say."""

    kind: str = ""
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    results: dict[str, int] = field(default_factory=dict)
    year: tuple[str, str] = ("", "")
    entries: Entries = field(default_factory=Entries)


def is_sie(content: bytes) -> bool:
    """Whether a file begins as a SIE file does.

    >>> is_sie(b"#FLAGGA 0\\r\\n#SIETYP 4"), is_sie(b"# notes")
    (True, False)
    """
    return bool(_MARK.match(content[:200].removeprefix(b"\xef\xbb\xbf")))


def decoded(content: bytes) -> tuple[str, str]:
    """The text and its encoding: CP437 by the standard; programs write UTF-8 and Latin too.

    >>> decoded("Försäljning".encode("cp437"))[1], decoded("Försäljning".encode("cp1252"))[1]
    ('cp437', 'cp1252')
    """
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        dos, latin = (sum(content.count(bytes([byte])) for byte in signs)
                      for signs in (_WRITTEN_IN_DOS, _WRITTEN_IN_LATIN))  # fmt: skip
    codec = "cp1252" if latin > dos else "cp437"
    return content.decode(codec, errors="replace"), codec


def read_sie(content: bytes, inquiry: Inquiry) -> Contents:
    """The costs of the postings, and those left out.

    Removed postings (#BTRANS) are no postings; added ones (#RTRANS) stand a second time as #TRANS.
    Says which accounts do not add up to what the file says of the year (#RES). Raises RefusedError
    for other types than 4: they hold balances alone.
    """
    text, encoding = decoded(content)
    found = _parsed(text)
    entries = found.entries
    if not entries.read:
        raise RefusedError("sie_type", type=found.kind or "?")
    inquiry.decimal, inquiry.date_format = ".", "%Y%m%d"
    inquiry.columns = {"account": "#KONTO", "date": "#VER", "amount": "#TRANS"}
    _say_incomplete(found, inquiry)
    sides = {number: _side(found, number) for number in entries.accounts}
    inquiry.note("ledger_plan", plan=load_plan(PLAN).called)
    lines = costs_of(entries.postings(found.names), sides, PLAN, inquiry)
    return Contents(lines, entries.read, entries.rejections(), encoding)


def _side(found: _File, number: str) -> str:
    """What an account is: by its number in the plan, else by what the file says of it (#KTYP)."""
    return load_plan(PLAN).side(number) or _KINDS.get(found.kinds.get(number, ""), "")


def _fields(line: str) -> list[str]:
    return [quoted.replace('\\"', '"').replace("\\\\", "\\") if quoted or not (braces or bare)
            else braces or bare
            for quoted, braces, bare in _FIELD.findall(line)]  # fmt: skip


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(re.split("\r\n|\r|\n", text), start=1):
        yield number, line.strip()


def _parsed(text: str) -> _File:
    found, day, words = _File(), None, ""
    for number, line in _lines(text):
        if not line.startswith("#"):
            continue
        tag, *values = _fields(line)
        tag = tag.upper()
        if tag == "#VER":
            found.entries.count += 1
            written = values[2] if len(values) > 2 else ""
            day = compact_day(written) or day_of(written)
            words = values[3] if len(values) > 3 else ""
        elif tag == "#TRANS":
            _post(found, number, line, values, day, words)
        elif len(values) > 1:
            _header(found, tag, values)
        elif tag == "#SIETYP" and values:
            found.kind = values[0]
    return found


def _header(found: _File, tag: str, values: list[str]) -> None:
    if tag == "#KONTO":
        found.names[values[0]] = values[1]
    elif tag == "#KTYP":
        found.kinds[values[0]] = values[1].upper()
    elif tag == "#RAR" and values[0] == "0" and len(values) > 2:
        found.year = (values[1], values[2])
    elif tag == "#RES" and values[0] == "0" and len(values) > 2:
        units = cents(values[2])
        if units is not None:
            found.results[values[1]] = units


def _post(
    found: _File, number: int, line: str, values: list[str], day: date | None, words: str
) -> None:
    if values[1:2] and not values[1].startswith("{"):  # the list of objects may be left away
        values.insert(1, "{}")
    if len(values) < 3:
        found.entries.reject(number, "cut_line", line)
        return
    units = cents(values[2])
    own = values[4].strip() if len(values) > 4 else ""
    if day is None:
        found.entries.reject(number, "bad_date", line)
    elif units is None:
        found.entries.reject(number, "not_a_number", line)
    else:
        row = (number, found.entries.count, day, values[0], units, own or words)
        found.entries.rows.append(row)


def _say_incomplete(stated: _File, inquiry: Inquiry) -> None:
    """Say where the postings of an account do not add up to its result of the year."""
    if not stated.results or not all(stated.year):
        return
    sums: dict[str, int] = dict.fromkeys(stated.results, 0)
    for _, _, day, account, units, _ in stated.entries.rows:
        if account in sums and stated.year[0] <= f"{day:%Y%m%d}" <= stated.year[1]:
            sums[account] += units
    apart = {a: stated.results[a] - s for a, s in sums.items()
             if s != stated.results[a] and _side(stated, a) == COST}  # fmt: skip
    if apart:
        worst = max(apart, key=lambda account: abs(apart[account]))
        inquiry.note("ledger_incomplete", count=len(apart), account=worst,
                     difference=apart[worst] / 10**POINT_SCALE)  # fmt: skip
    else:
        inquiry.note("ledger_complete", count=len(sums))
