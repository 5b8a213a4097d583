"""What the workbook library leaves unsaid of binary sheets (.xlsb): errors and hidden rows.

Such a part is a chain of records: a number (one or two bytes) and a length (one to four), seven
bits a byte, then as many bytes.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.sheets.grid import Place, Unseen

_ROW, _ERROR, _FORMULA_ERROR, _SHEET, _FILTERED_COLUMN = 0, 3, 11, 156, 163
_SHORT = range(12, 19)
"""Cells without a number of their column ("the one after the last"): the library passes over them,
and columns would be lost without a word. SheetJS, and web applications with it, write them.
"""
_HIDDEN = 0x10
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!",
           42: "#N/A", 43: "#GETTING_DATA"}  # fmt: skip


def unseen_in_binary(archive: zipfile.ZipFile, sheet: str) -> Unseen:
    """The errors and the hidden rows of a sheet.

    Raises KeyError where the sheet's part is missing, EOFError where it is cut, RefusedError where
    it has cells that the library does not see.
    """
    cells: dict[Place, str] = {}
    hidden: set[int] = set()
    filtered = False
    row = -1
    with archive.open(_part(archive, sheet)) as file:
        for number, data in records(io.BufferedReader(file)):  # type: ignore[type-var]
            if number == _ROW and len(data) >= 12:
                row = int.from_bytes(data[:4], "little")
                if data[11] & _HIDDEN:
                    hidden.add(row)
            elif number in (_ERROR, _FORMULA_ERROR) and len(data) >= 9:
                cells[row, int.from_bytes(data[:4], "little")] = _ERRORS.get(data[8], "#ERROR")
            elif number in _SHORT:
                raise RefusedError("short_cells")
            filtered |= number == _FILTERED_COLUMN
    return Unseen(cells, frozenset(hidden), filtered and bool(hidden))


def records(file: io.BufferedIOBase) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record; of those that are no row and no cell nothing is kept.

    >>> list(records(io.BytesIO(bytes([3, 2, 65, 66, 0x9c, 1, 1, 67]))))
    [(3, b'AB'), (156, b'C')]
    """
    while first := file.read(1):
        number = first[0]
        if number & 0x80:
            number = (number & 0x7F) | _byte(file) << 7
        size = 0
        for place in range(4):
            part = _byte(file)
            size |= (part & 0x7F) << 7 * place
            if not part & 0x80:
                break
        data = file.read(size)
        if len(data) < size:
            raise EOFError("a record is cut")
        yield number, data


def _byte(file: io.BufferedIOBase) -> int:
    found = file.read(1)
    if not found:
        raise EOFError("a record is cut")
    return found[0]


def _part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The path of a sheet's part, through the workbook's relations."""
    names = {name.lower(): name for name in archive.namelist()}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    with archive.open("xl/workbook.bin") as file:
        for number, data in records(io.BufferedReader(file)):  # type: ignore[type-var]
            if number == _SHEET:
                relation, at = _words(data, 8)
                name, _ = _words(data, at)
                if name == sheet:
                    target = targets[relation]
                    path = target[1:] if target[:1] == "/" else posixpath.join("xl", target)
                    return names[posixpath.normpath(path).lower()]
    raise KeyError(sheet)


def _words(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
