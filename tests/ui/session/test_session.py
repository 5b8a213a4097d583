"""What one tab holds, and its address."""

from __future__ import annotations

from tests.ui.session.refused import START, spaced
from ui.session.session import Change, address


def test_a_change_is_said_in_the_language_of_the_moment() -> None:
    done = Change(START, START, key="pages.levers.added", values={"name": "CRM"})
    assert spaced(done.label("fr")) == "« CRM » ajouté"
    assert "CRM" in done.label("en") and done.label("en") != done.label("fr")
    assert Change(START, START).label("fr") == ""


def test_an_address_has_a_page() -> None:
    assert address("http://host", {"case": "a b"}) == "http://host/?case=a+b"
    assert address("https://host/levers", {"case": "é"}) == "https://host/levers?case=%C3%A9"
    assert address("", {"case": "a"}) == "?case=a"
