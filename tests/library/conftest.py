"""The library on both databases: every test that asks for `place` runs on each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roi_model.library.library import Library, open_library
from tests.library.servers import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database; copies go into a folder of the test's own."""
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/library.sqlite3"
    return str(request.getfixturevalue("postgres").fresh())


@pytest.fixture
def library(place: str) -> Library:
    return open_library(place)
