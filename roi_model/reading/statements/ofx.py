"""OFX and QFX, in SGML (1.x) as in XML (2.x): accounts, cards, their movements.

Tags are read one after another, in both spellings alike: SGML leaves the ends of its elements
away, banks forget those of aggregates too. A posted day is the bank's own, whatever its zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.statements.statement import (
    CORRECTED,
    PENDING,
    Movement,
    Statement,
    one_line,
)
from roi_model.reading.statements.written import amounts
from roi_model.reading.text.decoding import decode
from roi_model.reading.values.dates import day_stated

_TAG = re.compile(
    r"<!--.*?-->|<[?!](?!\[CDATA\[)[^>]*>"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][\w.]*)[^<>]*?(?P<empty>/?)>"
    r"(?P<value>(?:<!\[CDATA\[.*?\]\]>|[^<])*)",
    re.DOTALL,
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_STATEMENTS = {"STMTRS", "CCSTMTRS", "INVSTMTRS"}
_MOVEMENTS = {"STMTTRN", "STMTTRNP"}
_INSIDE = {"PAYEE", "CURRENCY", "ORIGCURRENCY", "LEDGERBAL", "AVAILBAL", "BANKACCTFROM",
           "CCACCTFROM", "INVACCTFROM", "BANKACCTTO", "CCACCTTO"}  # fmt: skip
_REVERSAL = re.compile(r"(?i)\b(?:reversal|extourne|annulation|contre-?passation|storno)\b")


@dataclass
class _Entry:
    line: int
    pending: bool
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class _Account:
    fields: dict[str, str] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)


def read_ofx(content: bytes, inquiry: Inquiry) -> list[Statement] | None:
    """The statements of an OFX file; None where its decimal sign must be asked.

    Raises RefusedError for a file that is cut or holds no statement.

    >>> sgml = (b"OFXHEADER:100\\nDATA:OFXSGML\\n\\n<OFX><STMTRS><CURDEF>EUR<BANKTRANLIST>"
    ...         b"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240304120000[+1:CET]<TRNAMT>-45,90"
    ...         b"<NAME>HUBSPOT</STMTTRN></BANKTRANLIST></STMTRS></OFX>")
    >>> [statement] = read_ofx(sgml, Inquiry())
    >>> statement.movements[0].day, statement.movements[0].amount
    (datetime.date(2024, 3, 4), Decimal('-45.90'))
    """
    decoded = decode(content, marked_up=True)
    inquiry.notes.extend(decoded.notes)
    text = decoded.text.whole
    accounts = _accounts(text)
    entries = [entry for account in accounts for entry in account.entries]
    if not entries:
        raise RefusedError("statement_empty", format="OFX")
    read = amounts([entry.fields.get("TRNAMT", "") for entry in entries], "TRNAMT", inquiry)
    if read is None:
        return None
    found = dict(zip(map(id, entries), read, strict=True))
    return [_statement(account, found) for account in accounts if account.entries]


def _statement(
    account: _Account, read: dict[int, tuple[Decimal | None, str]]
) -> Statement:  # fmt: skip
    fields = account.fields
    gone = set(map(id, _corrected(account.entries)))
    movements = tuple(
        _movement(entry, *read[id(entry)], corrected=id(entry) in gone) for entry in account.entries
    )
    name = " – ".join(
        str(day) for day in (day_stated(fields.get(f, "")) for f in ("DTSTART", "DTEND")) if day
    )
    return Statement(
        fields.get("ACCTID", ""),
        fields.get("CURDEF", "").upper(),
        name,
        movements=movements,
    )


def _movement(entry: _Entry, amount: Decimal | None, why: str, *, corrected: bool) -> Movement:
    get = entry.fields.get
    posted = get("DTPOSTED") or (get("DTTRAN", "") if entry.pending else "")
    day = day_stated(posted)
    fault = CORRECTED if corrected else why or ("" if day else _dateless(posted))
    who = one_line(get("NAME"), get("PAYEE.NAME"))
    label = one_line(who, get("MEMO"))
    return Movement(
        entry.line,
        day,
        amount,
        label or get("TRNTYPE", ""),
        text=one_line(posted[:8], get("TRNAMT"), label),
        id=get("FITID", ""),
        who=who,
        currency=get("CURRENCY.CURSYM", "").upper(),
        state=PENDING if entry.pending else "",
        fault=fault,
        reversal=bool(_REVERSAL.search(label)),
        other=get("BANKACCTTO.ACCTID", "") or get("CCACCTTO.ACCTID", ""),
    )


def _dateless(posted: str) -> str:
    return "bad_date" if posted.strip(" 0") else "no_date"


def _corrected(entries: list[_Entry]) -> list[_Entry]:
    """The movements that a later one of the same file replaces or deletes, and the deletions."""
    gone = []
    for entry in entries:
        action, of = entry.fields.get("CORRECTACTION", ""), entry.fields.get("CORRECTFITID", "")
        if of and action:
            gone += [one for one in entries if one is not entry and one.fields.get("FITID") == of]
            gone += [entry] if action.upper() == "DELETE" else []
    return gone


def _accounts(text: str) -> list[_Account]:
    """The accounts with their movements as fields of text. Raises RefusedError for a cut file."""
    accounts: list[_Account] = []
    entry: _Entry | None = None
    inside: list[str] = []
    whole = False
    for line, name, end, value in _tags(text):
        if name == "OFX":
            whole = end
        elif name in _STATEMENTS:
            entry, inside = None, []
            if not end:
                accounts.append(_Account())
        elif name in _MOVEMENTS:
            inside = []
            entry = None if end else _Entry(line, name == "STMTTRNP")
            if entry is not None:
                if not accounts:
                    accounts.append(_Account())
                accounts[-1].entries.append(entry)
        elif name in _INSIDE:
            inside = [one for one in inside if one != name] + ([] if end else [name])
        elif not end and accounts:
            target = accounts[-1].fields if entry is None else entry.fields
            if entry is None and inside[-1:] and not inside[-1].endswith("FROM"):
                continue  # a balance has a day and an amount of its own
            key = f"{inside[-1]}.{name}" if entry is not None and inside else name
            target.setdefault(key, value)
    if not whole:
        raise RefusedError("statement_cut", format="OFX", mark="</OFX>")
    return accounts


def _tags(text: str) -> Iterator[tuple[int, str, bool, str]]:
    """Each tag: its line, its name, whether it ends something, and the text behind it."""
    line, at = 1, 0
    for match in _TAG.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        name = match["name"]
        if name is None:
            continue
        value = _CDATA.sub(r"\1", match["value"]) if "<!" in match["value"] else match["value"]
        yield (
            line,
            name.upper(),
            bool(match["end"]),
            "" if match["end"] else unescape(value).strip(),
        )
        if match["empty"]:
            yield line, name.upper(), True, ""
