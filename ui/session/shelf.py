"""The library as the app knows it: every page and dialog asks here, and nothing else does.

It is asked as whoever is signed in (`ui/session/who.py`). The database is imported and opened when
it is first needed, never while a page is drawn.
"""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from roi_model import formatting, logs
from roi_model.attempts import Attempts
from roi_model.declaration.errors import ScenarioError
from roi_model.declaration.scenario import Scenario
from roi_model.library.errors import UNANSWERED, LibraryError, unplaced
from roi_model.library.names import named
from roi_model.library.people import NOBODY
from roi_model.settings import TRIES
from roi_model.storage.own_names import in_language
from roi_model.storage.scenario_file import dump_scenario
from roi_model.texts import text
from ui.session import cached, state, who
from ui.session.session import Change, Kept

if TYPE_CHECKING:
    from roi_model.library.library import Draft, Library, Line, Link, Shared, Version
    from roi_model.library.people import Invitation, Member, Role
    from roi_model.library.view import View

T = TypeVar("T")

MOST = 50
"""Cases that the picker lists; a search finds the others."""
_NEW_LINKS = Attempts(TRIES)  # by who makes them


# The case on screen ---------------------------------------------------------------------------


def kept() -> Kept | None:
    """Which version of the library the case on screen was opened from or last saved as."""
    return state.kept()


def is_changed() -> bool:
    """Whether the case on screen holds what no version of it does: never saved, or edited since."""
    found = kept()
    return found is None or found.mark != _mark(state.scenario())


def status(lang: str) -> str:
    """How the case on screen stands to the library, in a few words."""
    found = kept()
    if found is None:
        return text("library.status.new", lang)
    if is_changed():
        return text("library.status.changed", lang, number=found.number)
    return text("library.status.saved", lang, number=found.number, at=when(found.saved_at, lang))


def when(saved_at: str, lang: str) -> str:
    """A time of the library in words, as the reader's clock had it."""
    at = local(saved_at)
    return formatting.moment(at, datetime.now(at.tzinfo), lang)


def local(saved_at: str) -> datetime:
    """A time of the library (ISO, UTC) as the reader's clock had it."""
    return datetime.fromisoformat(saved_at).astimezone(who.zone())


def _mark(scenario: Scenario) -> str:
    found: str = cached.about("mark", scenario, lambda: mark_of(scenario))
    return found


def mark_of(scenario: Scenario) -> str:
    """What tells one content from another; the name of the case and the language are none."""
    bare = dataclasses.replace(in_language(scenario, "en"), name="-")
    return hashlib.sha256(dump_scenario(bare).encode()).hexdigest()[:16]


# What there is --------------------------------------------------------------------------------


def cases(workspace: str | None = None, search: str = "", *, archived: bool = False) -> list[Line]:
    """The latest saved first, at most `MOST`."""
    with _told() as library:
        return library.cases(workspace, search, archived=archived, most=MOST)


def workspaces(needed: Role = "viewer") -> list[str]:
    """Those where the reader may do what that role may."""
    with _told() as library:
        return library.workspaces(needed)


def may_write(workspace: str) -> bool:
    """Whether the reader may save there: as editor or owner, as this machine's one user is."""
    return not who.has_login() or workspace in workspaces("editor")


def history() -> list[Version]:
    """The versions of the case on screen, the latest first."""
    with _told() as library:
        return library.history(*_place())


def on_screen() -> Version:
    """The version that the case on screen was opened from, or saved as."""
    with _told() as library:
        return library.show(*_place(), _kept().number)


def latest() -> Version:
    """What the case on screen is in the library by now."""
    with _told() as library:
        return library.show(*_place())


# What a reader does ---------------------------------------------------------------------------


def save(note: str = "", base: int | None = None) -> None:
    """A new version of the case on screen, changed from `base`: the version it was opened from.

    Raises ConflictError where somebody saved in between, LibraryError.
    """
    found = _kept()
    _save(found.workspace, found.name, note, found.number if base is None else base)


def save_as(workspace: str, name: str, note: str = "") -> None:
    """The case on screen as a new case of the library, whose name it takes. Raises LibraryError."""
    _save(workspace, name, note, 0)


def _save(workspace: str, name: str, note: str, base: int) -> None:
    name = named(name)
    scenario = dataclasses.replace(state.scenario(), name=name)
    with _told() as library:
        made = library.save(workspace, name, scenario, note=note, base=base)
    state.called(name)
    state.keep(_known(made, scenario))


def open_version(workspace: str, name: str, number: int | None = None) -> None:
    """A version on screen, the latest without a `number`; what was there is one undo away."""
    with _told() as library:
        _show(library.show(workspace, name, number))


def restore(number: int) -> None:
    """An older version as the latest one, and on screen; what was there is one undo away."""
    with _told() as library:
        _show(library.restore(*_place(), number))


def _show(found: Version) -> None:
    assert found.scenario is not None
    scenario = dataclasses.replace(found.scenario, name=found.name)
    was, done = kept(), None
    if was is not None and _place() == (found.workspace, found.name):
        said = {"number": str(found.number)}
        done = Change(state.scenario(), scenario, key="library.said.version", values=said)
    state.open_case(scenario, done, _known(found, scenario))
    state.extras()["opened"] = state.held().now.line


def rename(name: str) -> None:
    """Another name for the case on screen, in the library too."""
    found, name = _kept(), named(name)
    with _told() as library:
        library.rename(found.workspace, found.name, name)
    state.follow_kept(found.workspace, found.name, name)
    state.called(name)


def archive(workspace: str, name: str) -> None:
    """Out of the list."""
    with _told() as library:
        library.archive(workspace, name)


