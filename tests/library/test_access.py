"""Who may do what: every operation of the library by every role, on rows that are somebody's."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from roi_model.library.errors import LibraryError
from roi_model.library.library import Library
from roi_model.library.people import ROLES, User
from roi_model.library.view import View
from tests.library.plans import DEARER, PLAN

VIEW = View(("result",), ("roi",), ("deal_value",), assumptions=False, sender="", lang="en")
W, N = "Clients of Ana", "Secret plan"
WHO = ("owner", "editor", "viewer", "stranger")


@dataclass(frozen=True)
class World:
    """A workspace with a case, a link, an invitation, something kept; and who is there."""

    library: Library
    people: dict[str, User]
    link: str
    token: str
    invitation: str
    folder: Path

    def by(self, who: str) -> Library:
        return self.library.seen_by(self.people[who])

    def head(self) -> int:
        return self.by("owner").show(W, N).number


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    people = {
        who: library.signed_in("https://id.example", who, name=who, email=f"{who}@example.com")
        for who in (*WHO, "invited", "member")
    }
    ana = library.seen_by(people["owner"])
    ana.save(W, N, PLAN, note="first")
    ana.save(W, N, DEARER)
    for who, role in (("editor", "editor"), ("viewer", "viewer"), ("member", "viewer")):
        made = ana.invite(W, f"{who}@example.com", role)
        library.seen_by(people[who]).accept(made.id)
    ana.keep(W, "mapping", "{}")
    token = ana.share(W, N, 1, VIEW, days=7)
    invitation = ana.invite(W, "invited@example.com", "editor").id
    return World(library, people, ana.links(W, N)[0].id, token, invitation, tmp_path)


# The least role that may, and what it takes; what follows a rename needs no case.
Operation = tuple[str, Callable[[Library, World], object]]
OPERATIONS: dict[str, Operation] = {
    "history": ("viewer", lambda one, _: one.history(W, N)),
    "show": ("viewer", lambda one, _: one.show(W, N, 1)),
    "role": ("viewer", lambda one, _: one.role(W)),
    "members": ("viewer", lambda one, _: one.members(W)),
    "kept": ("viewer", lambda one, _: one.kept(W, "mapping")),
    "draft": ("viewer", lambda one, _: one.draft(W, N)),
    "keep_draft": ("viewer", lambda one, _: one.keep_draft(W, N, 1, DEARER)),
    "drop_draft": ("viewer", lambda one, _: one.drop_draft(W, N)),
    "copy_to": ("viewer", lambda one, at: one.copy_to(at.folder / "copy.roi-library", W)),
    "duplicate": ("viewer", lambda one, _: one.duplicate(W, N, "Mine", to_workspace="My own")),
    "save": ("editor", lambda one, at: one.save(W, N, PLAN, base=at.head())),
    "restore": ("editor", lambda one, _: one.restore(W, N, 1)),
    "archive": ("editor", lambda one, _: one.archive(W, N)),
    "keep": ("editor", lambda one, _: one.keep(W, "mapping", "[]")),
    "forget": ("editor", lambda one, _: one.forget(W, "mapping")),
    "share": ("editor", lambda one, _: one.share(W, N, 2, VIEW, days=1)),
    "links": ("editor", lambda one, _: one.links(W, N)),
    "revoke": ("editor", lambda one, at: one.revoke(W, N, at.link)),
    "rename": ("editor", lambda one, _: one.rename(W, N, "Other")),
    "set_role": ("owner", lambda one, at: one.set_role(W, at.people["member"].id, "editor")),
    "remove": ("owner", lambda one, at: one.remove(W, at.people["member"].id)),
    "invite": ("owner", lambda one, _: one.invite(W, "new@example.com", "viewer")),
    "invitations": ("owner", lambda one, _: one.invitations(W)),
    "withdraw": ("owner", lambda one, at: one.withdraw(W, at.invitation)),
    "accept": ("nobody", lambda one, at: one.accept(at.invitation)),
    "decline": ("nobody", lambda one, at: one.decline(at.invitation)),
}
READING = {"history", "show", "role", "members", "kept", "draft", "copy_to", "links", "invitations"}
OF_THEIR_OWN = {
    "cases",
    "workspaces",
    "invited",
    "copy_from",
    "shared",
    "signed_in",
    "seen_by",
    "by_email",
}
"""What asks for nothing of a workspace by name: shown below, each by a test of its own."""


def everything(library: Library) -> list[tuple[str, ...]]:
    """All rows of all tables: what an operation that was refused must leave as it was."""
    from roi_model.library import database
    from roi_model.library.tables import METADATA

    with database.reading(library.engine) as connection:
        return sorted(
            (table.name, *map(str, row))
            for table in METADATA.sorted_tables
            for row in connection.execute(table.select())
        )


def test_no_operation_is_left_out() -> None:
    public = {
        name
        for name, _ in inspect.getmembers(Library, inspect.isfunction)
        if not name.startswith("_")
    }
    assert public == OPERATIONS.keys() | OF_THEIR_OWN


@pytest.mark.parametrize("who", WHO)
def test_each_role_does_what_it_may_and_nothing_else(world: World, who: str) -> None:
    for name, (needed, act) in OPERATIONS.items():
        allowed = needed in ROLES and who in ROLES and ROLES.index(who) >= ROLES.index(needed)
        if allowed:
            continue
        before = everything(world.library)
        with pytest.raises(LibraryError) as refused:
            act(world.by(who), world)
        unseen = {"no_workspace", "no_case"}
        expected = unseen if who == "stranger" else {"not_allowed"}
        expected = {"no_invitation"} if needed == "nobody" else expected
        assert refused.value.code in expected, name
        assert everything(world.library) == before, name


@pytest.mark.parametrize("who", ROLES)
def test_what_a_role_may_do_is_done(world: World, who: str) -> None:
    for name, (needed, act) in OPERATIONS.items():
        if needed in ROLES and ROLES.index(who) >= ROLES.index(needed):  # type: ignore[arg-type]
            before = everything(world.library)
            act(world.by(who), world)
            reads = name in READING
            assert (everything(world.library) == before) == reads, name


def test_a_stranger_is_answered_as_if_nothing_were_there(world: World) -> None:
    """In the very words, be it there or not; and by what lists there are."""
    stranger = world.by("stranger")
    for name, (needed, act) in OPERATIONS.items():
        if needed == "nobody":
            continue
        with pytest.raises(LibraryError) as there:
            act(stranger, world)
        world.by("owner").rename(W, N, "Elsewhere")
        world.by("owner").archive(W, "Elsewhere")
        with pytest.raises(LibraryError) as gone:
            act(stranger, world)
        world.by("owner").rename(W, "Elsewhere", N)
        world.by("owner").archive(W, N, archived=False)
        assert str(there.value) == str(gone.value), name
    assert stranger.cases() == [] and stranger.cases(W) == [] and stranger.workspaces() == []
    assert stranger.cases(search="secret") == [] and stranger.cases(archived=True) == []
    assert stranger.invited() == []


def test_a_name_tells_nobody_what_others_have(world: World) -> None:
    stranger = world.by("stranger")
    assert stranger.save(W, N, PLAN, base=0).number == 1
    assert stranger.role(W) == "owner"
    assert [one.name for one in stranger.members(W)] == ["stranger"]
    assert len(world.by("owner").history(W, N)) == 2
    assert stranger.kept(W, "mapping") is None and stranger.draft(W, N) is None
    with pytest.raises(LibraryError):
        stranger.show(W, N, 2)


def test_identities_of_others_open_nothing(world: World) -> None:
    """Links, members and invitations of another workspace, named from one's own."""
    stranger = world.by("stranger")
    stranger.save("Own", "Case", PLAN)
    before = everything(world.library)
    stranger.revoke("Own", "Case", world.link)
    stranger.withdraw("Own", world.invitation)
    for act in (
        lambda: stranger.remove("Own", world.people["viewer"].id),
        lambda: stranger.set_role("Own", world.people["viewer"].id, "owner"),
        lambda: stranger.accept(world.invitation),
        lambda: stranger.decline(world.invitation),
    ):
        with pytest.raises(LibraryError):
            act()
    assert everything(world.library) == before


