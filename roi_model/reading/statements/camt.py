"""ISO 20022 camt.053 (statements), camt.052 (reports of a day) and camt.054 (notifications).

Of all versions, by the names of their elements: what is read has been called the same since 2009,
or stands one level deeper. A batch becomes its payments where they add up to it, else it stays
one movement.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from roi_model.reading.inquiry import Inquiry, RefusedError
from roi_model.reading.statements.statement import (
    PENDING,
    Movement,
    Part,
    Statement,
    one_line,
)
from roi_model.reading.text.wording import fold
from roi_model.reading.values.dates import day_stated

_KINDS = {"Stmt", "Rpt", "Ntfctn"}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_TRUE = {"true", "1"}
_CASH_MANAGEMENT = "CAMT"
"""The domain of what is moved between accounts of one holder: pooling, sweeping, topping."""


def read_camt(content: bytes, inquiry: Inquiry) -> list[Statement]:
    """The statements, reports or notifications of a camt file.

    Raises RefusedError for XML that is cut or broken, or declares entities of its own, and for a
    file without a movement.
    """
    if b"<!DOCTYPE" in content.replace(b"\x00", b"")[:65536]:
        raise RefusedError("statement_damaged", format="camt", place=1)
    found: list[Statement] = []
    entries: list[Movement] = []
    number = 0
    try:
        for element in _blocks(content):
            if element.tag == "Ntry":
                number += 1
                entries.append(_movement(element, number))
                element.clear()
            elif element.tag == "":  # a block begins
                entries = []
            else:
                found.append(_statement(element, entries))
                element.clear()
    except ElementTree.ParseError as error:
        raise RefusedError("statement_damaged", format="camt", place=error.position[0]) from error
    except (LookupError, ValueError) as error:  # an encoding that there is not, or none for XML
        raise RefusedError("statement_damaged", format="camt", place=1) from error
    if not number:
        raise RefusedError("statement_empty", format="camt")
    return found


def _blocks(content: bytes) -> Iterator[Element]:
    """Each entry as it ends, then the block that held it; before a block a nameless element.

    Names lose their namespaces, which differ from version to version.
    """
    path: list[str] = []
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        name = element.tag.rsplit("}", 1)[-1]
        if event == "start":
            path.append(name)
            if name in _KINDS:
                yield Element("")
            continue
        path.pop()
        element.tag = name
        if name in _KINDS or (name == "Ntry" and path and path[-1] in _KINDS):
            yield element


def _statement(block: Element, entries: list[Movement]) -> Statement:
    account = _text(block, "Acct/Id/IBAN") or _text(block, "Acct/Id/Othr/Id")
    opening, of = _balance(block, _OPENING)
    closing, currency = _balance(block, _CLOSING)
    own = _text(block, "Acct/Ccy") or currency or of
    if not own and entries:
        own = entries[0].currency
    return Statement(
        account,
        own,
        _text(block, "Id") or _text(block, "ElctrncSeqNb"),
        opening if of in ("", own) else None,
        closing if currency in ("", own) else None,
        tuple(entries),
        _text(block, "Acct/Ownr/Nm") or _text(block, "Acct/Ownr/Pty/Nm"),
    )


def _balance(block: Element, codes: tuple[str, ...]) -> tuple[Decimal | None, str]:
    """A balance of the first of some kinds that is there, and its currency."""
    for code in codes:
        for balance in block.findall("Bal"):
            if code in (_text(balance, "Tp/CdOrPrtry/Cd"), _text(balance, "Tp/Cd")):
                amount, currency = _amount(balance)
                return _directed(amount, _text(balance, "CdtDbtInd")), currency
    return None, ""


def _movement(entry: Element, number: int) -> Movement:
    plain, currency = _amount(entry)
    side = _text(entry, "CdtDbtInd")
    amount = _directed(plain, side)
    written = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")
    written = written or _text(entry, "ValDt/Dt") or _text(entry, "ValDt/DtTm")
    day = day_stated(written)
    details = [d for dtls in entry.findall("NtryDtls") for d in dtls.findall("TxDtls")]
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK"
    alone = details[0] if len(details) == 1 else None
    who = _who(entry if alone is None else alone, side)
    label = _label(who, entry, alone)
    fault = "" if amount is not None else "no_amount" if plain is None else "no_side"
    return Movement(
        number,
        day,
        amount,
        label,
        text=one_line(written[:10], side, _text(entry, "Amt"), currency, label),
        id=_text(entry, "AcctSvcrRef") or _text(entry, "NtryRef"),
        who=who,
        other=_other(entry if alone is None else alone, side),
        said=_text(entry, "AddtlNtryInf"),
        currency=currency,
        state="" if status.upper() == "BOOK" else PENDING,
        fault=fault or ("" if day else "bad_date" if written else "no_date"),
        reversal=_text(entry, "RvslInd").lower() in _TRUE,
        own=_text(entry, "BkTxCd/Domn/Cd") == _CASH_MANAGEMENT or _same(alone),
        parts=_parts(details, currency, side, entry) if len(details) > 1 else (),
    )


def _parts(details: list[Element], currency: str, side: str, entry: Element) -> tuple[Part, ...]:
    """The payments of a batch; one without an amount in the account's currency has 0."""
    found = []
    for detail in details:
        own = _text(detail, "CdtDbtInd") or side
        who = _who(detail, own)
        amount = _directed(_detail_amount(detail, currency), own)
        label = _label(who, entry, detail, alone=False)
        found.append(Part(amount or Decimal(0), label, who=who, other=_other(detail, own)))
    return tuple(found)


