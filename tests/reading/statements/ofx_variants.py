"""Invented movements as OFX: SGML of a bank, XML of another, a card beside an account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

from tests.reading.statements.written import BOOKED, CARD, CLOSING, IBAN, Booked, plain

_HEADER = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

"""
_XML = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
"""
_SIGNON = ("<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>"
           "<DTSERVER>20240415120000<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>")  # fmt: skip


def _sgml() -> bytes:
    """As a French bank writes it: no end tags, its own hour and zone behind every day."""
    rows = "\n".join(
        f"<STMTTRN>\n<TRNTYPE>{'DEBIT' if one.cents < 0 else 'CREDIT'}\n"
        f"<DTPOSTED>{one.day.replace('-', '')}000000[+1:CET]\n<TRNAMT>{plain(one.cents)}\n"
        f"<FITID>{one.number}\n<NAME>{escape(one.label[:32])}\n<MEMO>{escape(one.label)}\n</STMTTRN>"
        for one in BOOKED
    )
    return (
        f"{_HEADER}<OFX>\n{_SIGNON}\n<BANKMSGSRSV1><STMTTRNRS><TRNUID>1\n<STMTRS>\n<CURDEF>EUR\n"
        f"<BANKACCTFROM><BANKID>12345<ACCTID>{IBAN}<ACCTTYPE>CHECKING</BANKACCTFROM>\n"
        f"<BANKTRANLIST>\n<DTSTART>20240301<DTEND>20240415\n{rows}\n</BANKTRANLIST>\n"
        f"<LEDGERBAL><BALAMT>{plain(CLOSING)}<DTASOF>20240415</LEDGERBAL>\n"
        f"</STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n"
    ).encode("cp1252")


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _xml_rows(rows: Sequence[Booked], decimal: str = ".", *, numbers: bool = True) -> str:
    return "".join(
        "<STMTTRN>"
        + _element("TRNTYPE", "OTHER")
        + _element("DTPOSTED", f"{one.day.replace('-', '')}233000.000[-5:EST]")
        + _element("DTUSER", one.value.replace("-", ""))
        + _element("TRNAMT", plain(one.cents, decimal))
        + (_element("FITID", one.number) if numbers else "")
        + _element("NAME", one.label)
        + "</STMTTRN>\n"
        for one in rows
    )


def _xml() -> bytes:
    """OFX 2.1: XML, late in the evening of a zone behind London, the value day beside."""
    return (
        f"{_XML}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF>"
        f"<BANKACCTFROM><ACCTID>{IBAN}</ACCTID></BANKACCTFROM>"
        f"<BANKTRANLIST>\n{_xml_rows(BOOKED)}</BANKTRANLIST>"
        f"<LEDGERBAL><BALAMT>{plain(CLOSING)}</BALAMT><DTASOF>20240415</DTASOF></LEDGERBAL>"
        f"</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
    ).encode()


def _two_accounts() -> bytes:
    """An account and a card in one file, a decimal comma, no LANGUAGE, no FITID on the card."""
    card = [one for one in BOOKED if one.label.startswith(("CARTE", "CB"))]
    account = [one for one in BOOKED if one not in card]
    return (
        f"{_XML}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF>"
        f"<BANKACCTFROM><ACCTID>{IBAN}</ACCTID></BANKACCTFROM>"
        f"<BANKTRANLIST>\n{_xml_rows(account, ',')}</BANKTRANLIST></STMTRS></STMTTRNRS>"
        f"</BANKMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>EUR</CURDEF>"
        f"<CCACCTFROM><ACCTID>{CARD}</ACCTID></CCACCTFROM>"
        f"<BANKTRANLIST>\n{_xml_rows(card, ',', numbers=False)}</BANKTRANLIST>"
        f"</CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>\n"
    ).encode()


def _repeated() -> bytes:
    """Two downloads that overlap, one below the other: the second brings nothing new."""
    return _sgml() + _sgml().split(b"\n\n", 1)[1]


OFX_FILES: dict[str, Callable[[], bytes]] = {
    "statement_sgml.ofx": _sgml,
    "statement_xml.ofx": _xml,
    "statement_two_accounts.qfx": _two_accounts,
    "statement_repeated.ofx": _repeated,
}
