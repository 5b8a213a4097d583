"""The XML that a PDF carries with it, by pypdf."""

from __future__ import annotations

import io

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.invoices.xml import is_invoice_xml

_MOST = 50
"""Attachments of one PDF that are looked at."""


def attached_invoice(content: bytes) -> bytes | None:
    """The invoice among a PDF's attachments; None where it carries none: it is a picture of one.

    Raises RefusedError for a PDF behind a password.
    """
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError("locked")
        for place, one in enumerate(reader.attachment_list):
            if place >= _MOST:
                break
            held = one.content
            if is_invoice_xml(held):
                return bytes(held)
    except (RefusedError, MemoryError):
        raise
    except Exception:  # of whatever kind: a PDF may be broken in any place
        return None
    return None
