"""Copies of the library: back-ups, and workspaces as one file; alike for both databases.

A copy is gzipped JSON, one row a line, taken from one look at the database while others go on
working: a first line that says what it is, the rows of each table, and a last line with how many
there are and their checksum. A copy that was cut short has none, and is refused.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.sql import ColumnElement

from roi_model.library import database
from roi_model.library.errors import LibraryError
from roi_model.library.names import folded
from roi_model.library.tables import CASES, VERSIONS, WORKSPACES

FORMAT = 1
TABLES: tuple[Table, ...] = (WORKSPACES, CASES, VERSIONS)
"""Parents before children."""
_AT_ONCE = 500
_LONGEST = 20_000_000
"""Characters of a line: no scenario comes near."""


def write_copy(connection: Connection, path: Path, workspace: str | None = None) -> int:
    """Write the library, or one workspace, to a file; the number of rows.

    The file appears whole and on the disk, or not at all; one of that name is replaced.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            with gzip.open(file, "wt", encoding="utf-8", newline="\n") as packed:
                count = 0
                for line in _lines(connection, workspace):
                    packed.write(line + "\n")
                    count += 1
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return count - 2


def _lines(connection: Connection, workspace: str | None) -> Iterator[str]:
    total, sum_ = 0, sha256()
    head = {"roi_library": FORMAT, "revision": database.revision(connection)}
    yield json.dumps(head)
    for table in TABLES:
        rows = select(table).where(*_of(table, workspace)).order_by(*table.primary_key)
        for row in connection.execution_options(yield_per=_AT_ONCE).execute(rows).mappings():
            line = json.dumps({"table": table.name, **row}, ensure_ascii=False)
            sum_.update(line.encode())
            total += 1
            yield line
    yield json.dumps({"rows": total, "sha256": sum_.hexdigest()})


def _of(table: Table, workspace: str | None) -> list[ColumnElement[bool]]:
    if workspace is None:
        return []
    here = select(WORKSPACES.c.id).where(WORKSPACES.c.name == workspace)
    if table is WORKSPACES:
        return [WORKSPACES.c.id.in_(here)]
    cases = select(CASES.c.id).where(CASES.c.workspace_id.in_(here))
    return [CASES.c.id.in_(cases) if table is CASES else VERSIONS.c.case_id.in_(cases)]


def check_copy(path: Path) -> int:
    """Read a copy to its end; the number of rows. Raises LibraryError where it is not whole."""
    return sum(1 for _ in _rows(path))


def put_back(connection: Connection, path: Path, name: str = "") -> list[str]:
    """Put a whole copy into the database, within the caller's transaction; its workspaces' names.

    `name` is what the workspace of a copy of one is called here. Workspaces whose name is taken are
    refused, so that nothing is written over. All get identities of their own: a workspace may come
    in twice under two names.
    """
    names: list[str] = []
    identities: dict[str, str] = {}
    for table, rows in _batches(_rows(path)):
        if table is WORKSPACES:
            rows = _called(rows, name, path)
            names += [row["name"] for row in rows]
            _refuse_taken(connection, names)
        for row in rows:
            for key in ("id", "workspace_id", "case_id"):
                if key in row:
                    row[key] = identities.setdefault(row[key], uuid4().hex)
        connection.execute(insert(table), rows)
    return names


def _called(rows: list[dict[str, Any]], name: str, path: Path) -> list[dict[str, Any]]:
    if name and len(rows) != 1:
        raise LibraryError("many_workspaces", path=path.name, count=len(rows))
    return [{**row, "name": name, "folded": folded(name)} for row in rows] if name else rows


def _refuse_taken(connection: Connection, names: list[str]) -> None:
    taken = connection.scalars(select(WORKSPACES.c.name).where(WORKSPACES.c.name.in_(names)))
    for name in taken:
        raise LibraryError("workspace_taken", name=name)


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


def _rows(path: Path) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The rows of a copy; its checksum is right where the last one came without an error."""
    sum_, total, whole = sha256(), 0, False
    known = {table.name: table for table in TABLES}
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            head = json.loads(file.readline(_LONGEST))
            if head["roi_library"] > FORMAT or head["revision"] not in database.known():
                raise LibraryError("newer_copy", path=path.name)
            while line := file.readline(_LONGEST):
                row = json.loads(line)
                if "rows" in row:
                    told = (row["rows"], row["sha256"]) == (total, sum_.hexdigest())
                    whole = told and not file.read(1)  # to its very end, where gzip checks too
                    break
                sum_.update(line.rstrip("\n").encode())
                total += 1
                table = known[row.pop("table")]
                if row.keys() != set(table.columns.keys()):
                    raise KeyError(table.name)
                yield table, row
    except (EOFError, KeyError, OSError, TypeError, UnicodeDecodeError, json.JSONDecodeError,
            gzip.BadGzipFile) as error:  # fmt: skip
        if isinstance(error, FileNotFoundError):
            raise
        raise LibraryError("no_copy", path=path.name) from None
    if not whole:
        raise LibraryError("no_copy", path=path.name)
