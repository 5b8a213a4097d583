"""Who may see a workspace: members and their roles, invitations by e-mail, signing in."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, delete, func, select, update
from sqlalchemy.sql import ColumnElement

from roi_model.declaration.card import NAME_LENGTH, clean_name
from roi_model.library import database
from roi_model.library.access import (
    Asked,
    entered,
    join,
    member,
    new_identity,
    now,
    operator,
    unless_there,
)
from roi_model.library.errors import LibraryError
from roi_model.library.names import mailbox
from roi_model.library.people import ROLES, Invitation, Member, Role, User, reaches
from roi_model.library.tables import CASES, INVITATIONS, LINKS, MEMBERS, USERS, WORKSPACES

_LONGEST = 255
"""Of a subject, which OpenID Connect bounds so, and of its issuer."""


class Membership(Asked):
    """What a user may do with members and invitations of their workspaces."""

    def signed_in(self, issuer: str, subject: str, *, name: str, email: str = "") -> User:
        """Who signed in, as the library knows them from now on; `email` only where verified.

        Raises LibraryError where issuer or subject are missing or no identity.
        """
        if not all(0 < len(one) <= _LONGEST and one.isprintable() for one in (issuer, subject)):
            raise LibraryError("no_identity")
        email = mailbox(email) or ""
        told = {"name": clean_name(name)[:NAME_LENGTH] or email or subject[:NAME_LENGTH],
                "email": email}  # fmt: skip
        wanted = select(USERS).where(USERS.c.issuer == issuer, USERS.c.subject == subject)
        with database.reading(self.engine) as connection:
            found = connection.execute(wanted).mappings().first()
        if found is None or any(found[key] != value for key, value in told.items()):
            with database.writing(self.engine) as connection:
                row = {"id": new_identity(), "issuer": issuer, "subject": subject, "made_at": now()}
                unless_there(connection, USERS, row | told)
                who = (USERS.c.issuer == issuer) & (USERS.c.subject == subject)
                connection.execute(update(USERS).where(who).values(told))
                found = connection.execute(wanted).mappings().one()
        return User(found["id"], found["name"], found["email"])

    def by_email(self, email: str) -> User:
        """Who signed in with this verified e-mail, for whoever operates the library."""
        operator(self.user)
        address = mailbox(email)
        which = select(USERS.c.id, USERS.c.name, USERS.c.email).where(USERS.c.email == address)
        with database.reading(self.engine) as connection:
            found = connection.execute(which).mappings().all() if address else []
        if len(found) != 1:
            code = "many_users" if found else "no_user"
            raise LibraryError(code, email=clean_name(email)[:NAME_LENGTH])
        return User(**found[0])

    def workspaces(self, needed: Role = "viewer") -> list[str]:
        """The names of those where the user may do what that role may, in order."""
        enough = [role for role in ROLES if reaches(role, needed)]
        mine = select(MEMBERS.c.name).where(MEMBERS.c.user_id == self.user.id)
        mine = mine.where(MEMBERS.c.role.in_(enough))
        with database.reading(self.engine) as connection:
            return list(connection.scalars(mine.order_by(MEMBERS.c.name)))

    def role(self, workspace: str) -> Role:
        """What the user is there."""
        with database.reading(self.engine) as connection:
            found = member(connection, self.user, workspace)
        if found is None:
            raise LibraryError("no_workspace", workspace=workspace)
        role: Role = found["role"]
        return role

    def members(self, workspace: str) -> list[Member]:
        """Who may see a workspace, by name."""
        with database.reading(self.engine) as connection:
            place = entered(connection, self.user, workspace)
            wanted = (
                select(USERS.c.id, USERS.c.name, USERS.c.email, MEMBERS.c.role)
                .join_from(MEMBERS, USERS)
                .where(MEMBERS.c.workspace_id == place)
                .order_by(USERS.c.name, USERS.c.id)
            )
            return [Member(**row) for row in connection.execute(wanted).mappings()]

    def set_role(self, workspace: str, member_id: str, role: Role) -> None:
        """Let a member do more or less; a workspace keeps an owner."""
        _known(role)
        with database.writing(self.engine) as connection:
            place = _owned(connection, self.user, workspace)
            who = _must_be_member(connection, place, member_id)
            connection.execute(update(MEMBERS).where(who).values(role=role))
            _must_have_an_owner(connection, place)

    def remove(self, workspace: str, member_id: str) -> None:
        """Take a member out, or leave: links and invitations that they made end with it."""
        with database.writing(self.engine) as connection:
            if member_id == self.user.id:
                place = _alone(connection, entered(connection, self.user, workspace))
            else:
                place = _owned(connection, self.user, workspace)
            connection.execute(delete(MEMBERS).where(_must_be_member(connection, place, member_id)))
            _must_have_an_owner(connection, place)
            _end_links(connection, place, member_id)
            made = (INVITATIONS.c.workspace_id == place) & (INVITATIONS.c.made_by == member_id)
            connection.execute(delete(INVITATIONS).where(made))

    # Invitations ------------------------------------------------------------------------------

    def invite(self, workspace: str, email: str, role: Role) -> Invitation:
        """Invite whoever signs in with this verified e-mail; a new invitation replaces an older."""
        _known(role)
        address = mailbox(email)
        if address is None:
            raise LibraryError("bad_email", email=clean_name(email)[:NAME_LENGTH])
        with database.writing(self.engine) as connection:
            place = _owned(connection, self.user, workspace)
            to = (INVITATIONS.c.workspace_id == place) & (INVITATIONS.c.email == address)
            connection.execute(delete(INVITATIONS).where(to))
            row = {"id": new_identity(), "workspace_id": place, "name": workspace,
                   "email": address, "role": role, "made_by": self.user.id,
                   "made_at": now()}  # fmt: skip
            connection.execute(INVITATIONS.insert().values(row))
        return Invitation(row["id"], workspace, address, role, self.user.name)

    def invitations(self, workspace: str) -> list[Invitation]:
        """Those that nobody has taken up yet; for owners."""
        with database.reading(self.engine) as connection:
            place = entered(connection, self.user, workspace, "owner")
            return _invitations(connection, INVITATIONS.c.workspace_id == place)

    def withdraw(self, workspace: str, invitation_id: str) -> None:
        """Take an invitation back; one that is not there is taken back already."""
        with database.writing(self.engine) as connection:
            place = _owned(connection, self.user, workspace)
            which = (INVITATIONS.c.workspace_id == place) & (INVITATIONS.c.id == invitation_id)
            connection.execute(delete(INVITATIONS).where(which))

    def invited(self) -> list[Invitation]:
        """Where the user is invited to."""
        if not self.user.email:
            return []
        with database.reading(self.engine) as connection:
            return _invitations(connection, INVITATIONS.c.email == self.user.email)

    def accept(self, invitation_id: str) -> str:
        """Become a member; the name that the workspace gets, numbered where it is taken."""
        with database.writing(self.engine) as connection:
            found = _taken_up(connection, self.user, invitation_id)
            place = found["workspace_id"]
            here = (MEMBERS.c.user_id == self.user.id) & (MEMBERS.c.workspace_id == place)
            known = connection.scalar(select(MEMBERS.c.name).where(here))
            if known is not None:  # invited once more: what they are stays
                return str(known)
            name, number = found["name"], 2
            while not join(connection, self.user, place, name, found["role"]):
                name, number = f"{found['name'][: NAME_LENGTH - 8]} ({number})", number + 1
            return str(name)

    def decline(self, invitation_id: str) -> None:
        """Not to become a member."""
        with database.writing(self.engine) as connection:
            _taken_up(connection, self.user, invitation_id)


def _known(role: str) -> None:
    if role not in ROLES:
        raise LibraryError("not_allowed")


def _owned(connection: Connection, user: User, workspace: str) -> str:
    return _alone(connection, entered(connection, user, workspace, "owner"))


def _alone(connection: Connection, place: str) -> str:
    """Whoever changes the members of a workspace is alone in it: two owners cannot both go."""
    connection.execute(select(WORKSPACES.c.id).where(WORKSPACES.c.id == place).with_for_update())
    return place


def _must_be_member(connection: Connection, place: str, member_id: str) -> ColumnElement[bool]:
    who = (MEMBERS.c.workspace_id == place) & (MEMBERS.c.user_id == member_id)
    if connection.scalar(select(MEMBERS.c.role).where(who)) is None:
        raise LibraryError("no_member")
    return who


def _must_have_an_owner(connection: Connection, place: str) -> None:
    owners = (MEMBERS.c.workspace_id == place) & (MEMBERS.c.role == "owner")
    if not connection.scalar(select(func.count()).select_from(MEMBERS).where(owners)):
        raise LibraryError("last_owner")


def _end_links(connection: Connection, place: str, member_id: str) -> None:
    cases = select(CASES.c.id).where(CASES.c.workspace_id == place)
    made = (LINKS.c.made_by == member_id) & LINKS.c.case_id.in_(cases)
    connection.execute(delete(LINKS).where(made))


def _invitations(connection: Connection, which: ColumnElement[bool]) -> list[Invitation]:
    wanted = (
        select(INVITATIONS.c.id, INVITATIONS.c.name.label("workspace"), INVITATIONS.c.email,
               INVITATIONS.c.role, USERS.c.name.label("by"))
        .join_from(INVITATIONS, USERS)
        .where(which)
        .order_by(INVITATIONS.c.made_at, INVITATIONS.c.id)
    )  # fmt: skip
    return [Invitation(**row) for row in connection.execute(wanted).mappings()]


def _taken_up(connection: Connection, user: User, invitation_id: str) -> RowMapping:
    """An invitation to the user, which is none any more."""
    mine = (INVITATIONS.c.id == invitation_id) & (INVITATIONS.c.email == user.email)
    found = connection.execute(
        delete(INVITATIONS).where(mine, INVITATIONS.c.email != "").returning(INVITATIONS)
    ).mappings()
    row = found.first()
    if row is None:
        raise LibraryError("no_invitation")
    return row
