"""Cases by name in workspaces, and every version of them.

Versions are never changed or taken away: saving adds one, and so does restoring an older one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, select, update
from sqlalchemy.exc import IntegrityError

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.declaration.scenario import Scenario
from roi_model.library import database
from roi_model.library.access import (
    Asked,
    can_be,
    case_of,
    entered_or_made,
    new_identity,
    now,
    unless_there,
)
from roi_model.library.errors import ConflictError, LibraryError
from roi_model.library.names import folded, named
from roi_model.library.tables import CASES, DRAFTS, MEMBERS, VERSIONS
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


class Cases(Asked):
    """What a user may do with cases; a workspace has the name that they give it."""

    def save(
        self, workspace: str, name: str, scenario: Scenario, *, author: str | None = None,
        note: str = "", base: int | None = None,
    ) -> Version:  # fmt: skip
        """Add a version to a case, which is made where there is none; committed on return.

        `base` is the version that was changed, 0 for a case that must be new: where another was
        saved since, ConflictError. Without it the version goes on top of whatever is there.
        """
        workspace, name = named(workspace), named(name)
        written, at = dump_scenario(scenario), now()
        with database.writing(self.engine) as connection:
            place = entered_or_made(connection, self.user, workspace)
            case = _case(connection, place, name, at)
            number = _moved(connection, case, at, base)
            if number is None:
                head = connection.scalar(select(CASES.c.head).where(CASES.c.id == case))
                if base and not head:  # renamed meanwhile, or never theirs: nothing to look at
                    raise LibraryError("no_case", workspace=workspace, name=name)
                raise ConflictError(name, base or 0, int(head or 0))
            made = Version(
                workspace,
                name,
                number,
                author=clean_name(self.user.name if author is None else author)[:NAME_LENGTH],
                note=clean_name(note)[:NOTE_LENGTH],
                saved_at=at,
                model_version=MODEL_VERSION,
                scenario=scenario,
            )
            _add(connection, case, made, written)
            mine = (DRAFTS.c.user_id == self.user.id) & (DRAFTS.c.case_id == case)
            connection.execute(delete(DRAFTS).where(mine))
        return made

    def cases(
        self, workspace: str | None = None, search: str = "", *, archived: bool = False,
        most: int | None = None,
    ) -> list[Line]:  # fmt: skip
        """Cases whose name or workspace holds `search`, the latest saved first, at most `most`."""
        found = _lines().where(MEMBERS.c.user_id == self.user.id)
        found = found.where(CASES.c.archived == archived, CASES.c.head > 0)
        if workspace is not None:
            found = found.where(MEMBERS.c.name == clean_name(workspace))
        for word in folded(clean_name(search)).split():
            here = CASES.c.folded.contains(word, autoescape=True)
            found = found.where(here | MEMBERS.c.folded.contains(word, autoescape=True))
        found = found.order_by(CASES.c.saved_at.desc(), CASES.c.name).limit(most)
        with database.reading(self.engine) as connection:
            return [Line(**row) for row in connection.execute(found).mappings()]

    def history(self, workspace: str, name: str) -> list[Version]:
        """All versions of a case, the latest first, without what they hold."""
        with database.reading(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name)
            wanted = _versions(case).order_by(VERSIONS.c.number.desc())
            rows = connection.execute(wanted).mappings()
            return [Version(workspace, **row) for row in rows]

    def show(self, workspace: str, name: str, number: int | None = None) -> Version:
        """One version of a case, the latest without a `number`."""
        at = CASES.c.head if number is None else number if can_be(number) else -1
        with database.reading(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name)
            wanted = _versions(case).add_columns(VERSIONS.c.scenario)
            row = connection.execute(wanted.where(VERSIONS.c.number == at)).mappings().first()
        if row is None:
            raise LibraryError("no_version", workspace=workspace, name=name, number=number)
        return _opened(workspace, row)

    def restore(
        self, workspace: str, name: str, number: int, *, author: str | None = None
    ) -> Version:
        """Make an older version the latest one again, as a new version."""
        old = self.show(workspace, name, number)
        assert old.scenario is not None
        note = text_of_restored(number)
        return self.save(workspace, name, old.scenario, author=author, note=note)

    def duplicate(
        self, workspace: str, name: str, to: str, *, to_workspace: str | None = None
    ) -> Version:
        """The latest version of a case as the first of a new one, whose name must be free."""
        old = self.show(workspace, name)
        assert old.scenario is not None
        where = workspace if to_workspace is None else to_workspace
        return self.save(where, to, old.scenario, note=f"⧉ {name}, {old.number}", base=0)

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

    def _alter(self, workspace: str, name: str, values: dict[str, object]) -> None:
        with database.writing(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name, "editor")
            connection.execute(update(CASES).where(CASES.c.id == case).values(values))


def text_of_restored(number: int) -> str:
    """The note of a version that brings back an older one; the same in every language."""
    return f"↺ {number}"


# One row at a time ----------------------------------------------------------------------------


def _case(connection: Connection, workspace: str, name: str, at: str) -> str:
    """The case of this name, made at version 0 where there is none."""
    made = {"id": new_identity(), "workspace_id": workspace, "name": name, "folded": folded(name),
            "archived": False, "head": 0, "saved_at": at}  # fmt: skip
    unless_there(connection, CASES, made)
    which = (CASES.c.workspace_id == workspace) & (CASES.c.name == name)
    return str(connection.scalar(select(CASES.c.id).where(which)))


def _moved(connection: Connection, case: str, at: str, base: int | None) -> int | None:
    """Move the head of a case by one, only from `base` where there is one; the new head."""
    move = update(CASES).where(CASES.c.id == case)
    if base is not None:
        if not can_be(base):
            return None
        move = move.where(CASES.c.head == base)
    move = move.values(head=CASES.c.head + 1, saved_at=at, archived=False)
    found: int | None = connection.scalar(move.returning(CASES.c.head))
    return found


def _add(connection: Connection, case: str, version: Version, written: str) -> None:
    kept = {key: getattr(version, key) for key in TOLD}
    connection.execute(VERSIONS.insert().values(case_id=case, scenario=written, **kept))


def _lines() -> Select[Any]:
    return select(
        MEMBERS.c.name.label("workspace"),
        CASES.c.name,
        CASES.c.head.label("versions"),
        CASES.c.saved_at,
        CASES.c.archived,
    ).join_from(CASES, MEMBERS, CASES.c.workspace_id == MEMBERS.c.workspace_id)


def _versions(case: str) -> Select[Any]:
    shown = (VERSIONS.c[key] for key in TOLD)
    return select(CASES.c.name, *shown).join_from(VERSIONS, CASES).where(CASES.c.id == case)


def _opened(workspace: str, row: RowMapping) -> Version:
    return Version(workspace, **{**row, "scenario": parse_scenario(row["scenario"])})
