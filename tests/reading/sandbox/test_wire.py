"""Bytes that are no reading are an error."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from roi_model.reading.sandbox import wire


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x00\x00\x04[99]", wire.to_bytes({"made": 1})[:-3],
     wire.to_bytes(pd.DataFrame({"a": ["x"]}))[:-40],
     wire.to_bytes("x").replace(b'"x"', b'{"made": "os", "of": {}}').replace(b"[3]", b"[26]")],
)  # fmt: skip
def test_bytes_that_are_no_reading_are_an_error(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a reading"):
        wire.from_bytes(content)


def test_a_table_whose_message_is_none_is_an_error() -> None:
    """Arrow says so by an OSError."""
    whole = wire.to_bytes(pd.DataFrame({"a": [1, 2]}))
    start = 4 + int.from_bytes(whole[:4], "big")
    table = start + json.loads(whole[4:start])[0]
    with pytest.raises(ValueError, match="not a reading: OSError"):
        wire.from_bytes(whole[: table + 8] + bytes(8) + whole[table + 16 :])
