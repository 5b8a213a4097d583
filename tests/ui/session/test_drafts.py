"""Drafts: what was changed is found again where no browser remembers it, by nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from roi_model.library.library import Draft, Library, open_library
from roi_model.storage.presets import preset
from roi_model.texts import text
from tests.ui.signed_in import ANNA, BOB, sign_in
from tests.ui.simulate import app, checked, move, press, scenario, session
from ui.session import drafts

PLACE = ("Dupont", "Fair")
PLAN = preset("trade-show").scenario
DEARER = replace(PLAN, deal_value=PLAN.deal_value * 2)


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("ROI_DATA", str(tmp_path))
    monkeypatch.setattr(drafts, "WAIT", 0.0)
    made = open_library()
    made.save(*PLACE, PLAN)
    yield made


def opened() -> AppTest:
    """A session of a browser that remembers nothing, with the case on screen."""
    made = press(app(lang="en"), "do-kept")
    return press(made, "picker-open-0")


def kept_draft(library: Library, unlike: Draft | None = None) -> Draft:
    """The draft, once it is written."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = library.draft(*PLACE)
        if found is not None and found != unlike:
            return found
        time.sleep(0.02)
    raise AssertionError("no draft was kept")


def offers(made: AppTest) -> bool:
    return any(one.key == "draft-back" for one in made.button)


def test_what_was_changed_is_offered_elsewhere_and_brought_back(library: Library) -> None:
    left = move(opened(), "deal_value", 3)
    assert not offers(left)
    assert kept_draft(library).scenario.deal_value == scenario(left).deal_value
    made = opened()
    assert offers(made) and scenario(made).deal_value == PLAN.deal_value
    assert "without saving a version" in made.info[0].value
    press(made, "draft-back")
    assert not offers(made) and scenario(made).deal_value == scenario(left).deal_value
    assert made.button(key="do-kept").label == text("library.status.changed", "en", number=1)
    press(made, "do-undo")  # nothing is lost either way
    assert scenario(made).deal_value == PLAN.deal_value and "Version 1" in status(made)
    press(made, "do-redo")
    press(made, "do-kept")
    press(made, "picker-save")
    assert library.show(*PLACE).number == 2 and library.draft(*PLACE) is None
    assert not offers(opened())


def status(made: AppTest) -> str:
    return str(made.button(key="do-kept").label)


def test_an_offer_is_not_written_over_and_may_be_dropped(library: Library) -> None:
    library.keep_draft(*PLACE, 1, DEARER)
    made = move(opened(), "deal_value", 5)
    time.sleep(0.2)  # a draft of this change would be written by now
    found = library.draft(*PLACE)
    assert found is not None and found.scenario == DEARER and offers(made)
    press(made, "draft-drop")
    assert library.draft(*PLACE) is None and not offers(made)
    move(made, "deal_value", 6)
    assert kept_draft(library).scenario.deal_value == scenario(made).deal_value


def test_of_an_older_version_it_stays_a_change_of_that_one(library: Library) -> None:
    library.keep_draft(*PLACE, 1, DEARER)
    library.save(*PLACE, replace(PLAN, deal_value=1.0))
    library.keep_draft(*PLACE, 1, DEARER)  # as it stood before the other's save
    made = press(opened(), "draft-back")
    assert status(made) == text("library.status.changed", "en", number=1)
    press(made, "do-kept")
    press(made, "picker-save")
    assert library.show(*PLACE).number == 2  # who saves second is told
    assert session(made).extras["picker"]["conflict"] == 1


def test_undone_there_is_nothing_to_bring_back(library: Library) -> None:
    made = move(opened(), "deal_value", 3)
    kept_draft(library)
    press(made, "do-undo")
    until = time.monotonic() + 30
    while library.draft(*PLACE) is not None and time.monotonic() < until:
        time.sleep(0.02)
    assert library.draft(*PLACE) is None


def test_a_draft_is_nobody_elses(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in (ANNA, BOB):
        user = library.signed_in("https://login.example", who["sub"], name=who["name"],
                                 email=who["email"])  # fmt: skip
        if who is ANNA:
            anna = library.seen_by(user)
            anna.save(*PLACE, PLAN)
            anna.invite(PLACE[0], BOB["email"], "editor")
        else:
            bob = library.seen_by(user)
            bob.accept(bob.invited()[0].id)
    sign_in(monkeypatch, ANNA)
    move(opened(), "deal_value", 3)
    kept_draft(anna)
    sign_in(monkeypatch, BOB)
    assert not offers(opened()) and bob.draft(*PLACE) is None
    assert library.draft(*PLACE) is None
    sign_in(monkeypatch, ANNA)
    assert offers(checked(opened()))
