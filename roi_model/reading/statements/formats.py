"""The formats of bank statements, a row each: how a file shows that it is one, and who reads it.

Everything that lists them is made from this table. A file is known by its first bytes, whatever
it is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from roi_model.reading.inquiry import Inquiry
from roi_model.reading.statements.bai2 import read_bai2
from roi_model.reading.statements.camt import read_camt
from roi_model.reading.statements.cfonb import read_cfonb
from roi_model.reading.statements.mt940 import read_mt940
from roi_model.reading.statements.ofx import read_ofx
from roi_model.reading.statements.qif import read_qif
from roi_model.reading.statements.statement import Statement

_LOOKED_AT = 8192
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class StatementFormat:
    """One format: its name, the endings its files mostly have, the pattern their first bytes show.

    `read` gives its statements, or None where it must ask; `fields` names the places in it that
    day, words and amount are taken from; `marks_reversals` says that a field of its own, and no
    word, tells what takes another movement back.
    """

    name: str
    endings: tuple[str, ...]
    pattern: re.Pattern[bytes]
    read: Callable[[bytes, Inquiry], list[Statement] | None]
    fields: Mapping[str, str] = field(default_factory=dict)
    marks_reversals: bool = False

    def identify(self, content: bytes) -> bool:
        """Whether bytes are of this format, by the first of them.

        >>> STATEMENT_FORMATS[0].identify(b"OFXHEADER:100\\r\\nDATA:OFXSGML")
        True
        """
        head = content[:_LOOKED_AT]
        for mark in _MARKS:
            head = head.removeprefix(mark)
        return self.pattern.match(head.replace(b"\x00", b"")) is not None


STATEMENT_FORMATS = (
    StatementFormat(
        "OFX",
        (".ofx", ".qfx"),
        re.compile(
            rb"\s*(?:OFXHEADER\s*:|[A-Z]+\s*:[^<]{0,1000}<OFX>"
            rb"|(?:<[?!][^>]*>\s*)*(?:<\?OFX\b|<OFX>))",
            re.IGNORECASE,
        ),
        read_ofx,
        {"date": "DTPOSTED", "label": "NAME + MEMO", "amount": "TRNAMT"},
    ),
    StatementFormat(
        "camt",
        (".xml",),
        re.compile(
            rb"\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?Document\b[^>]*"
            rb"(?:camt\.05[234]|>\s*<(?:\w+:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)\b)"
        ),
        read_camt,
        {"date": "BookgDt", "label": "Cdtr + Ustrd", "amount": "Amt"},
        marks_reversals=True,
    ),
    StatementFormat(
        "QIF",
        (".qif",),
        re.compile(rb"\s*!(?:Type|Account|Option|Clear)\b", re.IGNORECASE),
        read_qif,
        {"date": "D", "label": "P + M", "amount": "T", "category": "L"},
    ),
    StatementFormat(
        "MT940",
        (".sta", ".mt940", ".mt942"),
        re.compile(
            rb"(?:[^\r\n]*+[\r\n]++){0,9}?:20:[^\r\n]*+[\r\n]++"
            rb"(?::\d\d[A-Z]?:[^\r\n]*[\r\n]+){0,2}?:25[A-Z]?:"
        ),
        read_mt940,
        {"date": ":61:", "label": ":86:", "amount": ":61:"},
        marks_reversals=True,
    ),
    StatementFormat(
        "CFONB 120",
        (".txt", ".cfonb"),
        re.compile(rb"\s*0[14]\d{5}.{4}[\d ]{5}[A-Z ]{3}[\d ].[0-9A-Z ]{11}.{58}\d{13}[{}A-R]"),
        read_cfonb,
        {"date": "04: 35–40", "label": "04: 49–79 + 05", "amount": "04: 91–104"},
    ),
    StatementFormat(
        "BAI2",
        (".bai", ".bai2"),
        re.compile(rb"\s*01,[^\r\n]*[\r\n]+\s*02,"),
        read_bai2,
        {"date": "02", "label": "16", "amount": "16"},
    ),
)
