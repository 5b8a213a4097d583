"""Bytes → text: what kind of file it is, its encoding, its line ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from roi_model.reading.inquiry import Finding, RefusedError
from roi_model.reading.text.text import Text

MAX_BYTES = 100 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (_OLE, "document"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"SQLite format 3\x00", "binary"),
    (b"PAR1", "binary"),
    (b"\x7fELF", "binary"),
    (b"MZ\x90\x00", "binary"),
    (b"{\\rtf", "document"),
)
# Formats that name themselves a few bytes in: offset, mark, code.
_INNER = (
    (8, b"WEBP", "image"),
    (8, b"WAVE", "video"),
    (8, b"AVI ", "video"),
    (4, b"ftypheic", "image"),
    (4, b"ftypavif", "image"),
    (4, b"ftyp", "video"),
    (257, b"ustar", "archive"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32", "utf-32-be"),
    (b"\xff\xfe", "utf-16", "utf-16-le"),
    (b"\xfe\xff", "utf-16", "utf-16-be"),
)
_PIECE = 1 << 17  # within the processor's cache
_FILLED = re.compile(rb"[^ \t\r\n\x00\xef\xbb\xbf\xff\xfe]")
# A NUL every other byte is UTF-16 without its mark; this many elsewhere is not text.
_MAX_NUL_SHARE = 0.10
_MAX_CONTROL_SHARE = 0.02
# A capital with its accent hardly follows a small letter.
_LETTER = re.compile(
    "[a-zéèêëàâäçùûüîïôöœ][éèêëàâäçùûüîïôöœ€]"
    "|[A-ZÉÈÀÇŒ][éèêëàâäçùûüîïôöÉÈÀÊÇœŒ€]|[éèêàçôîÉÈÀ][A-Za-z]"
)
# The letters of languages whose pages share their bytes: those that Western pages are read by, in
# families that stand in one file, and those of Central Europe.
_WESTERN = ("áàâäãçéèêëíìîïñóòôöõúùûüœÿ", "äöüßéèàâêëïçñ", "åäöæøéüêóò")
_CENTRAL = {
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţ"),
    "iso8859-2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "čćđšž", "ăâîşţ"),
}
_SEVERAL, _NEARLY_ALL = 3, 0.9
# Marks of direction and of width zero.
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MARKS = re.compile(rb"\xe2(?:\x80[\x8b\x8e\x8f\xaa-\xae]|\x81[\xa6-\xa9])")  # the same in UTF-8
# UTF-8 that was taken for a Western page and written as UTF-8 again: "Ã" before what was an accent,
# "Â" before what was a no-break space.
_MAYBE_TWICE = re.compile(rb"\xc3(?:[\x82\x83]|\xa2\xe2)")  # how these begin in UTF-8
_TWICE = re.compile("Ã[\u00a0-\u00bf\u0152\u0160\u201a-\u203a\u20ac]|Â[\u00a0°«»]|â\u201a¬|â\u20ac")


@dataclass(frozen=True)
class Decoded:
    """A file's text, its line ends all made \\n, and how it was found out."""

    text: Text
    encoding: str
    line_end: str
    notes: tuple[Finding, ...] = ()


def decode(content: bytes, *, marked_up: bool = False) -> Decoded:
    """The text of a file: byte-order mark, then strict UTF-8, then UTF-16, then Western code pages.

    Line ends (LF, CR LF, CR, CR CR LF) become LF; NUL bytes are dropped and said so.
    Raises RefusedError for an empty, binary or too large file, and for XML unless `marked_up`.

    >>> decode("Libellé;Coût\\r\\n".encode("cp1252")).encoding
    'cp1252'
    """
    refuse_size(content)
    if not _FILLED.search(content):
        raise RefusedError("empty")
    _refuse_known_formats(content, marked_up)
    codec, shown, sound = _encoding(content)
    if sound and not _spoilt(content, codec):
        start = 0
        while codec == "utf-8-sig" and content.startswith(_BOMS[0][0], start):
            start += len(_BOMS[0][0])
        text = Text.of(content, codec.removesuffix("-sig"), start)
        return Decoded(text, shown, _line_end(content))
    notes: list[Finding] = []
    words = _words(content, codec, sound, notes)
    line_end = _line_end(words.encode("utf-8", "replace"))
    if line_end != "LF":
        words = words.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in words:
        notes.append(Finding("nul_removed", {"count": words.count("\x00")}))
        words = words.replace("\x00", "")
    words = _without_marks(words, notes).removeprefix("\ufeff")
    if not re.search("[^\ufeff \t\n]", words):
        raise RefusedError("empty")
    return Decoded(Text.of(words.encode("utf-8", "replace")), shown, line_end, tuple(notes))


