"""What a link opens, and what it does not: other addresses, other pages, an end of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from roi_model.attempts import Attempts
from roi_model.library.library import Library
from roi_model.library.tables import LINKS
from roi_model.settings import TRIES
from roi_model.texts import text
from tests.ui.client.visits import PLACE, marked, ran, sent, shared, view, visit
from tests.ui.signed_in import BOB, sign_in
from tests.ui.simulate import app, scenario, session
from ui.client import visit as opened
from ui.session import who
from ui.session.session import Snapshot


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))


def is_visit(made: AppTest) -> bool:
    keys = {button.key for button in made.button}
    return "client-back" in keys and not any(k and k.startswith("do-") for k in keys)


def test_a_link_shows_the_case_and_nothing_of_the_app() -> None:
    _, token = shared()
    made = visit(token)
    assert is_visit(made) and session(made).guest
    assert scenario(made) == marked()
    assert {box.key for box in (*made.selectbox, *made.text_input)} == set()


@pytest.mark.parametrize("whoever", [None, BOB])
def test_a_link_needs_no_login_and_asks_for_no_membership(
    whoever: dict[str, Any] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = shared()
    sign_in(monkeypatch, whoever)
    assert is_visit(visit(token))


def test_what_a_browser_says_of_its_address_later_opens_nothing_more() -> None:
    _, token = shared()
    case = Snapshot("own", marked(), marked()).codes[0]
    made = visit(token, case=case, base=case, lang="fr", currency="USD")
    assert is_visit(made) and session(made).lang == "en", "as its sender chose"
    for params in ({}, {"case": case}, {"share": "other"}):
        made.query_params.clear()
        for key, value in params.items():
            made.query_params[key] = value
        assert is_visit(ran(made))
        told = {key: made.query_params[key] for key in made.query_params}
        assert {k: v if isinstance(v, str) else v[0] for k, v in told.items()} == params


def test_the_addresses_of_other_pages_show_the_same() -> None:
    _, token = shared()
    made = visit(token)
    for page in ("actuals", "deliver", "method"):
        made.switch_page(f"pages/{page}.py")
        made.query_params["share"] = token
        assert is_visit(ran(made))


def told(made: AppTest) -> str:
    return made.title[0].value


def test_who_opens_too_many_links_in_vain_waits_and_open_visits_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ROI_TRIES", "3")
    monkeypatch.setattr(opened, "_IN_VAIN", Attempts(TRIES, clock=lambda: 0.0))
    nobody = "192.0.2.1"
    monkeypatch.setattr(who, "address", lambda: nobody)
    _, token = shared()
    made = visit(token)
    assert [told(visit(f"guess-{number}")) for number in range(3)] == [
        text("client.no_link.title", "en")
    ] * 3
    for one in ("guess-4", token):  # a good one is not told from a bad one
        refused = visit(one)
        assert told(refused) == text("client.too_many.title", "en")
        assert refused.markdown[0].value == text("client.too_many.said", "en", seconds=20)
    assert is_visit(ran(made)), "those who are inside are not asked again"
    nobody = "192.0.2.2"
    assert is_visit(visit(token)), "nor is anybody else"


def test_a_tab_of_the_app_does_not_become_a_visit() -> None:
    _, token = shared()
    made = app()
    made.query_params["share"] = token
    ran(made)
    assert not is_visit(made) and not session(made).guest
    assert scenario(made) != marked() and "share" not in made.query_params


def expire(library: Library) -> None:
    with library.engine.begin() as connection:
        connection.execute(update(LINKS).values(expires_at="2020-01-01T00:00:00.000+00:00"))


def revoke(library: Library) -> None:
    library.revoke(*PLACE, library.links(*PLACE)[0].id)


def archive(library: Library) -> None:
    library.archive(*PLACE)


def test_a_link_that_ended_says_to_the_byte_what_one_says_that_never_was() -> None:
    library, token = shared()
    never = sent(visit("never"))
    assert text("client.no_link.said", "en").encode() in never
    assert sent(visit("")) == never
    ends: tuple[Callable[[Library], None], ...] = (expire, revoke, archive)
    for end in ends:
        assert sent(visit(token)) != never
        end(library)
        assert sent(visit(token)) == never, end
        token = library.share(*PLACE, 1, view(), days=7)


def test_a_link_taken_back_ends_where_it_is_open() -> None:
    library, token = shared()
    made = visit(token)
    revoke(library)
    ran(made)
    assert text("client.no_link.title", "en") in sent(made).decode(errors="replace")
    assert "roi_session" not in made.session_state, "nothing of the case is left"


def test_a_library_that_is_away_tells_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ROI_DATA", str(tmp_path / "file"))
    said = sent(visit("any")).decode(errors="replace")
    assert text("client.no_answer.title", "en") in said and str(tmp_path) not in said
