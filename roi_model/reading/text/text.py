"""A file's text without a copy of it: its first lines as words, all below in pieces of UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

_FIRST = 400
"""Lines among which titles and the header stand; whoever looks for them looks at no more."""
_PIECE = 1 << 20
_FILLED = re.compile(rb"\S")


@dataclass(frozen=True)
class Text:
    """The text of a file, its line ends all made \\n.

    `first` holds its first lines, `content` all its bytes, of which those from `at` to `end` come
    after them: in an encoding in which the signs of ASCII are what they are in ASCII.

    >>> text = Text.of("Libellé;Coût\\r\\nCafé;1\\r\\n".encode("cp1252"), "cp1252")
    >>> text.first, b"".join(text.below(2)).decode(text.page)
    ('Libellé;Coût\\nCafé;1\\n', 'Café;1\\n')
    """

    first: str
    content: bytes = b""
    at: int = 0
    end: int = 0
    codec: str = "utf-8"

    @classmethod
    def of(cls, content: bytes, codec: str = "utf-8", start: int = 0) -> Text:
        """The text of some bytes, from `start` on, in such an encoding."""
        if b"\r" in content and b"\r\n" not in content:
            content = content.replace(b"\r", b"\n")
        at = start
        for _ in range(_FIRST):
            found = content.find(b"\n", at)
            if found < 0:
                at = len(content)
                break
            at = found + 1
        first = line_ends_as_one(content[start:at]).decode(codec, errors="replace")
        return cls(first, content, at, _without_blank_end(content), codec)

    def headed(self, first: str) -> Text:
        """The same below other first lines."""
        return replace(self, first=first)

    @cached_property
    def formulas(self) -> int:
        """How many cells some programs keep from a spreadsheet's hands as a formula: ="0012"."""
        if b'"' not in self.content:
            return 0
        return self.first.count('="') + self.content.count(b'="', self.at)

    @property
    def whole(self) -> str:
        """All of it in words, for files that are read at once.

        >>> Text.of(b"a\\r\\nb").whole
        'a\\nb'
        """
        rest = self.content[self.at :].decode(self.codec, errors="replace")
        return self.first + rest.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.first.count("\n") + self.content.count(b"\n", self.at) + 1

    @cached_property
    def page(self) -> str:
        """The encoding of the lines `below`: the file's own where every byte of it stands for a
        letter, so that all that was read can be written in it again; else UTF-8.
        """
        if self.codec == "utf-8" or any(byte in self.content for byte in _undefined(self.codec)):
            return "utf-8"
        return self.codec

    def below(self, row: int) -> Iterator[bytes]:
        """The lines from a row (from 1) of the first ones on, as `page` encodes them, in pieces
        that end with a line's end, LF or whatever stands there; nothing where all of them are
        blank, and no blank line at the end.
        """
        lines = self.first.split("\n", row - 1)
        start = lines[-1].encode(self.page, errors="replace") if len(lines) == row else b""
        after = self.at < self.end
        if not start.strip() and not (after and _FILLED.search(self.content, self.at, self.end)):
            return
        if not after:
            yield start.rstrip(b"\n") + b"\n"
            return
        for piece in self._pieces():
            yield start + piece
            start = b""

    def _pieces(self) -> Iterator[bytes]:
        at = self.at
        while at < self.end:
            to = self.content.find(b"\n", min(at + _PIECE, self.end), self.end) + 1 or self.end
            piece = self.content[at:to]
            if self.codec != self.page:
                piece = piece.decode(self.codec, errors="replace").encode()
            yield piece if piece.endswith(b"\n") else piece + b"\n"
            at = to


def line_ends_as_one(piece: bytes) -> bytes:
    """Whole lines with LF at their ends, whatever of CR CR LF, CR LF and CR stood there."""
    if b"\r" not in piece:
        return piece
    return piece.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


@cache
def _undefined(codec: str) -> tuple[bytes, ...]:
    """The bytes of a code page that stand for no letter."""
    every = (bytes([byte]) for byte in range(0x80, 0x100))
    return tuple(byte for byte in every if byte.decode(codec, "replace") == "\ufffd")


def _without_blank_end(content: bytes) -> int:
    """Where the last line with anything in it ends."""
    tail = content[-64:].rstrip(b"\r\n")
    if not tail:
        return len(content.rstrip(b"\r\n"))
    return len(content) - min(64, len(content)) + len(tail)
