"""The one place that asks who asks: every row of the library is reached through here.

A workspace that the user is no member of is answered as one that does not exist.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, RowMapping, Table, delete, select

from roi_model import logs
from roi_model.declaration.card import clean_name
from roi_model.library.errors import LibraryError
from roi_model.library.names import folded
from roi_model.library.people import LOCAL, Role, User, reaches
from roi_model.library.tables import CASES, MEMBERS, USERS, WORKSPACES

MOST_VERSIONS = 2**31 - 1


class Asked:
    """The library as one user asks it."""

    def __init__(self, engine: Engine, user: User = LOCAL) -> None:
        self.engine, self.user = engine, user


def entered(connection: Connection, user: User, workspace: str, needed: Role = "viewer") -> str:
    """The identity of a workspace, where the user may do there what this role may.

    Raises LibraryError: no_workspace, not_allowed.
    """
    found = member(connection, user, workspace)
    if found is None:
        raise LibraryError("no_workspace", workspace=workspace)
    _allowed(found["role"], needed)
    return str(found["workspace_id"])


def case_of(
    connection: Connection, user: User, workspace: str, name: str, needed: Role = "viewer"
) -> str:
    """The identity of a case, likewise. Raises LibraryError: no_case, not_allowed."""
    wanted = (
        select(CASES.c.id, MEMBERS.c.role)
        .join_from(CASES, MEMBERS, CASES.c.workspace_id == MEMBERS.c.workspace_id)
        .where(*_is(user, workspace), CASES.c.name == clean_name(name), CASES.c.head > 0)
    )
    found = connection.execute(wanted).mappings().first()
    if found is None:
        raise LibraryError("no_case", workspace=workspace, name=name)
    _allowed(found["role"], needed)
    return str(found["id"])


def entered_or_made(connection: Connection, user: User, workspace: str) -> str:
    """The identity of a workspace to write in, made with the user as its owner where none is."""
    if member(connection, user, workspace) is None:
        made = new_workspace(connection)
        if not join(connection, user, made, workspace, "owner"):  # made elsewhere meanwhile
            connection.execute(delete(WORKSPACES).where(WORKSPACES.c.id == made))
    return entered(connection, user, workspace, "editor")


def member(connection: Connection, user: User, workspace: str) -> RowMapping | None:
    """What the user is in the workspace that they call so; None where they have none."""
    return connection.execute(select(MEMBERS).where(*_is(user, workspace))).mappings().first()


def operator(user: User) -> None:
    """Refuse whoever does not sit at the machine: what spans workspaces is the operator's."""
    if user.id != LOCAL.id:
        raise LibraryError("not_allowed")


def new_workspace(connection: Connection) -> str:
    """A workspace that nobody sees yet; its identity."""
    made = {"id": new_identity(), "made_at": now()}
    connection.execute(WORKSPACES.insert().values(made))
    return str(made["id"])


def join(connection: Connection, user: User, place: str, name: str, role: Role) -> bool:
    """Make the user a member, with this name for the workspace; False where they have such one."""
    if user.id == LOCAL.id:
        row = {"id": LOCAL.id, "issuer": "", "subject": LOCAL.id, "name": LOCAL.name,
               "email": "", "made_at": now()}  # fmt: skip
        unless_there(connection, USERS, row)
    row = {"workspace_id": place, "user_id": user.id, "role": role, "name": name,
           "folded": folded(name)}  # fmt: skip
    return unless_there(connection, MEMBERS, row)


def unless_there(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a row, or nothing where its name is taken; whether it was inserted."""
    put = _insert(connection)(table).values(**row).on_conflict_do_nothing()
    return connection.execute(put.returning(*table.primary_key)).first() is not None


def put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, in place of the one that has its key."""
    put = _insert(connection)(table).values(**row)
    keys = [column.name for column in table.primary_key]
    new = {name: put.excluded[name] for name in row if name not in keys}
    connection.execute(put.on_conflict_do_update(index_elements=keys, set_=new))


def _insert(connection: Connection) -> Any:
    """Each database has a statement of its own for rows that may be there."""
    from sqlalchemy.dialects import postgresql, sqlite

    return postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert


def can_be(number: int) -> bool:
    """Whether a version can have this number: others are not asked for, no database holds them."""
    return 0 <= number <= MOST_VERSIONS


def new_identity() -> str:
    """Of a row: drawn, so that none tells of another."""
    return uuid4().hex


def now() -> str:
    """The time, in UTC: alike in length, so that two compare as text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _is(user: User, workspace: str) -> tuple[Any, ...]:
    # As names are kept: what no name holds, no database need be asked for, and some cannot be.
    return MEMBERS.c.user_id == user.id, MEMBERS.c.name == clean_name(workspace)


def _allowed(role: str, needed: Role) -> None:
    if not reaches(role, needed):
        logs.tell("library_refused", why="not_allowed", role=role, needed=needed)
        raise LibraryError("not_allowed")
