"""Bytes → text: what kind of file it is, its encoding, its line ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from roi_model.reading.inquiry import Finding, RefusedError

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
    (_OLE, "xls"),
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
_FILLED = re.compile(rb"[^ \t\r\n\x00\xef\xbb\xbf\xff\xfe]")
# A NUL every other byte is UTF-16 without its mark; this many elsewhere is not text.
_MAX_NUL_SHARE = 0.10
_MAX_CONTROL_SHARE = 0.02
_CONTROLS = bytes(b for b in range(32) if b not in (9, 10, 11, 12, 13))
# A capital with its accent hardly follows a small letter.
_LETTER = re.compile(
    "[a-zéèêëàâäçùûüîïôöœ][éèêëàâäçùûüîïôöœ€]"
    "|[A-ZÉÈÀÇŒ][éèêëàâäçùûüîïôöÉÈÀÊÇœŒ€]|[éèêàçôîÉÈÀ][A-Za-z]"
)
# Marks of direction and of width zero.
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# UTF-8 that was taken for a Western page and written as UTF-8 again: "Ã" before what was an accent,
# "Â" before what was a no-break space.
_TWICE = re.compile("Ã[\u00a0-\u00bf\u0152\u0160\u201a-\u203a\u20ac]|Â[\u00a0°«»]|â\u201a¬|â\u20ac")


@dataclass(frozen=True)
class Decoded:
    """A file's text, its line ends all made \\n, and how it was found out."""

    text: str
    encoding: str
    line_end: str
    notes: tuple[Finding, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of a file: byte-order mark, then strict UTF-8, then UTF-16, then Western code pages.

    Line ends (LF, CR LF, CR, CR CR LF) become LF; NUL bytes are dropped and said so.
    Raises RefusedError for an empty, binary or too large file.

    >>> decode("Libellé;Coût\\r\\n".encode("cp1252")).encoding
    'cp1252'
    """
    if len(content) > MAX_BYTES:
        raise RefusedError("too_large", megabytes=round(len(content) / 1e6), limit=100)
    if not _FILLED.search(content):
        raise RefusedError("empty")
    _refuse_known_formats(content)
    notes: list[Finding] = []
    text, encoding = _text(content, notes)
    text, line_end = _line_ends(text)
    if "\x00" in text:
        notes.append(Finding("nul_removed", {"count": text.count("\x00")}))
        text = text.replace("\x00", "")
    text = _without_marks(text, notes)
    if not re.search("[^\ufeff \t\n]", text):
        raise RefusedError("empty")
    return Decoded(text.removeprefix("\ufeff"), encoding, line_end, tuple(notes))


def _refuse_known_formats(content: bytes) -> None:
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
    if head.startswith(b"<?xml"):
        raise RefusedError("xml")
    if re.match(rb"\{\s*\"|\[\s*[\[{]", head):
        raise RefusedError("json")


def _text(content: bytes, notes: list[Finding]) -> tuple[str, str]:
    for bom, codec, shown in _BOMS:
        if content.startswith(bom):
            text = _once(content.decode(codec, errors="replace"), notes)
            _note_damage(text, notes)
            return text, shown
    nuls = content.count(0)
    if nuls:
        sample = content[: 1 << 16]
        for offset, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
            cells = sample[offset::2]
            if cells.count(0) > 0.6 * len(cells) and cells.count(0) > 0.8 * sample.count(0):
                text = content.decode(codec, errors="replace")
                _note_damage(text, notes)
                return text, codec
        if nuls > _MAX_NUL_SHARE * len(content):
            raise RefusedError("binary")
    controls = len(content) - len(content.translate(None, _CONTROLS)) - nuls
    if controls > _MAX_CONTROL_SHARE * len(content) + 2:
        raise RefusedError("binary")
    try:
        return _once(content.decode("utf-8"), notes), "utf-8"
    except UnicodeDecodeError:
        pass
    high = islice(re.finditer(rb"[\x80-\xff]+", content), 20_000)
    sample = b"\n".join(run.group() for run in high)
    damaged = sample.decode("utf-8", errors="replace").count("\ufffd")
    sound = len(sample) - len(sample.decode("utf-8", errors="ignore")) - damaged
    if sound > 10 * damaged:
        # UTF-8 with a few broken bytes: a code page would spoil every other accent.
        text = content.decode("utf-8", errors="replace")
        _note_damage(text, notes)
        return text, "utf-8"
    return _code_page(content)


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
    high = bytes(b for b in content[: 1 << 20] if b >= 0x80)
    if not any(0x80 <= b <= 0x9F for b in high):
        # No cp1252 signs at all. The two Latin pages differ at eight places; ¼ ½ ¤ hardly occur.
        latin9 = sum(high.count(b) for b in (0xA4, 0xBC, 0xBD))
        codec = "iso8859-15" if latin9 else "cp1252"
        return content.decode(codec, errors="replace"), "iso-8859-15" if latin9 else codec
    around = rb"[^\x00-\x7f]?[A-Za-z]?[\x80-\xff][\x80-\xff]?[A-Za-z]?"
    sample = b" ".join(re.findall(around, content[: 1 << 20])[:5000])
    count: Callable[[str], int] = lambda codec: len(  # noqa: E731
        _LETTER.findall(sample.decode(codec, errors="replace"))
    )
    best = max(("cp1252", "mac_roman", "cp850"), key=count)
    return content.decode(best, errors="replace"), best.replace("_", "-")


def _note_damage(text: str, notes: list[Finding]) -> None:
    damaged = text.count("\ufffd")
    if damaged:
        notes.append(Finding("damaged_characters", {"count": damaged}))


def _line_ends(text: str) -> tuple[str, str]:
    """All line ends as \\n, and the name of the one found."""
    if "\r" not in text:
        return text, "LF"
    if "\r\r\n" in text:
        text, found = text.replace("\r\r\n", "\n"), "CR CR LF"
    elif "\r\n" in text:
        found = "CR LF"
    else:
        found = "CR"
    return text.replace("\r\n", "\n").replace("\r", "\n"), found
