"""In the frame: whose session this is."""

from __future__ import annotations

import pytest

from roi_model.texts import text
from tests.ui.signed_in import ANNA, sign_in
from tests.ui.simulate import app


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({}, ["Anna Léonard", "anna@dupont.example"]),
        ({"email_verified": False}, ["Anna Léonard"]),
        ({"name": ""}, ["anna@dupont.example"]),
        ({"name": None, "email": None}, [text("login.nameless", "en")]),
    ],
)
def test_a_name_and_the_address_that_invitations_reach(
    told: dict[str, object], shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, {**ANNA, **told})
    assert [one.value for one in app(lang="en").text] == shown
