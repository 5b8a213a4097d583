"""Pages as somebody who signed in sees them: what Streamlit would have been told of them."""

from __future__ import annotations

import time
from typing import Any

import pytest

ANNA = {"sub": "anna", "name": "Anna Léonard", "email": "anna@dupont.example"}
BOB = {"sub": "bob", "name": "Bob Martin", "email": "bob@dupont.example"}


def claims(who: dict[str, Any]) -> dict[str, Any]:
    """What a provider tells of somebody who has just signed in."""
    told = {"is_logged_in": True, "iss": "https://login.example", "iat": int(time.time())}
    return {**told, "email_verified": True, **who}


def sign_in(monkeypatch: pytest.MonkeyPatch, who: dict[str, Any] | None) -> None:
    """From now on this is who asks; nobody with None, where people sign in."""
    told = {"is_logged_in": False} if who is None else claims(who)
    monkeypatch.setattr("streamlit.user_info._get_user_info", told.copy)
