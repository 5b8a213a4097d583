"""Drafts and what workspaces keep: the same on both databases."""

from __future__ import annotations

import pytest

from roi_model.library.errors import LibraryError
from roi_model.library.keeping import MOST_CHARACTERS
from roi_model.library.library import Library
from tests.library.plans import DEARER, PLAN


def test_a_draft_is_its_users_own_until_they_save(library: Library) -> None:
    library.save("W", "N", PLAN)
    ben = library.seen_by(library.signed_in("https://id.example", "b", name="b", email="b@x.org"))
    ben.accept(library.invite("W", "b@x.org", "viewer").id)
    assert library.draft("W", "N") is None
    for plan in (PLAN, DEARER):
        library.keep_draft("W", "N", 1, plan)
    found = library.draft("W", "N")
    assert found is not None and (found.base, found.scenario) == (1, DEARER)
    assert ben.draft("W", "N") is None
    ben.keep_draft("W", "N", 1, PLAN)
    library.save("W", "N", DEARER, base=1)
    assert library.draft("W", "N") is None and ben.draft("W", "N") is not None
    ben.drop_draft("W", "N")
    assert ben.draft("W", "N") is None


def test_a_workspace_keeps_one_of_a_kind(library: Library) -> None:
    for name in ("W", "V"):
        library.save(name, "N", PLAN)
    for content in ("[]", '{"é": "“x”"}'):
        library.keep("W", "mapping", content)
    assert library.kept("W", "mapping") == '{"é": "“x”"}'
    assert library.kept("W", "actuals") is None and library.kept("V", "mapping") is None
    library.forget("W", "mapping")
    assert library.kept("W", "mapping") is None


@pytest.mark.parametrize(("kind", "size"), [("", 1), ("k" * 201, 1), ("k", MOST_CHARACTERS + 1)])
def test_what_is_kept_is_bounded(library: Library, kind: str, size: int) -> None:
    library.save("W", "N", PLAN)
    with pytest.raises(LibraryError):
        library.keep("W", kind, "x" * size)
