"""Uploaded files as a workspace keeps them: packed into text, and opened as hostile input is."""

from __future__ import annotations

import binascii
import hashlib
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass

from roi_model.declaration.card import NAME_LENGTH, clean_name

MOST_BYTES = 10_000_000
"""Of all files of a workspace together, packed."""
MOST_OPENED = 100_000_000
"""Of one file, opened."""
MOST_FILES = 100
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """One file that is kept: what tells it, its name, its bytes as packed."""

    digest: str
    name: str
    size: int


def packed(content: bytes) -> str | None:
    """A file as text; None for one that a workspace has no room for."""
    found = zlib.compress(content, 6) if len(content) <= MOST_OPENED else b""
    return b64encode(found).decode() if 0 < len(found) <= MOST_BYTES else None


def size(text: str) -> int:
    """How many bytes a packed file takes."""
    return len(text) * 3 // 4


def opened(text: str, digest: str) -> bytes | None:
    """The file that was packed; None where it is not the one of this digest.

    >>> from hashlib import sha256
    >>> opened(packed(b"a;b"), sha256(b"a;b").hexdigest())
    b'a;b'
    """
    try:
        found = zlib.decompressobj().decompress(b64decode(text, validate=True), MOST_OPENED)
    except (binascii.Error, zlib.error, ValueError):
        return None
    return found if hashlib.sha256(found).hexdigest() == digest else None


def has_room(listed: Collection[Entry], size: int) -> bool:
    """Whether another file fits beside those that are kept."""
    return len(listed) < MOST_FILES and size + sum(one.size for one in listed) <= MOST_BYTES


def written(entries: Iterable[Entry]) -> str:
    """The list of the files that are kept."""
    return json.dumps([astuple(one) for one in entries], ensure_ascii=False)


def read(text: str | None) -> tuple[Entry, ...]:
    """The list again; what is not of our making is left aside."""
    try:
        rows = [(digest, name, size) for digest, name, size in json.loads(text or "[]")]
    except (ValueError, TypeError, RecursionError):
        return ()
    return tuple(
        Entry(digest, clean_name(name)[:NAME_LENGTH], size)
        for digest, name, size in rows[:MOST_FILES]
        if isinstance(digest, str) and _DIGEST.fullmatch(digest)
        and isinstance(name, str) and isinstance(size, int) and 0 <= size <= MOST_BYTES
    )  # fmt: skip
