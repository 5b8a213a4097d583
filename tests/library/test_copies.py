"""Back-ups and workspaces as files: taken while others work, put back whole or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from roi_model.library.copies import check_copy
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from tests.library.test_library import DEARER, PLAN


def everything(library: Library) -> dict[tuple[str, str], list[tuple[int, float]]]:
    """Every version of every case, by its number and the value of a deal in it."""
    found = {}
    for line in library.cases():
        numbers = [one.number for one in library.history(line.workspace, line.name)]
        shown = (library.show(line.workspace, line.name, number) for number in numbers)
        found[line.workspace, line.name] = [
            (one.number, float(one.scenario.deal_value)) for one in shown if one.scenario
        ]
    return found


def filled(library: Library) -> Library:
    for client in ("Älpha", "Beta"):
        library.save(client, "N", PLAN, author="Ana", note="“first”\nline")
        library.save(client, "N", DEARER, author="Ben")
    library.save("Beta", "Other", PLAN, author="Ana")
    return library


def test_a_backup_is_put_back_elsewhere(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "all.roi-library"
    assert filled(library).copy_to(copy) == check_copy(copy) == 2 + 3 + 5
    other = open_library(f"sqlite:///{tmp_path}/other.sqlite3")
    assert other.copy_from(copy) == ["Beta", "Älpha"] or other.workspaces() == ["Beta", "Älpha"]
    assert everything(other) == everything(library)
    assert other.show("Beta", "N", 1).note == library.show("Beta", "N", 1).note


def test_one_workspace_under_another_name(library: Library, tmp_path: Path) -> None:
    copy = tmp_path / "beta.roi-library"
    assert filled(library).copy_to(copy, "Beta") == 1 + 2 + 3
    with pytest.raises(LibraryError, match="Beta"):
        library.copy_from(copy)
    assert library.copy_from(copy, "Gamma") == ["Gamma"]
    found = everything(library)
    assert found["Gamma", "N"] == found["Beta", "N"]
    library.save("Gamma", "N", PLAN, author="Ana")
    assert len(library.history("Beta", "N")) == 2
    with pytest.raises(LibraryError, match="Delta"):
        library.copy_to(copy, "Delta")


@pytest.mark.parametrize("spoilt", ["short", "cut", "changed", "other", "empty"])
def test_what_is_no_whole_copy_changes_nothing(
    library: Library, tmp_path: Path, spoilt: str
) -> None:
    copy = tmp_path / "all.roi-library"
    filled(library).copy_to(copy)
    lines = gzip.decompress(copy.read_bytes()).splitlines(keepends=True)
    content = {
        "short": gzip.compress(b"".join(lines[:-1])),
        "cut": copy.read_bytes()[:-9],
        "changed": gzip.compress(b"".join(lines).replace(b"9000", b"8000", 1)),
        "other": b"name,amount\n",
        "empty": b"",
    }[spoilt]
    copy.write_bytes(content)
    other = open_library(f"sqlite:///{tmp_path}/other.sqlite3")
    with pytest.raises(LibraryError, match="copy"):
        other.copy_from(copy)
    assert other.cases() == [] and other.workspaces() == []


@contextmanager
def at_work(library: Library) -> Iterator[list[int]]:
    """Somebody saves one version after the other; the numbers of those that were acknowledged."""
    done: list[int] = []
    over = Event()

    def save() -> None:
        while not over.is_set():
            plan = replace(PLAN, deal_value=float(len(done) + 1))
            done.append(library.save("W", "N", plan, author="Ana").number)

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(save)
        try:
            yield done
        finally:
            over.set()
            writer.result()


def test_a_backup_under_load_is_of_one_moment(library: Library, tmp_path: Path) -> None:
    library.save("W", "N", PLAN, author="Ana")
    copy = tmp_path / "all.roi-library"
    with at_work(library) as done:
        for round_ in range(4):
            before = len(done)
            while len(done) < before + 5:
                pass
            known = len(done)
            library.copy_to(copy)
            other = open_library(f"sqlite:///{tmp_path}/drill-{round_}.sqlite3")
            other.copy_from(copy)
            history = other.history("W", "N")
            # Every save acknowledged before is in it, and no half of a later one.
            assert len(history) >= known + 1
            assert [one.number for one in history] == list(range(len(history), 0, -1))
            assert other.cases()[0].versions == len(history)


def test_an_older_database_is_copied_before_it_is_migrated(
    library: Library, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(library)
    monkeypatch.setattr("roi_model.library.database.newest", lambda: "0002")
    open_library(place)
    [copy] = tmp_path.glob("before-0001-*.roi-library")
    assert check_copy(copy) == 10
