"""Bytes → an open workbook, by what they hold: nothing depends on a file's name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.sheets import xls
from roi_model.reading.tables.sheets.grid import Book
from roi_model.reading.tables.sheets.html import HtmlBook, is_html

ZIP = b"PK\x03\x04"
_BOOKS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb"}
_OPEN = b"application/vnd.oasis.opendocument."


def is_zip(content: bytes) -> bool:
    """Whether the bytes start as an archive does, and so a workbook of today."""
    return content.startswith(ZIP)


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a workbook's, or those of a file that may be one: of another archive,
    of what Office wrote before 2007, of a web page with a table.

    >>> is_workbook(b"date;amount"), is_workbook(xls.OLE)
    (False, True)
    """
    return content.startswith((ZIP, xls.OLE, *xls.BARE)) or is_html(content)


def opened(content: bytes) -> Book:
    """The workbook, each format by its own library, imported only where one is opened.

    Raises RefusedError for what is none.
    """
    if is_html(content):
        return HtmlBook(content)
    if not is_zip(content):
        return xls.XlsBook(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kind = format_of(archive)
    if kind == "ods":
        from roi_model.reading.tables.sheets.ods import OdsBook

        return OdsBook(content)
    if kind not in ("xlsx", "xlsb"):
        raise RefusedError(kind)
    from roi_model.reading.tables.sheets.xlsx import XlsxBook

    return XlsxBook(content, kind)


def format_of(archive: zipfile.ZipFile) -> str:
    """What an archive is: a workbook, by its format, a text document, or only an archive."""
    parts = set(archive.namelist())
    if "[Content_Types].xml" in parts:
        for path, kind in _BOOKS.items():
            if path in parts:
                return kind
    if "content.xml" in parts:
        for path in ("mimetype", "META-INF/manifest.xml"):  # a copy may have lost the first
            if path in parts:
                with archive.open(path) as file:
                    head = file.read(4096)
                if _OPEN in head:
                    return "ods" if _OPEN + b"spreadsheet" in head else "document"
    return "document" if "word/document.xml" in parts else "archive"


@contextmanager
def damage(content: bytes) -> Iterator[None]:
    """Whatever a library raises for a damaged workbook, as a refusal."""
    import python_calamine as calamine

    try:
        yield
    except (calamine.CalamineError, zipfile.BadZipFile, ValueError, LookupError, SyntaxError,
            RuntimeError, EOFError, OSError, zlib.error, struct.error) as error:  # fmt: skip
        workbook = not is_zip(content) or any(
            mark in content for mark in (b"[Content_Types].xml", b"xl/", _OPEN)
        )
        raise RefusedError("damaged_workbook" if workbook else "archive_damaged") from error
