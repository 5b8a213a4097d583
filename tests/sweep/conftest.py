"""Lines that many tests sweep, and what they come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sweep.here import swept
from tests.sweep.lines import SOME


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(SOME)
    return path


@pytest.fixture(scope="session")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What SOME comes to, in one process, as bytes of the file."""
    folder = tmp_path_factory.mktemp("wanted")
    (folder / "in.jsonl").write_bytes(SOME)
    swept(folder / "in.jsonl", folder / "out.parquet")
    return (folder / "out.parquet").read_bytes()