def test_all_there_is_goes_to_the_operator_alone(world: World, tmp_path: Path) -> None:
    copy = tmp_path / "all.roi-library"
    assert world.library.copy_to(copy) > 10
    owner = world.by("owner")
    for act in (
        lambda: owner.copy_to(tmp_path / "b.roi-library"),
        lambda: owner.copy_from(copy),
        lambda: owner.by_email("viewer@example.com"),
    ):
        with pytest.raises(LibraryError) as refused:
            act()
        assert refused.value.code == "not_allowed"
    # Who operates the library is a user like others where it comes to what is in it.
    assert world.library.cases() == [] and world.library.workspaces() == []


def test_who_is_no_member_any_more_has_nothing(world: World) -> None:
    editor = world.by("editor")
    token = editor.share(W, N, 1, VIEW, days=7)
    editor.keep_draft(W, N, 2, PLAN)
    world.by("owner").remove(W, world.people["editor"].id)
    assert editor.cases() == [] and editor.workspaces() == []
    for name, (needed, act) in OPERATIONS.items():
        if needed != "nobody":
            with pytest.raises(LibraryError) as refused:
                act(editor, world)
            assert refused.value.code in ("no_workspace", "no_case"), name
    with pytest.raises(LibraryError) as ended:
        editor.shared(token)  # a link would be a way back
    assert ended.value.code == "no_link"
    assert world.library.shared(world.token).scenario == PLAN


@pytest.mark.parametrize("odd", [
    "\ud800", "\0", "a\0b", "%", "_", "\\", "' OR 1=1 --", "\u202e" + W, W.replace("i", "\u0456"),
    "x" * 5000, "",
])  # fmt: skip
def test_what_is_no_name_is_looked_up_in_vain(world: World, odd: str) -> None:
    """Neither found nor a fault of the database, on either."""
    stranger, owner = world.by("stranger"), world.by("owner")
    for act in (
        lambda: stranger.show(odd, N), lambda: stranger.kept(odd, "mapping"),
        lambda: stranger.history(W, odd), lambda: owner.show(W, odd), lambda: owner.draft(W, odd),
    ):  # fmt: skip
        with pytest.raises(LibraryError) as refused:
            act()
        assert refused.value.code in ("no_workspace", "no_case")
    assert stranger.cases(odd) == stranger.cases(search=odd) == []
    with pytest.raises(LibraryError) as ended:
        world.library.shared(world.token + odd if odd else world.token.swapcase())
    assert ended.value.code == "no_link"


@pytest.mark.parametrize("number", [-1, 2**31, 2**63, 2**70])
def test_a_number_that_no_version_has_is_none(world: World, number: int) -> None:
    owner = world.by("owner")
    for act in (
        lambda: owner.show(W, N, number), lambda: owner.restore(W, N, number),
        lambda: owner.share(W, N, number, VIEW, days=1),
        lambda: owner.keep_draft(W, N, number, PLAN), lambda: owner.save(W, N, PLAN, base=number),
    ):  # fmt: skip
        with pytest.raises(LibraryError) as refused:
            act()
        assert refused.value.code in ("no_version", "conflict")
