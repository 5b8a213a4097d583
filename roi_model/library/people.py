"""Who asks, and what each role may do in a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi_model.library.names import user_name

Role = Literal["owner", "editor", "viewer"]
ROLES: tuple[Role, ...] = ("viewer", "editor", "owner")
"""Each may do all that those before it may: read; write cases and links; choose the members."""


@dataclass(frozen=True)
class User:
    """Somebody the library knows; `email` is empty unless who signed them in has verified it."""

    id: str
    name: str
    email: str = ""


LOCAL = User("local", user_name())
"""Who sits at this machine: the one user where nobody signs in, and who operates the library."""

NOBODY = User("nobody", "")
"""Whoever has a link, and need not sign in: a member of nothing."""


@dataclass(frozen=True)
class Member:
    """Somebody who may see a workspace; `id` is the user's."""

    id: str
    name: str
    email: str
    role: Role


@dataclass(frozen=True)
class Invitation:
    """To a workspace, for whoever signs in with this e-mail; `by` is the name of who invites."""

    id: str
    workspace: str
    email: str
    role: Role
    by: str


def reaches(role: str, needed: Role) -> bool:
    """Whether a role may do what another is needed for; an unknown one may do nothing."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(needed)