def refuse_size(content: bytes) -> None:
    """Raises RefusedError for more bytes than are read at all.

    >>> refuse_size(b"Date;Montant")
    """
    if len(content) > MAX_BYTES:
        raise RefusedError("too_large", megabytes=round(len(content) / 1e6), limit=100)


def _refuse_known_formats(content: bytes, marked_up: bool) -> None:
    """Name the format of a file that is no text table, whatever its extension says."""
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedError("locked")
    for offset, magic, code in _INNER:
        if content[offset : offset + len(magic)] == magic:
            raise RefusedError(code)
    for magic, code in _MAGIC:
        if content.startswith(magic):
            raise RefusedError(code)
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head")):
        raise RefusedError("html")
    if head.startswith(b"<?xml") and not marked_up:
        raise RefusedError("xml")
    if re.match(rb"\{\s*\"|\[\s*[\[{]", head):
        raise RefusedError("json")


def _encoding(content: bytes) -> tuple[str, str, bool]:
    """Python's name of the encoding, the name shown, and whether its bytes are sound and those of
    ASCII are what they are in ASCII. Raises RefusedError for what is no text."""
    for bom, codec, shown in _BOMS:
        if content.startswith(bom):
            return codec, shown, codec == "utf-8-sig" and _is_utf8(content)
    nuls = content.count(0) if 0 in content else 0  # to see that there is none is quicker
    if nuls:
        sample = content[: 1 << 16]
        for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
            cells = sample[offset::2]
            if cells.count(0) > 0.6 * len(cells) and cells.count(0) > 0.8 * sample.count(0):
                return codec, codec, False
        if nuls > _MAX_NUL_SHARE * len(content):
            raise RefusedError("binary")
    controls = sum(map(_controls, _pieces(content))) - nuls
    if controls > _MAX_CONTROL_SHARE * len(content) + 2:
        raise RefusedError("binary")
    if _is_utf8(content):
        return "utf-8", "utf-8", True
    high = islice(re.finditer(rb"[\x80-\xff]+", content), 20_000)
    sample = b"\n".join(run.group() for run in high)
    damaged = sample.decode("utf-8", errors="replace").count("\ufffd")
    sound = len(sample) - len(sample.decode("utf-8", errors="ignore")) - damaged
    if sound > 10 * damaged:
        # UTF-8 with a few broken bytes: a code page would spoil every other accent.
        return "utf-8", "utf-8", False
    return (*_code_page(content), True)


def _pieces(content: bytes) -> Iterator[NDArray[np.uint8]]:
    """The bytes in pieces that stay in the processor's cache, each with the first of the next."""
    for at in range(0, len(content), _PIECE):
        yield np.frombuffer(content, np.uint8, min(_PIECE + 1, len(content) - at), at)


def _controls(piece: NDArray[np.uint8]) -> int:
    """How many bytes are signs of control and neither tabs nor ends of lines or pages."""
    own = piece[:_PIECE]
    return int(np.count_nonzero(own < 32) - np.count_nonzero(own - np.uint8(9) < 5))


def _returns_twice(content: bytes) -> bool:
    """Whether lines end in CR CR LF."""
    twice = any(((p[:-1] == 13) & (p[1:] == 13)).any() for p in _pieces(content))
    return twice and b"\r\r\n" in content


