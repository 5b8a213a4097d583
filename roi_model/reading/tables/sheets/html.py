"""Tables of a web page, as many tools save them under the ending .xls, each as a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.tables.sheets.grid import Cell, Held, Tab, Unseen

Element = Any  # of lxml, which has no types
_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_STARTS = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style", b"<?xml", b"<!--")
_MOST_SPAN = 1000
_MOST_TITLES = 20
_TITLES = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "caption"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ENOUGH = 2


def is_html(content: bytes) -> bool:
    """Whether the bytes are a web page with a table.

    >>> is_html(b"<html><table><tr>"), is_html(b"<html><body>Log in"), is_html(b"Date;Amount")
    (True, False, False)
    """
    head = content[:_HEAD]
    wide = head.startswith(_UTF16)
    if wide:
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    xml = head.startswith(b"<?xml")
    page = head.startswith(_STARTS) and (b"<html" in head or (b"<table" in head and not xml))
    if not page:  # the whole of a large file is not gone through for that
        return False
    whole = content.replace(b"\0", b"") if wide else content
    return re.search(rb"<table\b", whole, re.IGNORECASE) is not None


class HtmlBook:
    """The tables of a web page. Raises RefusedError for one whose tables hold no list."""

    kind = "html"

    def __init__(self, content: bytes) -> None:
        """Take the tables of two rows and columns or more; what stands above one is its titles."""
        self.tables = list(_tables(_parsed(content)))
        if not self.tables:
            raise RefusedError("html")
        self.tabs = [Tab(f"Table {number + 1}") for number in range(len(self.tables))]

    def grid(self, name: str) -> tuple[Held, Unseen]:
        """The cells of a table, and the rows that the page does not show."""
        rows, hidden = self.tables[[tab.name for tab in self.tabs].index(name)]
        return Held(rows), Unseen(hidden=hidden)


def _parsed(content: bytes) -> Element:
    from lxml import etree

    text: str | None = None
    for encoding in ("utf-16",) if content.startswith(_UTF16) else ("utf-8-sig",):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:  # another encoding, which the page names
            text = None
    parser = etree.HTMLParser(
        encoding=None if text is None else "utf-8", no_network=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        page = etree.fromstring(content if text is None else text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, LookupError) as error:
        raise RefusedError("html") from error
    if page is None:
        raise RefusedError("html")
    for line in page.iter("br"):
        line.tail = " " + (line.tail or "")
    return page


def _tables(page: Element) -> Iterator[tuple[list[list[Cell]], frozenset[int]]]:
    """The rows of each table that is a list, below its titles, and which of them are hidden."""
    titles: list[list[Cell]] = []
    for element in page.iter("table", *_TITLES):
        if element.tag != "table":
            inside = any(True for _ in element.iterancestors("td", "th"))
            text = _text(element)
            if text and not inside:
                titles.append([text])
            continue
        if element.find(".//table") is not None:  # a frame around others
            continue
        rows, hidden = _rows(element)
        if len(rows) < _ENOUGH or max(map(len, rows)) < _ENOUGH:
            titles += [row for row in rows if any(row)]
            continue
        above = titles[-_MOST_TITLES:]
        yield [*above, *rows], frozenset(row + len(above) for row in hidden)
        titles = []


def _rows(table: Element) -> tuple[list[list[Cell]], set[int]]:
    """Rows of cells, one that spans several in the first of its places, and which are hidden."""
    rows: list[list[Cell]] = []
    hidden: set[int] = set()
    below: dict[int, int] = {}  # columns that a cell above reaches into, for how many rows
    for line in table.iter("tr"):
        row: list[Cell] = []
        taken, below = below, {column: more - 1 for column, more in below.items() if more > 1}
        for cell in line.iterchildren("td", "th"):
            while len(row) in taken:
                row.append("")
            deep = _span(cell, "rowspan")
            for place in range(wide := _span(cell, "colspan")):
                if deep > 1:
                    below[len(row) + place] = deep - 1
            row += [_text(cell), *[""] * (wide - 1)]
        if _HIDDEN.search(line.get("style") or ""):
            hidden.add(len(rows))
        rows.append(row)
    return rows, hidden


def _span(cell: Element, name: str) -> int:
    """How many columns or rows a cell takes up: at least one, and not more than any table has."""
    said = (cell.get(name) or "1").strip()
    return min(max(int(said), 1), _MOST_SPAN) if said.isascii() and said.isdigit() else 1


def _text(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
