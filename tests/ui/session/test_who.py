"""Who asks: odd claims, a login that lasts, one person's things never another's, other machines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from roi_model.library.library import open_library
from roi_model.library.people import LOCAL
from roi_model.settings import LOGIN_HOURS
from roi_model.texts import text
from tests.ui.signed_in import ANNA, BOB, claims, sign_in
from tests.ui.simulate import app, move, press, scenario, session
from ui.session import who
from ui.session.who import Identity, identity_of

ISSUER = "https://login.example"
NOW = 1_800_000_000.0
NO_ID = ("", None, 7, "x" * 256, "a\nb", "\ud800")
HOURS = 3600 * LOGIN_HOURS.default


def found(**told: Any) -> Identity | None:
    return identity_of({**claims({**ANNA, "iat": NOW}), **told}, NOW)


def test_who_signed_in_is_somebody() -> None:
    assert found() == Identity(ISSUER, "anna", "Anna Léonard", "anna@dupont.example")


@pytest.mark.parametrize("verified", [False, None, "yes", "false", [True], 2])
def test_an_email_that_nobody_vouches_for_is_none(verified: object) -> None:
    assert found(email_verified=verified) == Identity(ISSUER, "anna", "Anna Léonard", "")


@pytest.mark.parametrize("email", [None, 7, ["anna@dupont.example"]])
def test_an_email_that_is_no_text_is_none(email: object) -> None:
    known = found(email=email)
    assert known is not None and known.email == ""


@pytest.mark.parametrize(
    "told",
    [
        {"is_logged_in": False},
        {"is_logged_in": "true"},
        *({key: odd} for key in ("sub", "iss") for odd in NO_ID),
        *({"iat": odd} for odd in (None, "soon", float("nan"), NOW - HOURS, NOW + who.SKEW + 1)),
    ],
)
def test_claims_that_speak_of_nobody(told: dict[str, Any]) -> None:
    assert found(**told) is None


def test_a_login_lasts_its_hours() -> None:
    assert found(iat=NOW - HOURS + 1) is not None
    assert found(iat=NOW - HOURS) is None


@pytest.mark.parametrize(
    ("iat", "wrong"),
    [(NOW, False), (NOW + who.SKEW, False), (NOW + who.SKEW + 1, True), (NOW - HOURS, False),
     (None, False), ("soon", False), (float("nan"), False)],
)  # fmt: skip
def test_a_login_that_is_still_to_come_tells_of_a_wrong_clock(iat: object, wrong: bool) -> None:
    told = {**claims({**ANNA, "iat": iat})}
    assert who.is_to_come(told, NOW) is wrong
    assert not who.is_to_come({**told, "is_logged_in": False}, NOW)


@pytest.mark.parametrize("place", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_day_is_the_readers_and_not_the_servers(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between these two it is never the same day: for one of them the server's is wrong."""
    context = "streamlit.runtime.context.ContextProxy.timezone"
    monkeypatch.setattr(context, place)
    hours = {"Pacific/Kiritimati": 14, "Pacific/Pago_Pago": -11}[place]
    wanted = (datetime.now(UTC) + timedelta(hours=hours)).date()
    assert who.today() == wanted
    for nowhere in ("Mars/Olympus", "../etc", None):
        monkeypatch.setattr(context, nowhere)
        assert who.today() == date.today()


def test_a_mark_is_one_persons_and_says_nothing_of_them() -> None:
    people = [found(), found(sub="bob"), found(iss="https://other.example")]
    marks = {one.mark for one in people if one}
    assert len(marks) == 3
    assert "anna" not in "".join(marks)


@pytest.mark.parametrize(
    ("headers", "address", "here"),
    [
        ({}, None, True),
        ({"Host": "localhost:8501"}, None, True),
        ({"Host": "127.0.0.1"}, None, True),
        ({"Host": "[::1]:8501"}, None, True),
        ({"Host": "localhost"}, "192.168.1.7", False),
        ({"Host": "roi.example"}, None, False),
        ({"Host": "localhost.roi.example"}, None, False),
        ({"Host": "roi.example@localhost:[x"}, None, False),
        *(
            ({"Host": "localhost", name: "1"}, None, False)
            for name in ("Forwarded", "X-Forwarded-For", "x-forwarded-proto", "X-Real-Ip", "Via")
        ),
    ],
)
def test_what_comes_from_this_machine(
    headers: dict[str, str], address: str | None, here: bool
) -> None:
    assert who.is_this_machine(headers, address) is here


# In the app -----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))


ODD = {"sub": "odd", "name": "<b>x</b> **y** $z$ [a](http://a) \u202e" + "w" * 10_000}


def test_a_name_is_words_and_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, ODD)
    made = app(lang="en")
    shown = [one.value for one in made.text]
    assert shown[0].startswith("<b>x</b> **y** $z$ [a](http://a) www")
    assert len(shown[0]) <= 120
    press(made, "do-library")
    press(made, "picker-save")
    library = open_library()
    saved = library.seen_by(library.signed_in(ISSUER, "odd", name=shown[0])).cases()
    assert [line.name for line in saved] == [scenario(made).name]
    assert library.cases() == []  # nothing of it is this machine's own user's


def test_one_persons_session_is_never_anothers(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, ANNA)
    made = app(lang="en")
    fresh = scenario(made)
    move(made, "deal_value", 2)
    made.session_state["something-of-a-page"] = "anna's"
    session(made).extras["uploads"] = "anna's"
    assert scenario(made) != fresh
    assert "case" in made.query_params
    sign_in(monkeypatch, BOB)
    made.run()
    assert "something-of-a-page" not in made.session_state
    assert "uploads" not in session(made).extras
    assert not session(made).undo
    assert scenario(made).deal_value == fresh.deal_value
    sign_in(monkeypatch, None)
    made.run()
    assert text("login.sign_in", "en") in [one.label for one in made.button]


def test_a_login_that_ended_while_the_page_stood_open(monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(monkeypatch, {**ANNA, "iat": 1})
    made = app(lang="en")
    assert text("login.sign_in", "en") in [one.label for one in made.button]


def test_without_a_login_the_library_is_closed_to_other_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = app(lang="en")
    assert not [one for one in made.button if one.key == "do-sign-out"]
    monkeypatch.setattr(
        "streamlit.runtime.context.ContextProxy.headers", property(lambda _: {"Host": "roi.test"})
    )
    press(made, "do-library")
    assert "The library is closed" in made.error[0].value
    move(made, "deal_value", 2)  # all else goes on
    assert made.button(key="do-undo").disabled is False


def test_the_machines_own_user_is_nobody_who_signs_in() -> None:
    library = open_library()
    assert library.signed_in(ISSUER, LOCAL.id, name=LOCAL.name).id != LOCAL.id
