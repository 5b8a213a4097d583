"""The library: cases by name in workspaces, and every version of them.

A method that returns has committed. Versions are never changed or taken away: saving adds one, and
so does restoring an older one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, select, update
from sqlalchemy.exc import IntegrityError

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.declaration.scenario import Scenario
from roi_model.library import database
from roi_model.library.copies import put_back, write_copy
from roi_model.library.errors import ConflictError, LibraryError
from roi_model.library.names import folded, named
from roi_model.library.tables import CASES, VERSIONS, WORKSPACES
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from roi_model.version import MODEL_VERSION

NOTE_LENGTH = 2000
TOLD = ("number", "author", "note", "saved_at", "model_version")
"""What a history says of a version."""


@dataclass(frozen=True)
class Line:
    """A case as a list shows it; `saved_at` is the ISO time of its latest version, in UTC."""

    workspace: str
    name: str
    versions: int
    saved_at: str
    archived: bool = False


@dataclass(frozen=True)
class Version:
    """One version of a case; `scenario` is None in a history, which does not read them."""

    workspace: str
    name: str
    number: int
    author: str
    note: str
    saved_at: str
    model_version: str
    scenario: Scenario | None = None


class Library:
    """The library at one database. Open it with `open_library`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def save(
        self, workspace: str, name: str, scenario: Scenario, *, author: str, note: str = "",
        base: int | None = None,
    ) -> Version:  # fmt: skip
        """Add a version to a case, which is made where there is none; committed on return.

        `base` is the version that was changed, 0 for a case that must be new: where another was
        saved since, ConflictError. Without it the version goes on top of whatever is there.
        """
        workspace, name = named(workspace), named(name)
        written, now = dump_scenario(scenario), _now()
        with database.writing(self.engine) as connection:
            place = _workspace(connection, workspace)
            case = _case(connection, place, name, now)
            number = _moved(connection, case, now, base)
            if number is None:
                head = connection.scalar(select(CASES.c.head).where(CASES.c.id == case))
                raise ConflictError(name, base or 0, int(head or 0))
            made = Version(
                workspace,
                name,
                number,
                author=clean_name(author)[:NAME_LENGTH],
                note=clean_name(note)[:NOTE_LENGTH],
                saved_at=now,
                model_version=MODEL_VERSION,
                scenario=scenario,
            )
            _add(connection, case, made, written)
        return made

    def cases(
        self, workspace: str | None = None, search: str = "", *, archived: bool = False,
        most: int | None = None,
    ) -> list[Line]:  # fmt: skip
        """Cases whose name or workspace holds `search`, the latest saved first, at most `most`."""
        found = _lines().where(CASES.c.archived == archived, CASES.c.head > 0)
        if workspace is not None:
            found = found.where(WORKSPACES.c.name == workspace)
        for word in folded(search).split():
            here = CASES.c.folded.contains(word, autoescape=True)
            found = found.where(here | WORKSPACES.c.folded.contains(word, autoescape=True))
        found = found.order_by(CASES.c.saved_at.desc(), CASES.c.name).limit(most)
        with database.reading(self.engine) as connection:
            return [Line(**row) for row in connection.execute(found).mappings()]

    def workspaces(self) -> list[str]:
        """Their names, in order."""
        with database.reading(self.engine) as connection:
            return list(connection.scalars(select(WORKSPACES.c.name).order_by(WORKSPACES.c.name)))

    def history(self, workspace: str, name: str) -> list[Version]:
        """All versions of a case, the latest first, without what they hold."""
        wanted = _versions(workspace, name).order_by(VERSIONS.c.number.desc())
        with database.reading(self.engine) as connection:
            rows = connection.execute(wanted).mappings().all()
        if not rows:
            raise LibraryError("no_case", workspace=workspace, name=name)
        return [Version(**row) for row in rows]

    def show(self, workspace: str, name: str, number: int | None = None) -> Version:
        """One version of a case, the latest without a `number`."""
        wanted = _versions(workspace, name).add_columns(VERSIONS.c.scenario)
        at = CASES.c.head if number is None else number
        with database.reading(self.engine) as connection:
            row = connection.execute(wanted.where(VERSIONS.c.number == at)).mappings().first()
        if row is None:
            code = "no_case" if number is None else "no_version"
            raise LibraryError(code, workspace=workspace, name=name, number=number)
        return _opened(row)

    def restore(self, workspace: str, name: str, number: int, *, author: str) -> Version:
        """Make an older version the latest one again, as a new version."""
        old = self.show(workspace, name, number)
        assert old.scenario is not None
        note = text_of_restored(number)
        return self.save(workspace, name, old.scenario, author=author, note=note)

    def rename(self, workspace: str, name: str, to: str) -> None:
        """Give a case another name, which none of its workspace has."""
        to = named(to)
        try:
            self._alter(workspace, name, {"name": to, "folded": folded(to)})
        except IntegrityError:
            raise LibraryError("name_taken", workspace=workspace, name=to) from None

    def archive(self, workspace: str, name: str, *, archived: bool = True) -> None:
        """Put a case out of sight, or back; saving it brings it back too."""
        self._alter(workspace, name, {"archived": archived})

    def copy_to(self, path: Path, workspace: str | None = None) -> int:
        """Write the library, or one workspace, to a file while others go on; how many rows."""
        with database.reading(self.engine) as connection:
            if workspace is not None:
                _must_be_there(connection, workspace)
            return write_copy(connection, path, workspace)

    def copy_from(self, path: Path, name: str = "") -> list[str]:
        """Take in the workspaces of a copy, all or none; one alone may get another `name`.

        Raises LibraryError where the copy is not whole or a name is taken; OSError.
        """
        with database.writing(self.engine) as connection:
            return put_back(connection, path, name and named(name))

    def _alter(self, workspace: str, name: str, values: dict[str, object]) -> None:
        place = select(WORKSPACES.c.id).where(WORKSPACES.c.name == workspace).scalar_subquery()
        which = (CASES.c.workspace_id == place) & (CASES.c.name == name)
        with database.writing(self.engine) as connection:
            if not connection.execute(update(CASES).where(which).values(values)).rowcount:
                raise LibraryError("no_case", workspace=workspace, name=name)