def bring_back(workspace: str, name: str) -> None:
    """Into the list again."""
    with _told() as library:
        library.archive(workspace, name, archived=False)


def draft() -> Draft | None:
    """How the reader left the case on screen, elsewhere or before, where that is no version."""
    with _told() as library:
        return library.draft(*_place())


def drop_draft() -> None:
    with _told() as library:
        library.drop_draft(*_place())


def _kept() -> Kept:
    found = kept()
    if found is None:
        raise LibraryError("no_case", workspace="", name=state.case_name())
    return found


def _place() -> tuple[str, str]:
    found = _kept()
    return found.workspace, found.name


def _known(version: Version, scenario: Scenario) -> Kept:
    return Kept(version.workspace, version.name, version.number, version.saved_at, _mark(scenario))


# Who may see it -------------------------------------------------------------------------------

NOTICED = 60.0
"""Seconds after which a page looks again whether somebody has invited the reader."""


def role(workspace: str) -> Role:
    """What the reader is there."""
    with _told() as library:
        return library.role(workspace)


def members(workspace: str) -> list[Member]:
    with _told() as library:
        return library.members(workspace)


def me() -> str:
    """The reader's identity among members."""
    with _told() as library:
        return library.user.id


def set_role(workspace: str, member_id: str, role: Role) -> None:
    with _told() as library:
        library.set_role(workspace, member_id, role)


def remove(workspace: str, member_id: str) -> None:
    """Take a member out, or leave."""
    with _told() as library:
        library.remove(workspace, member_id)


def invite(workspace: str, email: str, role: Role) -> None:
    """Somebody, by the e-mail that they sign in with."""
    with _told() as library:
        library.invite(workspace, email, role)


def invitations(workspace: str) -> list[Invitation]:
    """Those that nobody has taken up yet."""
    with _told() as library:
        return library.invitations(workspace)


def withdraw(workspace: str, invitation_id: str) -> None:
    with _told() as library:
        library.withdraw(workspace, invitation_id)


def invited() -> list[Invitation]:
    """Where the reader is invited to."""
    with _told() as library:
        found = library.invited()
    state.extras()["invited"] = time.monotonic(), len(found)
    return found


def is_invited() -> bool:
    """The same for a page, which need not be right at once, and goes on without a library."""
    if not who.has_login():
        return False
    at, count = state.extras().get("invited", (0.0, 0))
    if at and time.monotonic() - at < NOTICED:
        return bool(count)
    try:
        return bool(invited())
    except LibraryError:
        state.extras()["invited"] = time.monotonic(), 0
        return False


def accept(invitation_id: str) -> None:
    with _told() as library:
        library.accept(invitation_id)


def decline(invitation_id: str) -> None:
    with _told() as library:
        library.decline(invitation_id)


# Links ----------------------------------------------------------------------------------------


def share(view: View, days: int) -> str:
    """A new link to the version on screen; its key, which is told this once."""
    if seconds := _NEW_LINKS.wait(who.mark() or ""):
        raise LibraryError("too_many_links", seconds=seconds)
    with _told() as library:
        return library.share(*_place(), _kept().number, view, days=days)


def links() -> list[Link]:
    """The links to versions of the case on screen that open still."""
    with _told() as library:
        return library.links(*_place())


def revoke(link_id: str) -> None:
    with _told() as library:
        library.revoke(*_place(), link_id)


def shared(token: str) -> Shared:
    """What a link shows, to whoever has it."""
    with _told(by_link=True) as library:
        return library.shared(token)


# What workspaces keep -------------------------------------------------------------------------


def answer(question: Callable[[Library], T]) -> T:
    """What the library answers to whoever is there; what a workspace keeps is asked so."""
    with _told() as library:
        return question(library)


# The database ---------------------------------------------------------------------------------


@contextmanager
def _told(*, by_link: bool = False) -> Iterator[Library]:
    """The library as whoever asks may see it, or as nobody may, who has a link; whatever keeps it
    from answering is a LibraryError, which has its sentence.
    """
    try:
        from sqlalchemy.exc import SQLAlchemyError

        from roi_model.library import database

        address = database.address()
    except ImportError as error:
        raise unplaced("no_database") from error
    try:
        library = _opened(address)
        yield library.seen_by(NOBODY) if by_link else who.seen(library)
    except ScenarioError as error:  # of a newer program, say
        logs.failed("case_unreadable", error)
        raise LibraryError("unreadable", why=str(error).partition("\n")[0]) from error
    except LibraryError as error:
        if error.code not in UNANSWERED:
            raise
        _opened.clear()  # the next one looks anew, and brings what is there up to date
        logs.failed("library_failed", error.__cause__ or error)
        raise unplaced(error.code) from error
    except (OSError, ImportError, SQLAlchemyError) as error:
        logs.failed("library_failed", error)
        known = error if isinstance(error, OSError) else None
        raise unplaced(database.of_folder(database.data_folder(), known)) from error


@st.cache_resource(show_spinner=False, max_entries=2)
def _opened(address: str) -> Library:
    """One for all sessions: it holds a way to the database, nothing that it ever answered."""
    from roi_model.library.library import open_library

    return open_library(address)


# The picker -----------------------------------------------------------------------------------


def ask(part: str = "cases") -> None:
    """Callback of a button: the picker opens, at a part, with the run of the page that follows."""
    state.extras()["picker"] = {"part": part}
    st.rerun()


def asked() -> dict[str, Any]:
    """What the open picker holds; empty where none is."""
    found: dict[str, Any] = state.extras().get("picker", {})
    return found
