"""A file is there whole, or as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from roi_model.storage.whole_file import whole


def test_what_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b"before")
    with pytest.raises(OSError, match="full"), whole(path) as file:
        file.write(b"half")
        raise OSError("full")
    assert [one.name for one in tmp_path.iterdir()] == ["case.json"]
    assert path.read_bytes() == b"before"
