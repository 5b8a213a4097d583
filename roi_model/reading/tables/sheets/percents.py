"""Which numbers of a workbook are shown in percent: what their formats of cells say."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree

from roi_model.reading.tables.sheets.grid import Cell, Percent, Place
from roi_model.reading.tables.sheets.sheet_xml import part_of, place_of

_STYLES = "xl/styles.xml"
_BUILT_IN = {9: 100, 10: 100}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_AT = re.compile(rb"\br\s*=\s*[\"']([A-Z]+\d+)[\"']")
_STYLED = re.compile(rb"<(?:\w+:)?c\b[^<>]*\bs\s*=\s*[\"'](\d{1,6})[\"'][^<>]*>")
_PIECE = 1 << 20


def times_shown(code: str) -> int:
    """By how much a format of cells multiplies what it shows in percent, 0 where it shows no
    percent: 1 where the sign is only written beside the number.

    >>> times_shown("0.0%"), times_shown('0.0" %"'), times_shown("0.00"), times_shown("[Red]-0%")
    (100, 1, 0, 100)
    """
    if "%" in _LITERAL.sub("", code):
        return 100
    return 1 if "%" in code else 0


def in_percent(cell: Cell, times: int) -> Cell:
    """A number as a percentage; any other cell stays as it is.

    >>> in_percent(0.25, 100), in_percent("n/a", 100)
    (25.0, 'n/a')
    """
    if type(cell) not in (int, float) or not times:
        return cell
    return Percent(format(float(cell) * times, ".15g"))  # type: ignore[arg-type]


def percents_in_xml(archive: zipfile.ZipFile, sheet: str) -> dict[Place, int]:
    """The cells of a sheet that are shown in percent, with what each is multiplied by. Raises
    KeyError where the sheet's part is missing, SyntaxError where the XML of styles is broken.
    """
    styles = {str(n).encode(): times for n, times in enumerate(_styles(archive)) if times}
    found: dict[Place, int] = {}
    if not styles:
        return found
    tail = b""
    with archive.open(part_of(archive, sheet)) as file:
        while piece := file.read(_PIECE):
            seen = tail + piece
            end = seen.rfind(b"<")
            tail = seen[max(end, 0) :]
            for match in _STYLED.finditer(seen, 0, max(end, 0)):
                at = _AT.search(match[0]) if match[1] in styles else None
                place = place_of(at[1].decode()) if at else None
                if place is not None:
                    found[place] = styles[match[1]]
    return found


def _styles(archive: zipfile.ZipFile) -> Sequence[int]:
    """What each style of cells multiplies by, where it shows percent."""
    if _STYLES not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read(_STYLES))
    own = {one.get("numFmtId", ""): times_shown(one.get("formatCode", ""))
           for one in root.iterfind("{*}numFmts/{*}numFmt")}  # fmt: skip
    known = {**{str(number): times for number, times in _BUILT_IN.items()}, **own}
    return [known.get(one.get("numFmtId", ""), 0) for one in root.iterfind("{*}cellXfs/{*}xf")]