def _is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8 to the last, without decoding them."""
    ends = pa.py_buffer(np.array([0, len(content)], np.int32))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(content)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _spoilt(content: bytes, codec: str) -> bool:
    """Whether some signs of a text are none of its own, so that it must be gone through."""
    if b"\x00" in content:
        return True
    if not codec.startswith("utf"):
        return False
    damaged = codec == "utf-8-sig" and b"\xef\xbf\xbd" in content
    lead = ((b"\xc3", _MAYBE_TWICE), (b"\xe2", _MARKS))  # to see that there is none is quicker
    return damaged or any(sign in content and signs.search(content) for sign, signs in lead)


def _words(content: bytes, codec: str, sound: bool, notes: list[Finding]) -> str:
    """The text as it stands, what was encoded twice brought back, and damage said."""
    words, strict = content.decode(codec, errors="replace"), codec == "utf-8" and sound
    if strict or codec in ("utf-8-sig", "utf-16", "utf-32"):
        words = _once(words, notes)
    if not strict and codec.startswith("utf"):
        _note_damage(words, notes)
    return words


def _without_marks(text: str, notes: list[Finding]) -> str:
    """A text without signs nobody sees, as some programs put before dates and amounts."""
    count = sum(text.count(mark) for mark in _INVISIBLE)
    if not count:
        return text
    notes.append(Finding("invisible_removed", {"count": count}))
    return re.sub(f"[{_INVISIBLE}]", "", text)


def _once(text: str, notes: list[Finding]) -> str:
    """A text encoded twice brought back to what it was; any other as it is."""
    if _TWICE.search(text):
        for page in ("cp1252", "latin-1"):
            try:
                found = text.encode(page).decode("utf-8")
            except UnicodeError:
                continue
            notes.append(Finding("encoded_twice", {"count": len(_TWICE.findall(text))}))
            return found
    return text


def _code_page(content: bytes) -> tuple[str, str]:
    """Western code page, by where accents fall: beside letters, as in French words."""
    around = rb"[^\x00-\x7f]?[A-Za-z]?[\x80-\xff][\x80-\xff]?[A-Za-z]?"
    found = islice(re.finditer(around, content[: 1 << 20]), 5000)
    sample = b" ".join(run.group() for run in found)
    central = _central(sample)
    if central:
        return central, central.replace("iso8859", "iso-8859")
    high = content[: 1 << 20].translate(None, bytes(range(0x80)))
    if not any(0x80 <= b <= 0x9F for b in high):
        # No cp1252 signs at all. The two Latin pages differ at eight places; ¼ ½ ¤ hardly occur.
        latin9 = sum(high.count(b) for b in (0xA4, 0xBC, 0xBD))
        codec = "iso8859-15" if latin9 else "cp1252"
        return codec, "iso-8859-15" if latin9 else codec
    count: Callable[[str], int] = lambda codec: len(  # noqa: E731
        _LETTER.findall(sample.decode(codec, errors="replace"))
    )
    best = max(("cp1252", "mac_roman", "cp850"), key=count)
    return best, best.replace("_", "-")


def _central(sample: bytes) -> str | None:
    """The page of a Central European language whose letters account for nearly all signs beside
    letters, several of them, and for more than those of any Western one do.

    >>> _central("opłata za własną płatność".encode("cp1250"))
    'cp1250'
    >>> _central("Libellé à crédit, frais de tenue, intérêts débiteurs".encode("cp1252"))
    """
    western = max(_of(letters, sample, page) for page in ("cp1252", "mac_roman", "cp850")
                  for letters in _WESTERN)  # fmt: skip
    found = {page: max(_of(letters, sample, page) for letters in alphabets)
             for page, alphabets in _CENTRAL.items()}  # fmt: skip
    best = max(found, key=lambda page: found[page])
    words = len(re.findall(rb"[A-Za-z][\x80-\xff]|(?<![A-Za-z])[\x80-\xff](?=[A-Za-z])", sample))
    sure = found[best] > western and found[best] >= max(_SEVERAL, _NEARLY_ALL * words)
    return best if sure else None


def _of(letters: str, sample: bytes, page: str) -> int:
    """How many signs beside letters are of an alphabet, no capital of them behind a small one."""
    small, large = letters, letters.upper()
    shape = f"[a-z][{small}]|[A-Z][{small}{large}]|(?<![A-Za-z])[{small}{large}](?=[A-Za-z])"
    return len(re.findall(shape, sample.decode(page, errors="replace")))


def _note_damage(text: str, notes: list[Finding]) -> None:
    damaged = text.count("\ufffd")
    if damaged:
        notes.append(Finding("damaged_characters", {"count": damaged}))


def _line_end(content: bytes) -> str:
    """The name of the line end found."""
    if b"\r" not in content:
        return "LF"
    return "CR CR LF" if _returns_twice(content) else "CR LF" if b"\r\n" in content else "CR"
