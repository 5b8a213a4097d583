"""The command line's `library`, as a user types it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from roi_model.library.library import open_library
from roi_model.storage.scenario_file import dump_scenario
from tests.commands.asked import LINKEDIN, answer, refused
from tests.library.plans import DEARER

SPRING = ("--workspace", "Dupont & Fils", "--name", "Printemps")
CASE = ("Printemps", "--workspace", "Dupont & Fils")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROI_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ROI_DATABASE_URL", raising=False)
    (tmp_path / "a.json").write_text(dump_scenario(LINKEDIN.scenario), "utf-8")
    (tmp_path / "b.json").write_text(dump_scenario(DEARER), "utf-8")
    return tmp_path


def test_from_the_first_save_to_another_folder(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = str(folder / "a.json"), str(folder / "b.json")
    first = answer(capsys, "library", "save", a, *SPRING, "--note", "tél.", "--author", "Ana")
    assert (first["number"], first["author"], first["note"]) == (1, "Ana", "tél.")
    answer(capsys, "library", "save", b, *SPRING, "--base", "1")
    [line] = answer(capsys, "library", "list", "--search", "dupont PRINT")
    assert (line["workspace"], line["versions"]) == ("Dupont & Fils", 2)
    assert [one["number"] for one in answer(capsys, "library", "history", *CASE)] == [2, 1]
    shown = answer(capsys, "library", "show", *CASE, "--version", "1")
    assert shown["scenario"]["name"] == LINKEDIN.scenario.name and shown["number"] == 1
    assert answer(capsys, "library", "restore", *CASE, "--version", "1")["number"] == 3
    assert answer(capsys, "library", "rename", *CASE, "--to", "Été")["name"] == "Été"
    answer(capsys, "library", "archive", "Été", "--workspace", "Dupont & Fils")
    assert answer(capsys, "library", "list") == []
    assert [one["name"] for one in answer(capsys, "library", "list", "--archived")] == ["Été"]
    answer(capsys, "library", "archive", "Été", "--workspace", "Dupont & Fils", "--back")
    copy = answer(capsys, "library", "backup")
    one = str(folder / "dupont.roi-library")
    assert copy["rows"] == 7
    assert answer(capsys, "library", "export", one, "--workspace", "Dupont & Fils")["rows"] == 5
    assert answer(capsys, "library", "import", one, "--workspace", "B")["workspaces"] == ["B"]
    monkeypatch.setenv("ROI_DATA", str(folder / "elsewhere"))
    assert answer(capsys, "library", "import", copy["file"])["workspaces"] == ["Dupont & Fils"]
    assert answer(capsys, "library", "list")[0]["versions"] == 3


def test_who_operates_the_library_may_act_for_who_signed_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = str(folder / "a.json")
    for issuer, email in (("one", "ana@x.org"), ("one", "twice@x.org"), ("two", "twice@x.org")):
        open_library().signed_in(issuer, email, name="Ana", email=email)
    saved = answer(capsys, "library", "save", a, *SPRING, "--user", "Ana@x.org")
    assert saved["author"] == "Ana"
    assert answer(capsys, "library", "list") == []
    assert len(answer(capsys, "library", "list", "--user", "ana@x.org")) == 1
    for email in ("twice@x.org", "nobody@x.org"):
        assert email in refused(capsys, "library", "list", "--user", email)


def test_what_cannot_be_is_said_in_the_readers_language(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a = str(folder / "a.json")
    assert "«" in refused(capsys, "--lang", "fr", "library", "show", *CASE)
    answer(capsys, "library", "save", a, *SPRING)
    answer(capsys, "library", "save", a, *SPRING)
    assert "version 1" in refused(capsys, "library", "save", a, *SPRING, "--base", "1")
    assert "already" in refused(capsys, "library", "save", a, *SPRING, "--base", "0")
    assert "version 9" in refused(capsys, "library", "restore", *CASE, "--version", "9")
    assert "a.json" in refused(capsys, "library", "import", a)
    assert "nowhere" in refused(capsys, "library", "import", str(folder / "nowhere"))
    assert "deal_value" in refused(
        capsys, "library", "save", _written(folder, {"deal_value": -1}), *SPRING
    )


def _written(folder: Path, change: dict[str, object]) -> str:
    raw = json.loads(dump_scenario(LINKEDIN.scenario)) | change
    path = folder / "changed.json"
    path.write_text(json.dumps(raw), "utf-8")
    return str(path)


def test_a_folder_that_holds_something_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = folder / "data" / "library.sqlite3"
    place.parent.mkdir()
    place.write_bytes(b"no database at all, but long enough to be looked at" * 30)
    assert str(place) in refused(capsys, "library", "list")
    place.unlink()
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        other.execute("INSERT INTO alembic_version VALUES ('abcd')")
    assert "abcd" in refused(capsys, "library", "list")
