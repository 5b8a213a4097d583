"""What is kept beside the versions: drafts of one user, and what belongs to a workspace."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.sql import ColumnElement

from roi_model.declaration.scenario import Scenario
from roi_model.library import database
from roi_model.library.access import Asked, can_be, case_of, entered, now, put
from roi_model.library.errors import LibraryError
from roi_model.library.tables import DRAFTS, KEPT
from roi_model.storage.scenario_file import dump_scenario, parse_scenario

MOST_CHARACTERS = 15_000_000
"""Of one thing that a workspace keeps."""


@dataclass(frozen=True)
class Draft:
    """A case as its user left it, changed since version `base`; `saved_at` in UTC."""

    base: int
    scenario: Scenario
    saved_at: str


class Keeping(Asked):
    """Drafts, which are each user's own, and what members of a workspace keep in it."""

    def keep_draft(self, workspace: str, name: str, base: int, scenario: Scenario) -> None:
        """Keep how the user leaves a case, in place of their draft before; a save drops it."""
        if not can_be(base):
            raise LibraryError("no_version", workspace=workspace, name=name, number=base)
        with database.writing(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name)
            row = {"user_id": self.user.id, "case_id": case, "base": base,
                   "scenario": dump_scenario(scenario), "saved_at": now()}  # fmt: skip
            put(connection, DRAFTS, row)

    def draft(self, workspace: str, name: str) -> Draft | None:
        """How the user left a case, where that is no version of it."""
        with database.reading(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name)
            row = connection.execute(select(DRAFTS).where(self._mine(case))).mappings().first()
        if row is None:
            return None
        return Draft(row["base"], parse_scenario(row["scenario"]), row["saved_at"])

    def drop_draft(self, workspace: str, name: str) -> None:
        """Forget it."""
        with database.writing(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name)
            connection.execute(delete(DRAFTS).where(self._mine(case)))

    def keep(self, workspace: str, kind: str, content: str) -> None:
        """Keep something in a workspace, in place of what was there of this kind."""
        if not 0 < len(kind) <= 200 or len(content) > MOST_CHARACTERS:
            raise LibraryError("too_much_kept", most=MOST_CHARACTERS // 1_000_000)
        with database.writing(self.engine) as connection:
            place = entered(connection, self.user, workspace, "editor")
            row = {"workspace_id": place, "kind": kind, "content": content, "saved_at": now()}
            put(connection, KEPT, row)

    def kept(self, workspace: str, kind: str) -> str | None:
        """What a workspace keeps of this kind."""
        with database.reading(self.engine) as connection:
            place = entered(connection, self.user, workspace)
            found = connection.scalar(select(KEPT.c.content).where(_of(place, kind)))
            return None if found is None else str(found)

    def forget(self, workspace: str, kind: str) -> None:
        """Keep it no longer."""
        with database.writing(self.engine) as connection:
            place = entered(connection, self.user, workspace, "editor")
            connection.execute(delete(KEPT).where(_of(place, kind)))

    def _mine(self, case: str) -> ColumnElement[bool]:
        return (DRAFTS.c.user_id == self.user.id) & (DRAFTS.c.case_id == case)


def _of(place: str, kind: str) -> ColumnElement[bool]:
    return (KEPT.c.workspace_id == place) & (KEPT.c.kind == kind)
