"""Formats that are no table, told by their first bytes whatever the file is called: a row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from roi_model.reading.archive import read_as_invoices
from roi_model.reading.costs.entries import Contents
from roi_model.reading.fec.fec import read_entries
from roi_model.reading.fec.xml_form import is_fec_xml, table_of_xml
from roi_model.reading.inquiry import Inquiry
from roi_model.reading.invoices.invoices import read_invoices
from roi_model.reading.ledgers.audit.saft import is_saft, read_saft
from roi_model.reading.ledgers.audit.xaf import is_xaf, read_xaf
from roi_model.reading.ledgers.sie import is_sie, read_sie
from roi_model.reading.statements.formats import STATEMENT_FORMATS
from roi_model.reading.statements.movements import read_statements


@dataclass(frozen=True)
class Structured:
    """One format: its name, the kind of file it is (a name of `formats.KINDS`), whether bytes are
    one, how they are read. `read` raises RefusedError as readers of tables do."""

    name: str
    kind: str
    identify: Callable[[bytes], bool]
    read: Callable[[bytes, Inquiry], Contents]


def _invoices(content: bytes, inquiry: Inquiry) -> Contents:
    """One invoice, or an archive of them, as costs without VAT."""
    return read_invoices(read_as_invoices(content) or [], inquiry)


def _fec_xml(content: bytes, inquiry: Inquiry) -> Contents:
    """The accounts of a French year as XML, read as their table is."""
    table, encoding = table_of_xml(content)
    lines = read_entries(table, inquiry)
    return Contents(lines, table.rows_read, table.rejections, encoding)


_INVOICES = Structured(
    "Factur-X, CII, UBL", "costs", lambda content: read_as_invoices(content) is not None, _invoices
)


STRUCTURED: tuple[Structured, ...] = (
    Structured("fec_xml", "fec", is_fec_xml, _fec_xml),
    *(
        Structured(kind.name, "bank", kind.identify, partial(read_statements, kind))
        for kind in STATEMENT_FORMATS
    ),
    _INVOICES,
    Structured("sie", "ledger", is_sie, read_sie),
    Structured("saft", "ledger", is_saft, read_saft),
    Structured("xaf", "ledger", is_xaf, read_xaf),
)


def find_structured(content: bytes) -> Structured | None:
    """The format whose first bytes these are; None for tables.

    >>> find_structured(b"Date;Amount") is None
    True
    """
    return next((one for one in STRUCTURED if one.identify(content)), None)
