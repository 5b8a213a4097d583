"""Members, invitations and signing in: the same on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from roi_model.library.errors import LibraryError
from roi_model.library.library import Library
from tests.library.plans import PLAN

ISSUER = "https://id.example"


def signed(library: Library, who: str, email: str = "") -> Library:
    return library.seen_by(library.signed_in(ISSUER, who, name=who, email=email))


def test_who_signs_in_again_is_the_same(library: Library) -> None:
    first = library.signed_in(ISSUER, "1", name="Ana", email="Ana@Example.com")
    assert (first.name, first.email) == ("Ana", "ana@example.com")
    again = library.signed_in(ISSUER, "1", name="Ana B.", email="")
    assert (again.id, again.name, again.email) == (first.id, "Ana B.", "")
    others = {library.signed_in(ISSUER, "2", name="Ana").id,
              library.signed_in("https://other.example", "1", name="Ana").id}  # fmt: skip
    assert len(others | {first.id}) == 3


def test_of_many_who_sign_in_at_once_each_is_one(library: Library) -> None:
    def sign(number: int) -> str:
        return library.signed_in(ISSUER, str(number % 4), name="Ana").id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(sign, range(40)))) == 4


@pytest.mark.parametrize("subject", ["", "x" * 256, "a\nb", "a\x00b"])
def test_what_is_no_identity_is_refused(library: Library, subject: str) -> None:
    with pytest.raises(LibraryError) as refused:
        library.signed_in(ISSUER, subject, name="Ana")
    assert refused.value.code == "no_identity"


def test_an_invitation_is_for_its_verified_address_alone(library: Library) -> None:
    ana, ben = signed(library, "ana"), signed(library, "ben", "BEN@example.com")
    ana.save("W", "N", PLAN)
    made = ana.invite("W", " Ben@Example.com ", "editor")
    assert ben.invited() == [made] and made.by == "ana"
    for other in (signed(library, "eve"), signed(library, "eve2", "eve@example.com")):
        assert other.invited() == []
        with pytest.raises(LibraryError):
            other.accept(made.id)
    assert ben.accept(made.id) == "W" and ben.role("W") == "editor"
    assert ben.save("W", "N", PLAN).number == 2
    assert ben.invited() == [] == ana.invitations("W")
    with pytest.raises(LibraryError):
        ben.accept(made.id)


def test_a_workspace_of_the_same_name_is_numbered(library: Library) -> None:
    ana, ben = signed(library, "ana"), signed(library, "ben", "ben@example.com")
    for one in (ana, ben):
        one.save("Acme", "N", PLAN, note=one.user.name)
    name = ben.accept(ana.invite("Acme", "ben@example.com", "viewer").id)
    assert name == "Acme (2)" and ben.workspaces() == ["Acme", "Acme (2)"]
    assert ben.show("Acme", "N").note == "ben" and ben.show(name, "N").note == "ana"


def test_invited_once_more_a_member_stays_what_they_are(library: Library) -> None:
    ana, ben = signed(library, "ana"), signed(library, "ben", "ben@example.com")
    ana.save("W", "N", PLAN)
    ben.accept(ana.invite("W", "ben@example.com", "editor").id)
    assert ben.accept(ana.invite("W", "ben@example.com", "viewer").id) == "W"
    assert ben.role("W") == "editor"


def test_a_newer_invitation_replaces_the_older(library: Library) -> None:
    ana, ben = signed(library, "ana"), signed(library, "ben", "ben@example.com")
    ana.save("W", "N", PLAN)
    old, new = (ana.invite("W", "ben@example.com", role) for role in ("owner", "viewer"))
    with pytest.raises(LibraryError):
        ben.accept(old.id)
    ana.withdraw("W", old.id)
    assert ben.invited() == [new]
    ben.decline(new.id)
    assert ana.invitations("W") == []


@pytest.mark.parametrize(
    "email", ["", "ana", "@x.org", "a b@x.org", "Ana <a@x.org>", "a@localhost"]
)
def test_what_is_no_address_cannot_be_invited(library: Library, email: str) -> None:
    library.save("W", "N", PLAN)
    with pytest.raises(LibraryError) as refused:
        library.invite("W", email, "viewer")
    assert refused.value.code == "bad_email"


def test_a_workspace_keeps_an_owner(library: Library) -> None:
    ana, ben = signed(library, "ana"), signed(library, "ben", "ben@example.com")
    ana.save("W", "N", PLAN)
    for act in (lambda: ana.remove("W", ana.user.id),
                lambda: ana.set_role("W", ana.user.id, "viewer")):  # fmt: skip
        with pytest.raises(LibraryError) as refused:
            act()
        assert refused.value.code == "last_owner" and ana.role("W") == "owner"
    ben.accept(ana.invite("W", "ben@example.com", "owner").id)
    ana.remove("W", ana.user.id)
    assert ana.workspaces() == [] and [one.name for one in ben.members("W")] == ["ben"]


def test_of_two_owners_who_go_at_once_one_stays(library: Library) -> None:
    for round_ in range(5):
        name = f"W{round_}"
        ana, ben = signed(library, "ana"), signed(library, "ben", "ben@example.com")
        ana.save(name, "N", PLAN)
        ben.accept(ana.invite(name, "ben@example.com", "owner").id)

        def leave(one: Library, name: str = name) -> bool:
            try:
                one.remove(name, one.user.id)
            except LibraryError:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(leave, (ana, ben))) == [False, True]


def test_invitations_of_who_was_removed_end(library: Library) -> None:
    ana, ben = signed(library, "ana"), signed(library, "ben", "ben@example.com")
    ana.save("W", "N", PLAN)
    ben.accept(ana.invite("W", "ben@example.com", "owner").id)
    back = ben.invite("W", "ben@example.com", "owner")
    ana.remove("W", ben.user.id)
    assert ben.invited() == []
    with pytest.raises(LibraryError):
        ben.accept(back.id)
