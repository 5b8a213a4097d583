"""Workbooks of other formats than .xlsx, as plain XML or a sample's bytes changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.reading.variants import SAMPLES
from tests.reading.workbooks import packed

XLSB = "fr_workbook_pyxlsbwriter.xlsb"
_SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(*tables: str, before: str = "", styles: str = "") -> bytes:
    """An OpenDocument spreadsheet of these tables' XML."""
    return packed({"mimetype": MIMETYPE, "content.xml": content_xml(*tables, before=before,
                                                                    styles=styles)})  # fmt: skip


def content_xml(*tables: str, before: str = "", styles: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {_SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def table(*rows: str, name: str = "Costs", style: str = "") -> str:
    """A sheet of rows."""
    own = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{own}>{"".join(rows)}</table:table>'


def row(*cells: str, how: str = "") -> str:
    return f"<table:table-row {how}>{''.join(cells)}</table:table-row>"


def cell(shown: str, kind: str = "string", value: str = "", how: str = "") -> str:
    """A cell: its kind, what it shows and its value."""
    names = {"string": "string-value", "date": "date-value", "time": "time-value",
             "boolean": "boolean-value"}  # fmt: skip
    held = f'office:{names.get(kind, "value")}="{value}"' if value else ""
    words = f"<text:p>{shown}</text:p>" if shown else ""
    return f'<table:table-cell office:value-type="{kind}" {held} {how}>{words}</table:table-cell>'


HEAD = row(cell("date"), cell("label"), cell("amount"))


def cost(day: str, label: str, amount: str, how: str = "") -> str:
    return row(cell(day, "date", day), cell(label), cell(amount, "float", amount), how=how)


def xlsb(changed: Callable[[bytes], bytes]) -> bytes:
    """The sample in binary form, its sheet's records changed."""
    with zipfile.ZipFile(SAMPLES / XLSB) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.bin"
    return packed({**found, part: changed(found[part])})


def xlsb_rows(content: bytes) -> list[tuple[int, int, int]]:
    """Where each record of a binary part stands: number, its content's start, its end."""
    found, file = [], io.BytesIO(content)
    while first := file.read(1):
        number = first[0]
        if number & 0x80:
            number = (number & 0x7F) | file.read(1)[0] << 7
        size = shift = 0
        while True:
            part = file.read(1)[0]
            size |= (part & 0x7F) << shift
            shift += 7
            if not part & 0x80:
                break
        found.append((number, file.tell(), file.tell() + size))
        file.seek(size, 1)
    return found
