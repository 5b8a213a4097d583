"""XML read as a stream: the elements asked for as plain texts, no document kept, no entity read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from roi_model.reading.inquiry import RefusedError

BEFORE_ROOT = rb"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>\s*)*"
"""What may stand before the first element: a pattern for the first bytes."""
_LOOKED_AT = 4096
_PIECE = 1 << 20
_DEEPEST = 100


@dataclass
class Element:
    """One element: its name without a prefix, its line, the texts below it by their path, and the
    elements asked for that stand within it."""

    name: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    parts: list[Element] = field(default_factory=list)

    def text(self, *paths: str) -> str:
        """The first of these texts that is there; "" for none."""
        return next((self.texts[path] for path in paths if self.texts.get(path)), "")


def begins(content: bytes, root: re.Pattern[bytes]) -> bool:
    """Whether bytes are XML of this first element, whatever the width of their encoding."""
    head = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    return root.match(head.replace(b"\x00", b"")) is not None


def each_element(content: bytes, wanted: Collection[str], take: Callable[[Element], None]) -> None:
    """Hand over every element of these names, at its end; those within another go with it too.

    Raises RefusedError for what is no sound XML, and for a document type: entities of one can grow
    without end, and no ledger has any.

    >>> found = []
    >>> each_element(b"<a><b><c>1</c><d><e>2</e></d></b></a>", {"b"}, found.append)
    >>> found[0].texts
    {'c': '1', 'd/e': '2'}
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _Reader(parser, wanted, take)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for at in range(0, len(content), _PIECE):
            parser.Parse(content[at : at + _PIECE], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RefusedError("damaged_xml", line=error.lineno) from error
    except (LookupError, ValueError) as error:  # an encoding that there is not
        raise RefusedError("damaged_xml", line=1) from error


def _refuse(*_: object) -> None:
    raise RefusedError("xml_doctype")


class _Reader:
    def __init__(
        self, parser: expat.XMLParserType, wanted: Collection[str], take: Callable[[Element], None]
    ) -> None:
        self.parser, self.wanted, self.take = parser, wanted, take
        self.path: list[str] = []
        self.open: list[tuple[int, Element]] = []
        self.text: list[str] = []

    def start(self, name: str, _: object) -> None:
        local = name.rpartition(":")[2]
        self.path.append(local)
        if len(self.path) > _DEEPEST:
            raise RefusedError("damaged_xml", line=self.parser.CurrentLineNumber)
        self.text = []
        if local in self.wanted:
            element = Element(local, self.parser.CurrentLineNumber)
            if self.open:
                self.open[-1][1].parts.append(element)
            self.open.append((len(self.path), element))

    def characters(self, text: str) -> None:
        self.text.append(text)

    def end(self, name: str) -> None:
        depth = len(self.path)
        if self.open and self.open[-1][0] == depth:
            self.take(self.open.pop()[1])
        elif self.open:
            words = "".join(self.text).strip()
            if words:
                at = "/".join(self.path[self.open[-1][0] :])
                self.open[-1][1].texts.setdefault(at, words)
        self.text = []
        self.path.pop()
