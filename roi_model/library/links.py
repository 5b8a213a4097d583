"""Links that show one version to whoever has them, until they end or are taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select

from roi_model.declaration.scenario import Scenario
from roi_model.library import database
from roi_model.library.access import Asked, can_be, case_of, new_identity, now
from roi_model.library.errors import LibraryError
from roi_model.library.tables import CASES, LINKS, USERS, VERSIONS
from roi_model.library.view import View
from roi_model.storage.scenario_file import parse_scenario

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Link:
    """What is told of a link to those who may write where it leads; times are ISO, in UTC."""

    id: str
    number: int
    made_by: str
    made_at: str
    expires_at: str
    view: View


@dataclass(frozen=True)
class Shared:
    """What a link shows: a version of a case, and what of it."""

    scenario: Scenario
    name: str
    number: int
    saved_at: str
    view: View


class Links(Asked):
    """What a user may do with links; `shared` is for anybody."""

    def share(self, workspace: str, name: str, number: int, view: View, *, days: int) -> str:
        """A new link to a version; its token, which is told this once and kept nowhere."""
        if not 1 <= days <= LONGEST_DAYS:
            raise LibraryError("bad_days", most=LONGEST_DAYS)
        if not can_be(number):
            raise LibraryError("no_version", workspace=workspace, name=name, number=number)
        token, made_at = secrets.token_urlsafe(32), datetime.now(UTC)
        with database.writing(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name, "editor")
            which = (VERSIONS.c.case_id == case) & (VERSIONS.c.number == number)
            if connection.scalar(select(VERSIONS.c.number).where(which)) is None:
                raise LibraryError("no_version", workspace=workspace, name=name, number=number)
            ends = made_at + timedelta(days=days)
            connection.execute(
                LINKS.insert().values(
                    id=new_identity(),
                    hash=_hash(token),
                    case_id=case,
                    number=number,
                    view=view.to_json(),
                    made_by=self.user.id,
                    made_at=made_at.isoformat(timespec="milliseconds"),
                    expires_at=ends.isoformat(timespec="milliseconds"),
                )
            )
        return token

    def links(self, workspace: str, name: str) -> list[Link]:
        """The links to a case that open it still, the latest first."""
        with database.reading(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name, "editor")
            wanted = (
                select(LINKS, USERS.c.name)
                .join_from(LINKS, USERS)
                .where(LINKS.c.case_id == case, LINKS.c.expires_at > now())
                .order_by(LINKS.c.made_at.desc(), LINKS.c.id)
            )
            return [
                Link(row["id"], row["number"], row["name"], row["made_at"], row["expires_at"],
                     View.from_json(row["view"]))
                for row in connection.execute(wanted).mappings()
            ]  # fmt: skip

    def revoke(self, workspace: str, name: str, link_id: str) -> None:
        """End a link now; one that is not there has ended already."""
        with database.writing(self.engine) as connection:
            case = case_of(connection, self.user, workspace, name, "editor")
            which = (LINKS.c.case_id == case) & (LINKS.c.id == link_id)
            connection.execute(delete(LINKS).where(which))

    def shared(self, token: str) -> Shared:
        """What a link shows, to anybody who has it.

        Raises LibraryError("no_link"), alike for one that never was, ended, or was taken back, and
        where its case was put out of sight.
        """
        wanted = (
            select(LINKS.c.view, CASES.c.name, VERSIONS.c.number, VERSIONS.c.saved_at,
                   VERSIONS.c.scenario)
            .join_from(LINKS, VERSIONS)
            .join(CASES)
            .where(LINKS.c.hash == _hash(token), LINKS.c.expires_at > now())
            .where(CASES.c.archived.is_(False))
        )  # fmt: skip
        with database.reading(self.engine) as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            raise LibraryError("no_link")
        found = {**row, "view": View.from_json(row["view"])}
        return Shared(**found | {"scenario": parse_scenario(row["scenario"])})


def _hash(token: str) -> str:
    """What is kept of a token: 256 drawn bits need no salt and no slow function."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
