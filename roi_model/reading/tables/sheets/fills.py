"""The colours behind the cells of an .xlsx sheet, which the workbook library does not hand over."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

from roi_model.reading.tables.sheets.grid import Place
from roi_model.reading.tables.sheets.sheet_xml import part_of, place_of

_STYLES = "xl/styles.xml"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_AT = re.compile(rb"\br\s*=\s*[\"']([A-Z]+\d+)[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"'](\d+)[\"']")
_PLAIN = {"FFFFFF", ""}
"""Colours that say nothing."""


def fills_in_xml(archive: zipfile.ZipFile, sheet: str) -> dict[Place, str]:
    """The colour of each cell that is filled with one: six hexadecimal digits, or the name that the
    workbook has for it ("theme 9 0.4"). Raises KeyError where the sheet's part is missing.
    """
    colours = _colours(archive)
    found: dict[Place, str] = {}
    if not any(colours):
        return found
    for cell in _CELL.finditer(archive.read(part_of(archive, sheet))):
        style, at = _STYLE.search(cell[1]), _AT.search(cell[1])
        colour = colours[int(style[1])] if style and int(style[1]) < len(colours) else ""
        if colour and at and (place := place_of(at[1].decode())):
            found[place] = colour
    return found


def _colours(archive: zipfile.ZipFile) -> list[str]:
    """The colour of each style of cells, "" for none."""
    if _STYLES not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read(_STYLES))
    fills = [_colour(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    numbers = [int(style.get("fillId", 0)) for style in root.iterfind("{*}cellXfs/{*}xf")]
    return [fills[number] if number < len(fills) else "" for number in numbers]


def _colour(fill: ElementTree.Element) -> str:
    pattern = fill.find("{*}patternFill")
    front = None if pattern is None else pattern.find("{*}fgColor")
    if pattern is None or front is None or pattern.get("patternType") != "solid":
        return ""
    if (told := front.get("rgb")) is not None:
        return "" if told[-6:].upper() in _PLAIN else told[-6:].upper()
    named = [f"{key} {front.get(key)}" for key in ("theme", "indexed") if front.get(key)]
    return " ".join([*named, *filter(None, [front.get("tint")])]) if named else ""
