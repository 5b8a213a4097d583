"""The XML that a PDF carries."""

from __future__ import annotations

import io

import pypdf

from roi_model.reading.invoices.attached import attached_invoice
from tests.reading.invoices.written import bills, cii, pdf


def test_the_invoice_is_found_among_other_attachments() -> None:
    xml = cii(bills()[0])
    writer = pypdf.PdfWriter(io.BytesIO(pdf(None)))
    writer.add_attachment("terms.txt", b"<Invoice>no</Invoice>")
    writer.add_attachment("whatever.bin", xml.encode())
    out = io.BytesIO()
    writer.write(out)
    assert attached_invoice(out.getvalue()) == xml.encode()
    assert attached_invoice(pdf(xml, "ZUGFeRD-invoice.xml")) == xml.encode()


def test_a_pdf_without_one_gives_none_and_a_broken_one_too() -> None:
    assert attached_invoice(pdf(None)) is None
    whole = pdf(cii(bills()[0]))
    for end in range(0, len(whole), 97):
        attached_invoice(whole[:end])
    assert attached_invoice(b"%PDF-" + bytes(range(256)) * 9) is None
