"""A FEC as XML, the second form the law allows: lines in entries, in journals, in years."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from roi_model.reading.fec.header import ORDER, fec_columns
from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.table import Table
from roi_model.reading.text.ragged import Rejections

_HEAD = 4096
_ROOT = re.compile(r"<(?:[\w.-]+:)?comptabilite[\s>]", re.IGNORECASE)
_DECLARED = re.compile(rb"encoding\s*=\s*[\"']([\w.-]+)")
_YEAR, _JOURNAL, _ENTRY, _LINE = "exercice", "journal", "ecriture", "ligne"
_LEVELS = (_YEAR, _JOURNAL, _ENTRY, _LINE)
_NAMES = (*ORDER, "Montant", "Sens")


def is_fec_xml(content: bytes) -> bool:
    """Whether bytes are the accounts of a year as XML.

    >>> is_fec_xml(b"<?xml version='1.0'?><comptabilite><exercice/></comptabilite>")
    True
    >>> is_fec_xml(b"<?xml version='1.0'?><Document/>"), is_fec_xml(b"JournalCode|JournalLib")
    (False, False)
    """
    head = content[:_HEAD]
    codec = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "latin-1"
    words = head.decode(codec, errors="replace").lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n")
    return words.startswith("<") and bool(_ROOT.search(words))


def table_of_xml(content: bytes) -> tuple[Table, str]:
    """The lines of a FEC as XML as the table that the law's first form is, and their encoding.

    A line is numbered by its place among all lines. Raises RefusedError for XML that is damaged or
    cut short, of which nothing is counted.
    """
    found = _Lines()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text.append
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise RefusedError("damaged_xml", line=getattr(fault, "lineno", 1)) from None
    table = found.table()
    if not len(table):
        raise RefusedError("no_usable_row", count=0)
    declared = _DECLARED.search(content[:200])
    encoding = declared.group(1).decode().lower() if declared else "utf-8"
    return table, encoding


def _refuse_doctype(*_: object) -> None:
    """Entities of a document's own may swell without end; the law's form has none."""
    raise RefusedError("damaged_xml", line=1)


@dataclass
class _Lines:
    """The lines met, each with what its entry, its journal and its year say for all of theirs."""

    rows: list[dict[str, str]] = field(default_factory=list)
    said: dict[str, dict[str, str]] = field(default_factory=lambda: {k: {} for k in _LEVELS})
    inside: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    entry_from: int = 0

    def start(self, tag: str, _: object) -> None:
        """An element begins."""
        name = tag.rsplit(":", 1)[-1]
        self.text.clear()
        level = name.lower()
        if level in _LEVELS:
            self.inside.append(level)
            self.said[level] = {}
            if level == _ENTRY:
                self.entry_from = len(self.rows)

    def end(self, tag: str) -> None:
        """An element ends: a value, a line, or an entry that speaks for its lines."""
        name = tag.rsplit(":", 1)[-1]
        level = name.lower()
        if self.inside and level == self.inside[-1]:
            self.inside.pop()
            if level == _LINE:
                self.rows.append(self.said[_LINE])
            elif level == _ENTRY:
                common = {**self.said[_JOURNAL], **self.said[_ENTRY]}
                for i in range(self.entry_from, len(self.rows)):
                    self.rows[i] = {**common, **self.rows[i]}
        elif self.inside:
            (known,) = fec_columns([name]) or (None,)
            value = " ".join("".join(self.text).split())
            if known and value:
                self.said[self.inside[-1]][known] = value
        self.text.clear()

    def table(self) -> Table:
        """The lines as the table that the law's first form is."""
        names = [name for name in _NAMES if any(name in row for row in self.rows)]
        columns = tuple(pa.array([row.get(name, "") for row in self.rows], pa.string())
                        for name in names)  # fmt: skip
        lines = np.arange(1, len(self.rows) + 1)
        return Table(tuple(names), columns, lines, {}, Rejections(), len(lines), ";")
