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
from alembic import command
from sqlalchemy import text

from roi_model.library import database
from roi_model.library.copies.copy_file import check_copy
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from roi_model.storage.scenario_file import dump_scenario
from tests.library.plans import DEARER, PLAN
from tests.library.test_access import VIEW


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
    assert filled(library).copy_to(copy) == check_copy(copy) == 1 + 2 + 2 + 3 + 5
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


def of_the_first_revision(place: str) -> None:
    """A library as the first program that had one would have left it."""
    written = dump_scenario(PLAN)
    with database.opened(place).begin() as connection:
        config = database._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for table, row in (
            ("workspaces", f"'w', 'Älpha', 'alpha', '{AT}'"),
            ("workspaces", f"'v', 'Beta', 'beta', '{AT}'"),
            ("cases", f"'c', 'w', 'N', 'n', false, 1, '{AT}'"),
            ("versions", f"'c', 1, '{written}', '1.0', 'Ana', 'first', '{AT}'"),
        ):
            connection.execute(
                text(f"INSERT INTO {table} VALUES ({row.replace(':', chr(92) + ':')})")
            )


AT = "2026-11-01T08:00:00.000+00:00"


def test_an_older_library_keeps_all_it_had_and_has_an_owner(place: str, tmp_path: Path) -> None:
    of_the_first_revision(place)
    library = open_library(place)
    assert library.workspaces() == ["Beta", "Älpha"]
    assert library.show("Älpha", "N").scenario == PLAN
    assert library.role("Beta") == "owner"
    assert library.save("Älpha", "N", DEARER).number == 2
    [copy] = tmp_path.glob("before-0001-*.roi-library")
    # What was copied before comes back in a program of today.
    assert check_copy(copy) == 4
    other = open_library(f"sqlite:///{tmp_path}/other.sqlite3")
    assert other.copy_from(copy) == ["Beta", "Älpha"]
    assert other.show("Älpha", "N").note == "first"


def test_people_links_and_what_is_kept_come_back_with_all(library: Library, tmp_path: Path) -> None:
    ana, ben = (
        library.seen_by(
            library.signed_in("https://id.example", who, name=who, email=f"{who}@x.org")
        )
        for who in ("ana", "ben")
    )
    ana.save("W", "N", PLAN, note="of Ana")
    library.save("W", "N", DEARER, note="of whoever sits here")
    ben.accept(ana.invite("W", "ben@x.org", "editor").id)
    ana.invite("W", "eve@x.org", "viewer")
    token = ben.share("W", "N", 1, VIEW, days=9)
    ben.keep_draft("W", "N", 1, DEARER)
    ana.keep("W", "mapping", "{}")
    copy = tmp_path / "all.roi-library"
    library.copy_to(copy)
    other = open_library(f"sqlite:///{tmp_path}/other.sqlite3")
    # Who signs in before the copy is put back is the same afterwards.
    early = other.signed_in("https://id.example", "ben", name="ben", email="ben@x.org")
    assert other.copy_from(copy) == ["W"]
    ana2, ben2 = (
        other.seen_by(other.signed_in("https://id.example", who, name=who, email=f"{who}@x.org"))
        for who in ("ana", "ben")
    )
    assert ben2.user == early
    assert ana2.show("W", "N").note == "of Ana" and ben2.role("W") == "editor"
    assert other.show("W", "N").note == "of whoever sits here"
    assert other.shared(token).scenario == PLAN
    draft = ben2.draft("W", "N")
    assert draft is not None and draft.scenario == DEARER and ana2.draft("W", "N") is None
    assert ana2.kept("W", "mapping") == "{}"
    assert [one.email for one in ana2.invitations("W")] == ["eve@x.org"]
    with pytest.raises(LibraryError, match="W"):
        other.copy_from(copy)
