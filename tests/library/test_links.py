"""Links to a version: told once, unguessable, ended in the same words as never made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roi_model.library import database, links
from roi_model.library.errors import LibraryError
from roi_model.library.library import Library
from roi_model.library.tables import LINKS
from roi_model.library.view import View
from tests.library.plans import DEARER, PLAN
from tests.library.test_access import VIEW


def refused(library: Library, token: str) -> str:
    with pytest.raises(LibraryError) as told:
        library.shared(token)
    return str(told.value)


def test_a_link_shows_its_version_to_anybody(library: Library) -> None:
    library.save("W", "N", PLAN)
    token = library.share("W", "N", 1, VIEW, days=30)
    library.save("W", "N", DEARER)
    anybody = library.seen_by(library.signed_in("https://id.example", "x", name="x"))
    found = anybody.shared(token)
    assert (found.scenario, found.name, found.number, found.view) == (PLAN, "N", 1, VIEW)
    [link] = library.links("W", "N")
    lasts = datetime.fromisoformat(link.expires_at) - datetime.fromisoformat(link.made_at)
    assert (link.number, lasts) == (1, timedelta(days=30))


def test_what_ended_answers_as_what_never_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.save("W", "N", PLAN)
    never = refused(library, "A" * 43)
    revoked = library.share("W", "N", 1, VIEW, days=1)
    library.revoke("W", "N", library.links("W", "N")[0].id)
    assert refused(library, revoked) == never and library.links("W", "N") == []
    ended = library.share("W", "N", 1, VIEW, days=1)
    library.shared(ended)
    later = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr(links, "now", lambda: later.isoformat(timespec="milliseconds"))
    assert refused(library, ended) == never and library.links("W", "N") == []
    monkeypatch.undo()
    library.archive("W", "N")
    assert refused(library, ended) == never
    for odd in ("", "'", "%", "\x00", "\ud800", "é" * 10_000, ended[:-1], ended.swapcase()):
        assert refused(library, odd) == never


def test_the_database_holds_no_token(library: Library) -> None:
    library.save("W", "N", PLAN)
    tokens = {library.share("W", "N", 1, VIEW, days=1) for _ in range(20)}
    assert len(tokens) == 20 and min(map(len, tokens)) >= 43
    with database.reading(library.engine) as connection:
        rows = str(connection.execute(LINKS.select()).all())
    assert not any(token in rows for token in tokens)


def test_only_a_version_that_is_there_for_some_days_can_be_shared(library: Library) -> None:
    library.save("W", "N", PLAN)
    for number, days in ((2, 7), (1, 0), (1, 367)):
        with pytest.raises(LibraryError):
            library.share("W", "N", number, VIEW, days=days)
    assert library.links("W", "N") == []


def test_a_link_of_another_case_is_not_revoked(library: Library) -> None:
    for name in ("N", "Other"):
        library.save("W", name, PLAN)
    token = library.share("W", "N", 1, VIEW, days=1)
    library.revoke("W", "Other", library.links("W", "N")[0].id)
    assert library.shared(token).view == View.from_json(VIEW.to_json())
