"""What the workbook library leaves unsaid of .xlsx sheets: errors, formulas without a value, hidden
rows.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from xml.etree import ElementTree

from roi_model.reading.tables.sheets.grid import Place, Unseen

# An error cell, or a formula whose cell ends without a value after it.
_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f\s*>|<(?:\w+:)?f\b[^<>]*/>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*>\s*</(?:\w+:)?v\s*>)?\s*</(?:\w+:)?c\b"
)
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b[^<>]*\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_OVERLAP = 20_000
_PIECE = 1 << 20


def unseen_in_xml(archive: zipfile.ZipFile, sheet: str) -> Unseen:
    """Cells of a sheet whose content would be lost, and its hidden rows.

    An error cell shows its error ("#N/A"), a formula that was never calculated itself ("=A1*2").
    Raises KeyError where the sheet's part is missing, SyntaxError where its XML is broken.
    """
    part = part_of(archive, sheet)
    if not _may_matter(archive, part):
        return Unseen()
    found: dict[Place, str] = {}
    hidden: set[int] = set()
    filtered = False
    row = column = -1
    with archive.open(part) as file:
        for event, element in ElementTree.iterparse(file, ("start", "end")):
            tag = _local(element.tag)
            if event == "start":
                if tag == "row":
                    row, column = int(element.get("r") or row + 2) - 1, -1
                    if element.get("hidden") in ("1", "true"):
                        hidden.add(row)
                elif tag == "c":
                    place = place_of(element.get("r"))
                    row, column = place or (row, column + 1)
                filtered |= tag == "filterColumn"
            elif tag == "c":
                shown = _unshown(element)
                if shown and row >= 0:
                    found[row, column] = shown
            elif tag == "row":
                element.clear()
    return Unseen(found, frozenset(hidden), filtered and bool(hidden))


def _unshown(cell: ElementTree.Element) -> str:
    value = formula = None
    for child in cell:
        tag = _local(child.tag)
        if tag == "v":
            value = child.text or ""
        elif tag == "f":
            formula = child.text or ""
    if cell.get("t") == "e":
        return " ".join((value or "#ERROR").split())[:40]
    # A text that is empty is a value; nothing at all is what programs write that do not calculate.
    if formula is not None and not value and (value is None or cell.get("t") != "str"):
        return ("=" + " ".join(formula.split()))[:200]
    return ""


def part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The path of a sheet's part, through the workbook's relations. Raises KeyError without one."""
    names = {name.lower(): name for name in archive.namelist()}
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if _local(element.tag) == "sheet" and element.get("name") == sheet:
            target = targets[next((v for k, v in element.items() if _local(k) == "id"), "")]
            path = target[1:] if target[:1] == "/" else posixpath.join("xl", target)
            return names[posixpath.normpath(path).lower()]
    raise KeyError(sheet)


def _may_matter(archive: zipfile.ZipFile, part: str) -> bool:
    """A quick look, so that only sheets with such cells or rows are gone through."""
    tail = b""
    with archive.open(part) as file:
        head = file.read(_PIECE)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:100]:
            return True  # UTF-16: the pattern would see nothing
        piece = head
        while piece:
            seen = tail + piece
            if (b'"e"' in seen or b"'e'" in seen) and _ERROR.search(seen):
                return True
            if (b"<f" in seen or b":f" in seen) and _NO_VALUE.search(seen):
                return True
            if b"hidden" in seen and _HIDDEN.search(seen):
                return True
            tail = piece[-_OVERLAP:]
            piece = file.read(_PIECE)
    return False


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def place_of(reference: str | None) -> Place | None:
    """Row and column, from 0, of a cell's name.

    >>> place_of("B3"), place_of("x")
    ((2, 1), None)
    """
    match = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,7})", reference or "")
    if not match:
        return None
    column = 0
    for letter in match.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)) - 1, column - 1
