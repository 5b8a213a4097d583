"""Copies of the library: back-ups, and workspaces as one file; alike for both databases.

A copy is gzipped JSON, one row a line, taken from one look at the database while others go on
working: a first line that says what it is, the rows of each table, and a last line with how many
there are and their checksum. A copy that was cut short has none, and is refused.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Boolean, Connection, Integer, MetaData, Table, Text, select
from sqlalchemy.sql import ColumnElement

from roi_model.library import database
from roi_model.library.errors import LibraryError
from roi_model.library.names import named
from roi_model.library.tables import (
    CASES,
    DRAFTS,
    INVITATIONS,
    KEPT,
    LINKS,
    MEMBERS,
    USERS,
    VERSIONS,
    WORKSPACES,
)
from roi_model.storage.whole_file import whole

FORMAT = 1
TABLES: tuple[Table, ...] = (
    USERS, WORKSPACES, MEMBERS, CASES, VERSIONS, INVITATIONS, LINKS, DRAFTS, KEPT
)  # fmt: skip
"""Parents before children."""
OF_A_WORKSPACE = (WORKSPACES, CASES, VERSIONS, KEPT)
"""What goes along with a workspace: who its members were, and their links, stay here."""
_AT_ONCE = 500
_LONGEST = 20_000_000
"""Characters of a line: no scenario comes near."""


def write_copy(connection: Connection, path: Path, workspace: tuple[str, str] = ("", "")) -> int:
    """Write the library, or a workspace (its identity and its name), to a file; how many rows.

    The file appears whole and on the disk, or not at all; one of that name is replaced.
    """
    count = 0
    with whole(path) as file, gzip.open(file, "wt", encoding="utf-8", newline="\n") as packed:
        for line in _lines(connection, *workspace):
            packed.write(line + "\n")
            count += 1
    return count - 2


def _lines(connection: Connection, place: str, name: str) -> Iterator[str]:
    total, sum_ = 0, sha256()
    head = {"roi_library": FORMAT, "revision": database.revision(connection), "whole": not place}
    yield json.dumps(head)
    for table in OF_A_WORKSPACE if place else _tables(connection):
        wanted = select(table).where(*_of(table, place)).order_by(*table.primary_key)
        # Asked of the statement: a connection would go on so with whatever comes after.
        wanted = wanted.execution_options(yield_per=_AT_ONCE)
        for row in connection.execute(wanted).mappings():
            named = {"name": name} if place and table is WORKSPACES else {}
            line = json.dumps({"table": table.name, **row, **named}, ensure_ascii=False)
            sum_.update(line.encode())
            total += 1
            yield line
    yield json.dumps({"rows": total, "sha256": sum_.hexdigest()})


def _tables(connection: Connection) -> list[Table]:
    """All tables as they are: before a migration, those of an older program."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _of(table: Table, place: str) -> list[ColumnElement[bool]]:
    if not place:
        return []
    if table is WORKSPACES:
        return [WORKSPACES.c.id == place]
    if table is VERSIONS:
        here = select(CASES.c.id).where(CASES.c.workspace_id == place)
        return [VERSIONS.c.case_id.in_(here)]
    return [table.c.workspace_id == place]


# Reading --------------------------------------------------------------------------------------


def is_whole(path: Path) -> bool:
    """Whether a copy is of all there is, members and links too. Raises LibraryError, OSError."""
    with _opened(path) as file:
        return bool(_head(file, path).get("whole", False))


def rows(path: Path, among: Sequence[Table] = TABLES) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The rows of a copy; its checksum is right where the last one came without an error.

    Raises LibraryError where the copy is not whole, or holds other tables than those `among`.
    """
    sum_, total, whole = sha256(), 0, False
    known = {table.name: table for table in among}
    with _opened(path) as file:
        _head(file, path)
        while line := file.readline(_LONGEST):
            row = json.loads(line)
            if "rows" in row:
                told = (row["rows"], row["sha256"]) == (total, sum_.hexdigest())
                whole = told and not file.read(1)  # to its very end, where gzip checks too
                break
            sum_.update(line.rstrip("\n").encode())
            total += 1
            table = known[row.pop("table")]
            _check(table, row)
            yield table, row
    if not whole:
        raise LibraryError("no_copy", path=path.name)


def check_copy(path: Path) -> int:
    """Read a copy to its end; the number of rows. Raises LibraryError where it is not whole."""
    return sum(1 for _ in rows(path))


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            yield file
    except FileNotFoundError:
        raise
    except LibraryError:
        raise
    except (AttributeError, EOFError, KeyError, OSError, RecursionError, TypeError, ValueError,
            zlib.error):  # fmt: skip
        raise LibraryError("no_copy", path=path.name) from None


def _head(file: TextIO, path: Path) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(file.readline(_LONGEST))
    if head["roi_library"] > FORMAT or head["revision"] not in database.known():
        raise LibraryError("newer_copy", path=path.name)
    return head


def _check(table: Table, row: dict[str, Any]) -> None:
    """Refuse a row that the library would not have written.

    That of a workspace says its name, too, where it comes without members (in copies of the first
    revision with the name as it is searched).
    """
    more = {"name", "folded"} if table is WORKSPACES else set()
    if row.keys() - more != set(table.columns.keys()):
        raise KeyError(table.name)
    for name, value in row.items():
        column = table.columns.get(name)
        kind = Text() if column is None else column.type
        if isinstance(kind, Boolean):
            fits = type(value) is bool
        elif isinstance(kind, Integer):
            fits = type(value) is int and 0 <= value < 2**31
        else:
            fits = isinstance(value, str) and _is_text(value, time=name.endswith("_at"))
            if fits and name == "name" and table in (CASES, MEMBERS):
                fits = named(value) == value  # as it is looked up
        if not fits:
            raise ValueError(name)


def _is_text(value: str, *, time: bool) -> bool:
    value.encode()  # half a surrogate pair is no text
    return "\0" not in value and not (time and datetime.fromisoformat(value).tzinfo is None)
