"""Uploaded files packed for a workspace, and opened again as if anybody had written them."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from hashlib import sha256

import pytest

from roi_model.storage import kept_files
from roi_model.storage.kept_files import MOST_BYTES, Entry, has_room, opened, packed, read, written

DIGEST = sha256(b"a;b\n").hexdigest()


def test_a_file_comes_back_byte_by_byte() -> None:
    content = bytes(range(256)) * 50
    text = packed(content) or ""
    assert opened(text, sha256(content).hexdigest()) == content
    assert len(zlib.compress(content, 6)) <= kept_files.size(text) < len(content)


def test_what_is_not_the_file_that_was_kept_is_none() -> None:
    text = packed(b"a;b\n") or ""
    assert opened(text, sha256(b"other").hexdigest()) is None
    for strange in ("", "*", text[:8], b64encode(b"plain").decode()):
        assert opened(strange, DIGEST) is None


def test_a_bomb_is_opened_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_files, "MOST_OPENED", 1000)
    bomb = b64encode(zlib.compress(b"\0" * 5000)).decode()
    assert opened(bomb, sha256(b"\0" * 5000).hexdigest()) is None
    assert packed(b"\0" * 5000) is None


def test_there_is_room_for_so_much() -> None:
    half = Entry(DIGEST, "half.csv", MOST_BYTES // 2)
    assert has_room([half], MOST_BYTES // 2) and not has_room([half], MOST_BYTES // 2 + 1)
    assert not has_room([Entry(DIGEST, "tiny.csv", 1)] * kept_files.MOST_FILES, 1)


def test_the_list_takes_nothing_strange() -> None:
    one = Entry(DIGEST, "costs.csv", 12)
    assert read(written([one])) == (one,)
    rows = [["../x", "a", 1], [DIGEST, 3, 1], [DIGEST, "a", -1], [DIGEST, "a\x00b\u202e", 5]]
    assert read(json.dumps(rows)) == (Entry(DIGEST, "ab", 5),)
    for strange in (None, "", "{", "3", "[1]", "[" * 100_000):
        assert read(strange) == ()
