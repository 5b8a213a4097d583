"""Copies of the library put back, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from roi_model.library.access import join, new_identity, operator, unless_there
from roi_model.library.copies.copy_file import OF_A_WORKSPACE, TABLES, is_whole, rows
from roi_model.library.errors import LibraryError
from roi_model.library.names import folded, named
from roi_model.library.people import LOCAL, User
from roi_model.library.tables import CASES, LINKS, MEMBERS, USERS, WORKSPACES

_AT_ONCE = 500


def put_back(connection: Connection, path: Path, user: User, name: str = "") -> list[str]:
    """Put a copy into the database, within the caller's transaction; the names of its workspaces.

    `name` is what the workspace of a copy of one is called here; of a workspace that comes without
    members the user becomes the owner. Workspaces whose name is taken are refused, so that nothing
    is written over. All get identities of their own, and refer to what came in with them alone.
    """
    whole = is_whole(path)
    if whole:
        operator(user)
    back = _Back(connection, user, path.name)
    for table, batch in _batches(rows(path, TABLES if whole else OF_A_WORKSPACE)):
        back.put(table, batch)
    return back.called(name)


class _Back:
    """Rows that come back, and what they are known by here."""

    def __init__(self, connection: Connection, user: User, file: str) -> None:
        self.connection, self.user, self.file = connection, user, file
        self.known: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """By identity: workspaces that came with a name, and so without members."""
        self.theirs: list[str] = []

    def put(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Put rows of one table back."""
        for row in rows:
            self._refer(table, row)
        if table is USERS:
            rows = [row for row in rows if self._is_new(row)]
        elif table is WORKSPACES:
            for row in rows:
                if (name := row.pop("name", None)) is not None:
                    self.names[row["id"]] = name
                row.pop("folded", None)
        elif table is MEMBERS:
            self._refuse_taken(rows)
        elif table is CASES:
            for row in rows:
                row["folded"] = folded(row["name"])
        if table is LINKS:
            for row in rows:  # one that is still here leads where it led
                unless_there(self.connection, table, row)
        elif rows:
            self.connection.execute(insert(table), rows)

    def called(self, name: str) -> list[str]:
        """Make the user the owner of what came without members; the names of all workspaces."""
        if name and len(self.names) != 1:
            count = len(self.names) or len(self.theirs)
            raise LibraryError("many_workspaces", path=self.file, count=count)
        for place, own in self.names.items():
            if not join(self.connection, self.user, place, name or named(own), "owner"):
                raise LibraryError("workspace_taken", name=name or own)
        mine = [name] if name else [*self.names.values()]
        return sorted({*mine, *self.theirs})

    def _refer(self, table: Table, row: dict[str, Any]) -> None:
        """Give a row its identity here, and what it refers to."""
        if "id" in table.columns:
            local = table is USERS and row["id"] == LOCAL.id
            was, row["id"] = row["id"], LOCAL.id if local else new_identity()
            self.known[f"{table.name} {was}"] = row["id"]
        for column in table.columns:
            for key in column.foreign_keys:
                if key.column.name == "id":
                    row[column.name] = self._here(key.column.table, row[column.name])
        if table is LINKS:  # refers to a version, and so to its case
            row["case_id"] = self._here(CASES, row["case_id"])

    def _here(self, table: Table, identity: str) -> str:
        found = self.known.get(f"{table.name} {identity}")
        if found is None:
            raise LibraryError("no_copy", path=self.file)
        return found

    def _is_new(self, row: dict[str, Any]) -> bool:
        """Whether a user is not here yet; one who is stays as they are."""
        which = (USERS.c.issuer == row["issuer"]) & (USERS.c.subject == row["subject"])
        found = self.connection.scalar(select(USERS.c.id).where(which))
        if found is None:
            return True
        for key, own in self.known.items():
            if own == row["id"]:
                self.known[key] = found
        return False

    def _refuse_taken(self, rows: list[dict[str, Any]]) -> None:
        self.theirs += [row["name"] for row in rows]
        for row in rows:
            which = (MEMBERS.c.user_id == row["user_id"]) & (MEMBERS.c.name == row["name"])
            if self.connection.scalar(select(MEMBERS.c.name).where(which)) is not None:
                raise LibraryError("workspace_taken", name=row["name"])


def _batches(
    rows: Iterable[tuple[Table, dict[str, Any]]],
) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """Rows of one table together, some hundred at most."""
    batch: list[dict[str, Any]] = []
    of = TABLES[0]
    for table, row in rows:
        if batch and (len(batch) == _AT_ONCE or table is not of):
            yield of, batch
            batch = []
        of = table
        batch.append(row)
    if batch:
        yield of, batch
