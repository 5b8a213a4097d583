"""An archive's files, each to be read on its own: bounded in number, depth and unpacked size."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from roi_model.reading.inquiry import RefusedError
from roi_model.reading.invoices.invoices import may_be_invoice
from roi_model.reading.tables.sheets.opened import format_of, is_zip

MOST_FILES = 300
MOST_BYTES = 100 * 1024 * 1024
"""All files of an archive together, unpacked."""

_MOST_INDEX = 1 << 20
"""Bytes of an archive's list of files: that of 300 files takes a tenth."""
_INSIDE = " · "
_PICTURES = {"png", "jpg", "jpeg", "gif", "svg", "xsl", "xslt", "css", "p7s", "sig", "asc"}
_NOTES = {"txt", "md", "rtf", "html", "htm", "log", "url", "nfo"}
# Two separators in one line: a table may call itself .txt.
_COLUMNS = re.compile(rb"[;\t|][^;\t|\r\n]*[;\t|]|<t[dr]\b|\d[,;]\d[^\r\n]*[,;]\d", re.IGNORECASE)
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file of an archive."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Unpacked:
    """The files of an archive, and why others of it were not unpacked: (name, code)."""

    files: tuple[Member, ...]
    left: tuple[tuple[str, str], ...] = ()


def is_archive(content: bytes) -> bool:
    """Whether bytes are an archive of files, and neither a workbook nor a document.

    >>> is_archive(b"date;amount")
    False
    """
    if not is_zip(content) or _index_size(content) > _MOST_INDEX:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return format_of(archive) == "archive"
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, LookupError, EOFError,
            zlib.error, NotImplementedError):  # fmt: skip
        return False


def unpack(content: bytes) -> Unpacked:
    """The files of an archive, in its order; archives within it stay packed and are named.

    Raises RefusedError for one that is damaged, of too many files, or too large unpacked.
    """
    found: list[Member] = []
    left: list[tuple[str, str]] = []
    room = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [one for one in archive.infolist() if _matters(one)]
            if len(listed) > MOST_FILES:
                raise RefusedError("archive_too_many", count=len(listed), limit=MOST_FILES)
            for one in listed:
                held, why = _unpacked(archive, one, room)
                if why:
                    left.append((one.filename, why))
                    continue
                room -= len(held)
                found.append(Member(one.filename, held))
    except (zipfile.BadZipFile, ValueError, OSError, LookupError, EOFError) as error:
        raise RefusedError("archive_damaged") from error
    return Unpacked(tuple(found), tuple(left))


def _matters(one: zipfile.ZipInfo) -> bool:
    last = one.filename.rsplit("/", 1)[-1]
    noise = one.filename.startswith(_IGNORED[0]) or last in _IGNORED or last.startswith("._")
    return not (one.is_dir() or noise)


def _unpacked(archive: zipfile.ZipFile, one: zipfile.ZipInfo, room: int) -> tuple[bytes, str]:
    """A file's bytes, or why it stays packed. What it says of its size is not believed."""
    if one.flag_bits & 0x1:
        return b"", "locked"
    try:
        with archive.open(one) as file:
            held = file.read(room + 1)
    except (RuntimeError, NotImplementedError, zlib.error, zipfile.BadZipFile, EOFError):
        return b"", "damaged"
    if len(held) > room:
        raise RefusedError("archive_too_large", limit=MOST_BYTES // (1024 * 1024))
    if is_archive(held):
        return b"", "nested"
    return held, ""


def _index_size(content: bytes) -> int:
    """How long the list of files is, which is parsed at once; 0 where there is none."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    return int.from_bytes(content[at + 12 : at + 16], "little") if at >= 0 else 0


def taken(files: Iterable[tuple[str, bytes]]) -> tuple[list[Member], list[tuple[str, str]]]:
    """Files as they are to be read: those of archives in their place, all invoices as one.

    Several invoices make one archive of invoices, which is read as one list of costs. Beside them
    come (name, code) of what stays packed. An archive that cannot be opened is handed on as it is:
    reading it says why.
    """
    found: list[Member] = []
    left: list[tuple[str, str]] = []
    beside: list[Member] = []
    for name, content in files:
        if not is_archive(content):
            found.append(Member(name, content))
            continue
        try:
            inside = unpack(content)
        except RefusedError:
            found.append(Member(name, content))
            continue
        members = [Member(inner_name(name, one.name), one.content) for one in inside.files]
        found += members
        if any(may_be_invoice(one.content) for one in members):
            beside += [one for one in members if _is_no_table(one)]
        left += [(inner_name(name, inner), why) for inner, why in inside.left]
    invoices = [one for one in found if may_be_invoice(one.content)]
    if len(invoices) < 2:
        return found, left
    # Notes and pictures beside invoices of an archive stay with them, and are listed there.
    invoices = [one for one in found if one in beside or may_be_invoice(one.content)]
    others = [one for one in found if one not in invoices]
    return [*others, Member(_together(invoices), packed(invoices))], left


def packed(files: list[Member]) -> bytes:
    """Files as one archive, the same bytes each time, each in a folder of its own number.

    >>> unpack(packed([Member("a.csv", b"x"), Member("a.csv", b"y")])).files[1]
    Member(name='2/a.csv', content=b'y')
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, one in enumerate(files, start=1):
            archive.writestr(zipfile.ZipInfo(f"{number}/{one.name}"), one.content)
    return out.getvalue()


def _together(files: list[Member]) -> str:
    """A name for several files: that of their archive, or of the first and how many more."""
    archives = {one.name.split(_INSIDE)[0] for one in files}
    if len(archives) == 1 and all(_INSIDE in one.name for one in files):
        return archives.pop()
    return f"{files[0].name} (+{len(files) - 1})"


def read_as_invoices(content: bytes) -> list[tuple[str, bytes]] | None:
    """The files of an archive of invoices, or the invoice that bytes are; None for all else.

    Beside invoices there may be notes, pictures and style sheets: they hold no figures, and are
    listed as no invoices.
    """
    if may_be_invoice(content):
        return [("", content)]
    if not is_archive(content):
        return None
    try:
        inside = unpack(content)
    except RefusedError:
        return None
    invoices = [may_be_invoice(one.content) for one in inside.files]
    if not any(invoices) or not all(
        found or _is_no_table(one) for found, one in zip(invoices, inside.files, strict=True)
    ):
        return None
    # What could not be unpacked is as empty here, so that it is listed and not forgotten.
    held = [*inside.files, *(Member(name, b"") for name, _ in inside.left)]
    return [(one.name.rsplit("/", 1)[-1], one.content) for one in held]


def _is_no_table(one: Member) -> bool:
    """Whether a file holds words or a picture by its name, and no columns of figures."""
    ending = one.name.rsplit(".", 1)[-1].lower()
    if ending in _PICTURES:
        return True
    return ending in _NOTES and not _COLUMNS.search(one.content)


def inner_name(archive: str, member: str) -> str:
    """How a file of an archive is shown.

    >>> inner_name("2024.zip", "invoices/a.pdf")
    '2024.zip · a.pdf'
    """
    last = member.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return f"{archive}{_INSIDE}{last}" if archive else last