def open_library(url: str | None = None) -> Library:
    """The library at an address, `database.address()` by default; brought up to date first.

    Where what is there is older, it is copied into the data folder before it is migrated.
    Raises LibraryError where the database is newer than this program.
    """
    engine = database.opened(url or database.address())
    with database.writing(engine) as connection:
        database.locked(connection)
        was = database.revision(connection)
        if was != database.newest():
            if was is not None and was not in database.known():
                raise LibraryError("newer_database", revision=was)
            if was is not None:
                _copy_before(connection, was)
            database.migrate(connection)
    return Library(engine)


def _copy_before(connection: Connection, was: str) -> None:
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S}"
    write_copy(connection, database.data_folder() / f"before-{was}-{stamp}.roi-library")


def text_of_restored(number: int) -> str:
    """The note of a version that brings back an older one; the same in every language."""
    return f"↺ {number}"


# One row at a time ----------------------------------------------------------------------------


def _workspace(connection: Connection, name: str) -> str:
    """The workspace of this name, made where there is none."""
    made = {"id": uuid4().hex, "name": name, "folded": folded(name), "made_at": _now()}
    _unless_there(connection, WORKSPACES, made)
    found = connection.scalar(select(WORKSPACES.c.id).where(WORKSPACES.c.name == name))
    return str(found)


def _must_be_there(connection: Connection, workspace: str) -> None:
    if connection.scalar(select(WORKSPACES.c.id).where(WORKSPACES.c.name == workspace)) is None:
        raise LibraryError("no_workspace", workspace=workspace)


def _case(connection: Connection, workspace: str, name: str, now: str) -> str:
    """The case of this name, made at version 0 where there is none."""
    made = {"id": uuid4().hex, "workspace_id": workspace, "name": name, "folded": folded(name),
            "archived": False, "head": 0, "saved_at": now}  # fmt: skip
    _unless_there(connection, CASES, made)
    which = (CASES.c.workspace_id == workspace) & (CASES.c.name == name)
    return str(connection.scalar(select(CASES.c.id).where(which)))


def _moved(connection: Connection, case: str, now: str, base: int | None) -> int | None:
    """Move the head of a case by one, only from `base` where there is one; the new head."""
    move = update(CASES).where(CASES.c.id == case)
    if base is not None:
        move = move.where(CASES.c.head == base)
    move = move.values(head=CASES.c.head + 1, saved_at=now, archived=False)
    found: int | None = connection.scalar(move.returning(CASES.c.head))
    return found


def _add(connection: Connection, case: str, version: Version, written: str) -> None:
    kept = {key: getattr(version, key) for key in TOLD}
    connection.execute(VERSIONS.insert().values(case_id=case, scenario=written, **kept))


def _unless_there(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, or nothing where its name is taken; each database has its own statement."""
    from sqlalchemy.dialects import postgresql, sqlite

    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(table).values(**row).on_conflict_do_nothing())


def _lines() -> Select[Any]:
    return select(
        WORKSPACES.c.name.label("workspace"),
        CASES.c.name,
        CASES.c.head.label("versions"),
        CASES.c.saved_at,
        CASES.c.archived,
    ).join_from(CASES, WORKSPACES)


def _versions(workspace: str, name: str) -> Select[Any]:
    shown = (VERSIONS.c[key] for key in TOLD)
    return (
        select(WORKSPACES.c.name.label("workspace"), CASES.c.name, *shown)
        .join_from(VERSIONS, CASES)
        .join(WORKSPACES)
        .where(WORKSPACES.c.name == workspace, CASES.c.name == name)
    )


def _opened(row: RowMapping) -> Version:
    return Version(**{**row, "scenario": parse_scenario(row["scenario"])})


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
