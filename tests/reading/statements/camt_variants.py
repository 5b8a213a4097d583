"""Invented movements as camt.053, camt.052 and camt.054, of several versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from tests.reading.bank_variants import OPENING
from tests.reading.statements.written import BOOKED, CLOSING, IBAN, Booked, of_month, unsigned

_ROOTS = {"053": ("BkToCstmrStmt", "Stmt"), "052": ("BkToCstmrAcctRpt", "Rpt"),
          "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn")}  # fmt: skip


def document(kind: str, version: str, blocks: str, prefix: str = "") -> bytes:
    """A message of a kind ("053") and version ("08") around its statements."""
    root, _ = _ROOTS[kind]
    name = f"xmlns{':' + prefix if prefix else ''}"
    uri = f"urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"
    body = (f"<{root}><GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-04-16T06:00:00</CreDtTm></GrpHdr>\n"
            f"{blocks}</{root}>")  # fmt: skip
    if prefix:
        body = (
            body.replace("</", "\x00").replace("<", f"<{prefix}:").replace("\x00", f"</{prefix}:")
        )
    start, end = (
        (f"<{prefix}:Document", f"</{prefix}:Document>") if prefix else ("<Document", "</Document>")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{start} {name}="{uri}">\n{body}{end}\n'.encode()
    )


def block(kind: str, number: str, entries: str, opening: int | None, closing: int | None) -> str:
    """A statement, report or notification of the account with the balances it has."""
    name = _ROOTS[kind][1]
    sides = (("OPBD", opening), ("CLBD", closing))
    balances = "".join(balance(code, cents) for code, cents in sides if cents is not None)
    return (f"<{name}><Id>{number}</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
            f"{balances}{entries}</{name}>\n")  # fmt: skip


def balance(code: str, cents: int) -> str:
    """A balance of the account."""
    return (f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{money(cents)}"
            f"<Dt><Dt>2024-04-15</Dt></Dt></Bal>\n")  # fmt: skip


def money(cents: int) -> str:
    """An amount and its side."""
    side = "DBIT" if cents < 0 else "CRDT"
    return f'<Amt Ccy="EUR">{unsigned(cents)}</Amt><CdtDbtInd>{side}</CdtDbtInd>'


def entry(one: Booked, details: str = "", status: str = "<Sts>BOOK</Sts>", more: str = "") -> str:
    """An entry booked on its day, two days before its value day."""
    return (f"<Ntry>{money(one.cents)}{more}{status}<BookgDt><Dt>{one.day}</Dt></BookgDt>"
            f"<ValDt><Dt>{one.value}</Dt></ValDt><AcctSvcrRef>{one.number}</AcctSvcrRef>"
            f"<NtryDtls>{details}</NtryDtls>"
            f"<AddtlNtryInf>{escape(one.label)}</AddtlNtryInf></Ntry>\n")  # fmt: skip


def _remittance(one: Booked) -> str:
    return f"<TxDtls><RmtInf><Ustrd>{escape(one.label)}</Ustrd></RmtInf></TxDtls>"


def _version_02() -> bytes:
    """A statement a month, each with both balances."""
    months, opening, blocks = ("2024-03", "2024-04"), OPENING, ""
    for month in months:
        rows = of_month(month)
        closing = opening + sum(one.cents for one in rows)
        entries = "".join(entry(one, _remittance(one)) for one in rows)
        blocks += block("053", month, entries, opening, closing)
        opening = closing
    return document("053", "02", blocks)


def _batched(rows: Sequence[Booked]) -> str:
    """Card payments of a day booked as one entry, with a payment each below it."""
    whole = Booked(rows[-1].day, rows[-1].value, "REMISE CARTES", "", sum(o.cents for o in rows),
                   "REM1", "")  # fmt: skip
    details = "".join(
        f"<TxDtls>{money(one.cents)}<RltdPties><Cdtr><Pty><Nm>{escape(one.who)}</Nm></Pty></Cdtr>"
        f"</RltdPties></TxDtls>"
        for one in rows
    )
    batch = f"<Btch><NbOfTxs>{len(rows)}</NbOfTxs></Btch>{details}"
    return entry(whole, batch, "<Sts><Cd>BOOK</Cd></Sts>")


def _version_08() -> bytes:
    """One statement in which card payments of March are a batch, with a pending entry."""
    batch = [o for o in of_month("2024-03") if o.label.startswith(("CARTE", "CB"))]
    alone = [one for one in BOOKED if one not in batch]
    status = "<Sts><Cd>BOOK</Cd></Sts>"
    entries = _batched(batch) + "".join(entry(o, _remittance(o), status) for o in alone)
    waits = Booked("2024-04-15", "2024-04-17", "CARTE 15/04 META ADS", "", -77777, "W1", "")
    entries += entry(waits, _remittance(waits), "<Sts><Cd>PDNG</Cd></Sts>")
    return document("053", "08", block("053", "2024-1", entries, OPENING, CLOSING))


def _reports() -> bytes:
    """Reports of a day that bring the movements of the day so far, again and again."""
    first, all_of_it = BOOKED[:9], BOOKED
    blocks = "".join(
        block("052", f"R{number}", "".join(entry(o) for o in rows), None, None)
        for number, rows in enumerate((first, all_of_it), 1)
    )
    return document("052", "02", blocks, "ns2")


def _notifications() -> bytes:
    """A notification a movement, as XML on one line in UTF-16."""
    blocks = "".join(
        block("054", f"N{o.number}", entry(o, _remittance(o)), None, None) for o in BOOKED
    )
    text = document("054", "08", blocks).decode().replace("\n", "").replace("UTF-8", "UTF-16")
    return text.encode("utf-16")


CAMT_FILES: dict[str, Callable[[], bytes]] = {
    "statement_camt053_02.xml": _version_02,
    "statement_camt053_08_batch.xml": _version_08,
    "statement_camt052_reports.xml": _reports,
    "statement_camt054_notifications.xml": _notifications,
}
