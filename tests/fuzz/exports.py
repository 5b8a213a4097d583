"""What a document may not hold, whatever names are in it: format by format, by others' readers."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pypdf
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation

from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from tests.fuzz.payloads import MARK, OUTSIDE

_MARK = re.compile(rf"{MARK}\d+x")
_BREAKS = re.compile("[\u200b\u00ad\n]")
"""What lets a long word go on in the next line."""
_BEGINS_FORMULA = re.compile("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20]|-(?![\\d.,])")
_ACTS = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/RichMedia")
_TAGS = ("iframe", "object", "embed", "base", "form", "link", "foreignobject")


def _packed(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            yield name, archive.read(name)


def _relations(content: bytes) -> Iterator[str]:
    """Places outside a package that it leads to, and parts that are no XML."""
    for name, part in _packed(content):
        if name.endswith((".xml", ".rels")):
            root = etree.fromstring(part)
            targets = [one.get("Target", "") for one in root if one.get("TargetMode") == "External"]
            yield from (f"leads to {one}" for one in targets if OUTSIDE in one)
            if "externalLink" in name or "vbaProject" in name:
                yield f"holds {name}"


def xlsx(content: bytes) -> Iterator[str]:
    yield from _relations(content)
    words = 0
    book = load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                value = str(cell.value or "")
                words += bool(_MARK.search(value))
                if cell.data_type == "f" and (_MARK.search(value) or OUTSIDE in value):
                    yield f"a formula of a name in {sheet.title} {cell.coordinate}"
                if cell.hyperlink is not None and OUTSIDE in str(cell.hyperlink.target):
                    yield "a link of a name"
    if not words:
        yield "no name is in it"
    yield from (f"{one[:40]} is a name of a cell" for one in book.defined_names
                if not re.fullmatch(r"(in|out)_\w+", one))  # fmt: skip


def pptx(content: bytes) -> Iterator[str]:
    yield from _relations(content)
    shown = [shape.text_frame.text for slide in Presentation(io.BytesIO(content)).slides
             for shape in slide.shapes if shape.has_text_frame]  # fmt: skip
    if not _MARK.search(" ".join(shown)):
        yield "no name is in it"
    for name, part in _packed(content):
        if name.endswith(".xlsx"):
            cells = (cell for sheet in load_workbook(io.BytesIO(part))
                     for row in sheet.iter_rows() for cell in row)  # fmt: skip
            yield from ("a formula behind a chart" for cell in cells if cell.data_type == "f")


def pdf(content: bytes) -> Iterator[str]:
    found = pypdf.PdfReader(io.BytesIO(content))
    if not _MARK.search("".join(page.extract_text() for page in found.pages).replace("\n", "")):
        yield "no name is in it"
    for number in range(1, len(found.xref[0]) + 1 if 0 in found.xref else 1):
        one = found.get_object(pypdf.generic.IndirectObject(number, 0, found))
        yield from _acts(one)
    for page in found.pages:
        for note in page.get("/Annots", ()):
            yield from _acts(note.get_object().get("/A", {}))


def _acts(one: Any) -> Iterator[str]:
    if isinstance(one, dict):
        yield from (f"it can {key}" for key in _ACTS if key in one or one.get("/S") == key)
        if OUTSIDE in str(one.get("/URI", "")):
            yield "a link of a name"


class _Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))


def html(content: bytes) -> Iterator[str]:
    """It has two scripts of its own: its figures, and its program."""
    written = content.decode("utf-8")
    tags = _Tags()
    tags.feed(written)
    if not _MARK.search(written):
        yield "no name is in it"
    if len([one for one, _ in tags.found if one == "script"]) != 2:
        yield "a script of a name"
    for tag, given in tags.found:
        yield from (f"<{tag}>" for one in _TAGS if one == tag)
        for key, value in given.items():
            if key.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"<{tag} {key}>"
            if key in ("src", "href", "action", "data", "srcset") and OUTSIDE in value:
                yield f"<{tag} {key}> leads outside"


def svg(content: bytes) -> Iterator[str]:
    for one in etree.fromstring(content).iter(etree.Element):
        tag = etree.QName(one).localname.lower()
        if tag == "script" or tag in _TAGS:
            yield f"<{tag}>"
        for key, value in one.attrib.items():
            name = etree.QName(key).localname
            if name.startswith("on") or (name in ("href", "src") and not value.startswith("#")):
                yield f"<{tag} {name}>"


def png(content: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
    yield from ()


def table(content: bytes) -> Iterator[str]:
    """Also what a spreadsheet of another country, which parts cells at another sign, would see."""
    written = content.decode("utf-8-sig")
    parted = ";" if ";" in written.partition("\r\n")[0] else ","
    for cell in (
        cell for row in csv.reader(io.StringIO(written), delimiter=parted) for cell in row
    ):
        whole = [cell] if not re.fullmatch(r"-?[\d.,]+", cell) else []
        for part in (*whole, *re.split("[;,\t]", cell)[1:]):
            if _BEGINS_FORMULA.match(part):
                yield f"a cell begins {part[:9]!r}"


def plan(content: bytes) -> Iterator[str]:
    written = content.decode("utf-8")
    if dump_scenario(parse_scenario(content)) != written:
        yield "another case comes back"


def everything(content: bytes) -> Iterator[str]:
    for name, part in _packed(content):
        if OUTSIDE in name or ".." in name or name.startswith("/") or len(name.encode()) > 255:
            yield f"a file called {name[:40]!r}"
        for one in KINDS[name.rpartition(".")[2]](part):
            yield f"{name[-40:]}: {one}"


def standing(kind: str, content: bytes) -> set[str]:
    """The names that stand in a document, by the marks with their numbers."""
    if kind == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        written = "".join(page.extract_text() for page in pages)
    elif content[:2] == b"PK":
        parts = _packed(content)
        return set().union(*(standing(name.rpartition(".")[2], part) for name, part in parts))
    else:
        written = content.decode("utf-8", "replace")
    return set(_MARK.findall(_BREAKS.sub("", written)))


KINDS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "xlsx": xlsx, "pptx": pptx, "pdf": pdf, "html": html, "csv": table, "json": plan,
    "svg": svg, "png": png, "zip": everything,
}  # fmt: skip
