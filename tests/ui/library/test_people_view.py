"""Members and invitations in the picker, as each role sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.library.library import Library, open_library
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.signed_in import ANNA, BOB, claims, sign_in
from tests.ui.simulate import app, press, then_all

SHOW = preset("trade-show").scenario


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))


def asked_by(who: dict[str, Any]) -> Library:
    """The library as that person sees it."""
    library, told = open_library(), claims(who)
    known = library.signed_in(told["iss"], told["sub"], name=told["name"], email=told["email"])
    return library.seen_by(known)


def keys(made: AppTest) -> set[str]:
    """What can be pressed."""
    return {one.key for one in made.button if one.key and not one.disabled}


def people(made: AppTest) -> AppTest:
    """The part of the picker that shows them."""
    press(made, "do-library")
    made.segmented_control(key="picker-part").set_value("people")
    return then_all(made)


def starting(made: AppTest, start: str) -> list[str]:
    return sorted(key for key in keys(made) if key.startswith(start))


def words(made: AppTest) -> str:
    parts = (made.markdown, made.caption, made.success, made.error, made.button)
    written = [str(getattr(one, "value", "")) for group in parts[:4] for one in group]
    html = [one.proto.body for one in made.get("html")]
    return "\n".join([*written, *html]).replace("\\", "")


def test_an_owner_invites_and_the_invited_one_joins(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = asked_by(ANNA)
    anna.save("Dupont", "Fair", SHOW)
    sign_in(monkeypatch, ANNA)
    made = people(app(lang="en"))
    made.text_input(key="people-email").set_value(" Bob@Dupont.example ")
    press(made, "people-invite")
    assert text("library.said.invited", "en") in words(made)
    assert made.text_input(key="people-email").value == ""
    assert [(one.email, one.role) for one in anna.invitations("Dupont")] == [
        ("bob@dupont.example", "viewer")
    ]
    sign_in(monkeypatch, BOB)
    other = press(app(lang="en"), "do-library")
    assert "Anna Léonard" in words(other)
    (accept,) = starting(other, "invited-accept")
    press(other, accept)
    assert asked_by(BOB).role("Dupont") == "viewer"
    assert text("library.said.joined", "en") in words(other)
    assert starting(other, "invited-") == []


def test_an_invitation_declined_and_one_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = asked_by(ANNA)
    anna.save("Dupont", "Fair", SHOW)
    anna.invite("Dupont", BOB["email"], "editor")
    sign_in(monkeypatch, BOB)
    made = press(app(lang="fr"), "do-library")
    press(made, starting(made, "invited-decline")[0])
    assert (anna.invitations("Dupont"), asked_by(BOB).workspaces()) == ([], [])
    anna.invite("Dupont", BOB["email"], "editor")
    sign_in(monkeypatch, ANNA)
    made = people(app(lang="fr"))
    press(made, starting(made, "people-withdraw")[0])
    assert anna.invitations("Dupont") == []


def test_a_viewer_reads_and_saves_as_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    anna, bob = asked_by(ANNA), asked_by(BOB)
    anna.save("Dupont", "Fair", SHOW)
    anna.save("Dupont", "Fair", SHOW)
    bob.accept(anna.invite("Dupont", BOB["email"], "viewer").id)
    sign_in(monkeypatch, BOB)
    made = press(app(lang="en"), "do-library")
    press(made, "picker-open-0")
    press(made, "do-kept")
    assert text("library.ui.read_only", "en", workspace="Dupont") in words(made)
    assert "Dupont" not in made.selectbox(key="picker-workspace").options
    made.segmented_control(key="picker-part").set_value("versions")
    then_all(made)
    assert starting(made, "picker-look") == ["picker-look-1", "picker-look-2"]
    assert not keys(made) & {"picker-restore-1", "picker-rename", "picker-archive"}
    made.segmented_control(key="picker-part").set_value("people")
    then_all(made)
    assert starting(made, "people-") == [f"people-leave-now-{bob.user.id}"]
    press(made, "picker-save")
    assert {(one.workspace, one.name) for one in bob.cases()} == {
        ("My cases", "Fair"),
        ("Dupont", "Fair"),
    }
    assert len(anna.history("Dupont", "Fair")) == 2


def test_who_was_taken_out_is_told_where_the_case_still_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna, bob = asked_by(ANNA), asked_by(BOB)
    anna.save("Dupont", "Fair", SHOW)
    bob.accept(anna.invite("Dupont", BOB["email"], "editor").id)
    sign_in(monkeypatch, BOB)
    made = press(press(app(lang="en"), "do-library"), "picker-open-0")
    press(made, "do-kept")
    anna.remove("Dupont", bob.user.id)
    press(made, "picker-as")
    assert text("library.ui.no_member", "en", workspace="Dupont") in words(made)
    press(made, "picker-save")
    assert [one.workspace for one in bob.cases()] == ["My cases"]
    assert len(anna.history("Dupont", "Fair")) == 1


def test_an_owner_changes_a_role_and_takes_somebody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    anna, bob = asked_by(ANNA), asked_by(BOB)
    anna.save("Dupont", "Fair", SHOW)
    bob.accept(anna.invite("Dupont", BOB["email"], "viewer").id)
    sign_in(monkeypatch, ANNA)
    made = people(app(lang="en"))
    role = f"people-role-{bob.user.id}"
    made.selectbox(key=role).set_value("editor")
    then_all(made)
    assert bob.role("Dupont") == "editor"
    # The only owner stays one; where both are, one of them may go.
    assert starting(made, "people-leave") == []
    assert [one.key for one in made.selectbox if "people-role" in str(one.key)] == [role]
    made.selectbox(key=role).set_value("owner")
    then_all(made)
    assert starting(made, "people-leave") == [f"people-leave-now-{anna.user.id}"]
    press(made, f"people-remove-now-{bob.user.id}")
    assert bob.workspaces() == []


MARKED = "![x](http://evil.example/x.png) <img src=x>"


def test_a_members_name_is_words_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    anna, mallory = asked_by(ANNA), asked_by({**BOB, "name": MARKED})
    mallory.save(MARKED, "Fair", SHOW)
    mallory.invite(MARKED, ANNA["email"], "viewer")
    anna.save("Dupont", "Fair", SHOW)
    mallory.accept(anna.invite("Dupont", BOB["email"], "viewer").id)
    sign_in(monkeypatch, ANNA)
    made = people(app(lang="en"))
    html = "".join(one.proto.body for one in made.get("html"))
    assert "<img" not in html and "&lt;img" in html
    shown = [one.value for one in (*made.markdown, *made.caption)][1:]  # after the style sheet
    labels = [one.label for one in (*made.selectbox, *made.button)]
    assert [one for one in (*shown, *labels) if "![" in one or "](" in one] == []
    assert any("evil" in one for one in shown) and any("evil" in one for one in labels)


def test_the_frame_tells_of_an_invitation_and_without_a_login_of_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna = asked_by(ANNA)
    anna.save("Dupont", "Fair", SHOW)
    anna.invite("Dupont", BOB["email"], "viewer")
    assert app(lang="en").button(key="do-library").help == text("library.ui.help", "en")
    sign_in(monkeypatch, BOB)
    assert app(lang="en").button(key="do-library").help == text("people.to_me.help", "en")


def test_who_has_no_verified_email_is_told_that_nobody_can_invite_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sign_in(monkeypatch, {**ANNA, "email_verified": False})
    made = press(app(lang="en"), "do-library")
    press(made, "picker-save")
    made.segmented_control(key="picker-part").set_value("people")
    then_all(made)
    assert text("people.no_email", "en") in words(made)
