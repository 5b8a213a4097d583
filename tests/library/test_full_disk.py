"""A disk that is full or cannot be written: told, nothing half-written, on with it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roi_model import __main__ as program
from roi_model.library import database
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from tests.library.disks import Disk, small_disk
from tests.library.plans import PLAN


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


def opened(disk: Disk) -> Library:
    library = open_library(f"sqlite:///{disk.folder}/library.sqlite3")
    library.save("W", "N", PLAN)
    return library


def sound(library: Library) -> int:
    """How many versions there are, in a database that is whole."""
    with database.reading(library.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    return len(library.history("W", "N"))


def refused(library: Library) -> str:
    with pytest.raises(LibraryError) as told:
        for base in range(1, 1000):  # what SQLite had set aside may be enough for a few
            library.save("W", "N", PLAN, base=base)
    return told.value.code


def test_a_save_on_a_full_disk_is_refused_and_the_versions_stay(disk: Disk) -> None:
    library = opened(disk)
    disk.fill()
    assert refused(library) == "disk_full"
    disk.empty()
    before = sound(library)
    library.save("W", "N", PLAN, base=before)
    assert sound(library) == before + 1


def test_a_folder_that_can_only_be_read_is_told(disk: Disk) -> None:
    library = opened(disk)
    disk.writable(False)
    assert refused(library) == "read_only"
    disk.writable(True)
    assert sound(library) == 1


def test_a_backup_on_a_full_disk_leaves_the_one_before(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path / "data"))
    library = open_library()
    library.save("W", "N", PLAN)
    kept = disk.folder / "one.roi-library"
    library.copy_to(kept)
    before = kept.read_bytes()
    disk.fill()
    with pytest.raises(OSError, match="No space left"):
        library.copy_to(kept)
    disk.empty()
    assert kept.read_bytes() == before
    assert [one.name for one in disk.folder.iterdir()] == [kept.name]


def test_an_export_on_a_full_disk_leaves_the_file_before(
    disk: Disk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, out = tmp_path / "plan.json", disk.folder / "plan.csv"
    plan.write_text(dump_scenario(PLAN))
    out.write_bytes(b"the one before")
    disk.fill()
    export = ["--lang", "fr", "export", str(plan), str(out)]
    assert program.main(export) == 2
    assert capsys.readouterr().err.strip() == text("errors.file.full", "fr")
    disk.empty()
    assert out.read_bytes() == b"the one before"
    assert [one.name for one in disk.folder.iterdir()] == [out.name]
    assert program.main(export) == 0
    assert len(out.read_bytes()) > len(b"the one before")