def _detail_amount(detail: Element, currency: str) -> Decimal | None:
    for path in (".", "AmtDtls/TxAmt", "AmtDtls/CntrValAmt", "AmtDtls/InstdAmt"):
        place = detail.find(path)
        if place is not None:
            amount, own = _amount(place)
            if amount is not None and own in ("", currency):
                return amount
    return None


def _who(place: Element, side: str) -> str:
    """Whom money went to, or came from; the other party where only that one is named."""
    sides = ("Cdtr", "UltmtCdtr", "Dbtr", "UltmtDbtr")
    order = sides if side == "DBIT" else (*sides[2:], *sides[:2])
    for party in order:
        for path in (f"RltdPties/{party}/Nm", f"RltdPties/{party}/Pty/Nm"):
            if name := _text(place, path):
                return one_line(name)
    return ""


def _other(place: Element, side: str) -> str:
    """The number of the account that money went to, or came from."""
    account = "RltdPties/CdtrAcct/Id" if side == "DBIT" else "RltdPties/DbtrAcct/Id"
    return _text(place, f"{account}/IBAN") or _text(place, f"{account}/Othr/Id")


def _same(detail: Element | None) -> bool:
    """Whether both sides of a payment have one name."""
    if detail is None:
        return False
    names = [_text(detail, f"RltdPties/{side}/Nm") or _text(detail, f"RltdPties/{side}/Pty/Nm")
             for side in ("Dbtr", "Cdtr")]  # fmt: skip
    return bool(names[0]) and fold(names[0]) == fold(names[1])


def _label(who: str, entry: Element, detail: Element | None, *, alone: bool = True) -> str:
    """Who, and what for; the bank's own words where nobody wrote any, and in a batch no name is
    there."""
    said = []
    if detail is not None:
        said = [e.text for path in ("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref")
                for e in detail.findall(path)]  # fmt: skip
        said = said or [_text(detail, "AddtlTxInf") or _text(detail, "RtrInf/AddtlInf")]
    if not any(said) and (alone or not who):
        said = [_text(entry, "AddtlNtryInf")]
    found = one_line(who, *said)
    return found or _text(entry, "BkTxCd/Prtry/Cd") or _text(entry, "BkTxCd/Domn/Cd")


def _amount(place: Element) -> tuple[Decimal | None, str]:
    found = place.find("Amt")
    if found is None:
        return None, ""
    try:
        amount = Decimal((found.text or "").strip())
    except InvalidOperation:
        return None, ""
    return (amount if amount.is_finite() else None), found.get("Ccy", "").upper()


def _directed(amount: Decimal | None, side: str) -> Decimal | None:
    """An amount with its sign, whatever is reversed: CRDT came in, DBIT went out."""
    if amount is None or side not in ("CRDT", "DBIT"):
        return None
    return -amount if side == "DBIT" else amount


def _text(place: Element, path: str) -> str:
    return (place.findtext(path) or "").strip()
