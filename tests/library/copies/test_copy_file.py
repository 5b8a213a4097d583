"""The file of a copy: rows that the library would not have written are refused."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from roi_model.library.errors import LibraryError
from roi_model.library.library import Library, open_library
from tests.library.plans import PLAN


def written(path: Path, head: dict[str, Any], rows: list[dict[str, Any]]) -> Path:
    """A copy by hand, with the checksum that its lines have."""
    lines = [json.dumps(row) for row in rows]
    sum_ = sha256("".join(lines).encode()).hexdigest()
    told = [json.dumps(head), *lines, json.dumps({"rows": len(lines), "sha256": sum_})]
    path.write_bytes(gzip.compress("".join(line + "\n" for line in told).encode()))
    return path


def lines_of(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    head, *rows, _ = map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines())
    return head, rows


@pytest.mark.parametrize(("table", "key", "value"), [
    ("cases", "head", "1"), ("cases", "head", -1), ("cases", "head", 2**40),
    ("cases", "head", True), ("cases", "archived", 1), ("cases", "name", None),
    ("cases", "name", "a\0b"), ("cases", "name", "a\u200bb"),
    ("cases", "name", "\ud800"), ("cases", "saved_at", "yesterday"),
    ("cases", "saved_at", "2026-11-01T08:00:00"), ("cases", "more", "x"),
    ("cases", "workspace_id", "another"), ("versions", "case_id", "another"),
    ("workspaces", "name", "x" * 121), ("workspaces", "name", ""),
])  # fmt: skip
def test_odd_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, key: str, value: object
) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    library = open_library()
    library.save("W", "N", PLAN)
    copy = tmp_path / "w.roi-library"
    library.copy_to(copy, "W")
    head, rows = lines_of(copy)
    assert library.copy_from(written(copy, head, rows), "V") == ["V"]  # itself it is fine
    for row in rows:
        if row["table"] == table:
            row[key] = value
    with pytest.raises(LibraryError):
        library.copy_from(written(copy, head, rows))
    assert library.workspaces() == ["V", "W"]


def test_a_workspace_brings_no_members_along(library: Library, tmp_path: Path) -> None:
    """Rows of users and members are no part of a workspace's file, whoever wrote them into it."""
    ana = library.seen_by(library.signed_in("https://id.example", "a", name="Ana"))
    ana.save("W", "N", PLAN)
    copy = tmp_path / "w.roi-library"
    ana.copy_to(copy, "W")
    head, rows = lines_of(copy)
    assert {row["table"] for row in rows} == {"workspaces", "cases", "versions"}
    member = {"table": "members", "workspace_id": rows[0]["id"], "user_id": "local",
              "role": "owner", "name": "X", "folded": "x"}  # fmt: skip
    for more in ({}, {"whole": True}):
        with pytest.raises(LibraryError) as refused:
            ana.copy_from(written(copy, head | more, [*rows, member]), "V")
        assert refused.value.code in ("no_copy", "not_allowed")
    assert ana.workspaces() == ["W"] and library.workspaces() == []


def test_a_copy_that_names_what_is_anothers_touches_nothing_of_it(
    library: Library, tmp_path: Path
) -> None:
    """Identities of another's workspace and case, written into a copy of one's own."""
    ana, ben = (
        library.seen_by(library.signed_in("https://id.example", who, name=who)) for who in "ab"
    )
    ana.save("Hers", "Secret", PLAN)
    ben.save("Own", "Mine", PLAN)
    copies = {}
    for one, name in ((ana, "Hers"), (ben, "Own")):
        copies[name] = tmp_path / f"{name}.roi-library"
        one.copy_to(copies[name], name)
    _, hers = lines_of(copies["Hers"])
    head, own = lines_of(copies["Own"])
    workspace, case = hers[0]["id"], hers[1]["id"]
    own[0]["id"] = own[1]["workspace_id"] = workspace
    own[1]["id"] = own[2]["case_id"] = case
    assert ben.copy_from(written(copies["Own"], head, own), "Taken") == ["Taken"]
    assert [(one.workspace, one.name) for one in ben.cases("Taken")] == [("Taken", "Mine")]
    assert ana.role("Hers") == "owner" and [one.name for one in ana.cases()] == ["Secret"]
    for rows in ([own[2]], [own[0], own[1], own[2], own[2]], [own[0], own[1], own[1]]):
        with pytest.raises(LibraryError) as refused:
            ben.copy_from(written(copies["Own"], head, rows), "Other")
        assert refused.value.code == "no_copy"
    assert ben.workspaces() == ["Own", "Taken"]
