"""What a browser keeps of a session, read back as hostile input."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from roi_model.actuals.targets import Target
from roi_model.actuals.tracking import Tracking
from roi_model.declaration.paths import with_value
from roi_model.storage.link import OWN
from roi_model.storage.presets import preset
from ui.session import browser_copy
from ui.session.session import Kept, Session, Snapshot, from_parameters, to_parameters

HOSTILE = "<img src=x onerror=alert(1)>\u202e **b**"


def worked(steps: int = 3) -> Session:
    """A session in which the deal value was moved, once a step."""
    session = from_parameters({"lang": "fr"}, None)
    for number in range(steps):
        moved = with_value(session.now.scenario, "deal_value", 20_000.0 + number)
        session.step(replace(session.now, scenario=moved), None)
    return session


def seen(steps: list[Snapshot]) -> list[Snapshot]:
    """As undo shows them."""
    return [step.seen("EUR", "fr") for step in steps]


def recalled(sent: dict[str, Any], **params: str) -> Session:
    session = from_parameters(params, "fr-FR")
    browser_copy.recall(session, sent, addressed="case" in params)
    return session


def test_a_tab_comes_back_whole() -> None:
    left = worked()
    left.travel(left.undo, left.redo, "ui.change.undone")
    left.extras["deliver"] = {"client": "Nordwind", "logo": ("logo.png", b"\x89PNG")}
    left.extras["chosen"] = {"compared": ["current"], "smooth": True}
    left.extras["library"] = {"A": Snapshot(OWN, left.now.scenario, left.now.scenario)}
    found = recalled(
        {"tab": browser_copy.tab(left), "library": json.dumps(browser_copy.library(left))}
    )
    assert found.now == left.now
    assert (seen(found.undo), seen(found.redo)) == (seen(left.undo), seen(left.redo))
    assert found.extras["deliver"] == {
        "client": "Nordwind",
        "logo_name": "logo.png",
    }
    assert found.extras["chosen"] == left.extras["chosen"]
    assert found.extras["library"]["A"].scenario == left.now.scenario
    assert (found.lang, found.said) == ("fr", "")


def test_of_a_hundred_steps_few_characters_travel() -> None:
    """All of it is sent with every move of a slider."""
    left = worked(100)
    assert len(browser_copy.tab(left)) < 6_000
    assert seen(recalled({"tab": browser_copy.tab(left)}).undo) == seen(left.undo)


def test_an_address_goes_first_and_what_was_there_is_one_undo_away() -> None:
    left = worked()
    other = preset("trade-show").scenario
    found = recalled({"tab": browser_copy.tab(left)}, case="trade-show")
    assert found.now.slug == "trade-show" and len(found.now.scenario.team) == len(other.team)
    assert seen(found.undo)[-1] == left.now
    stranger = recalled({"last": browser_copy.tab(left)}, case="trade-show")
    assert stranger.undo == []  # a link that was sent brings nothing of another tab's


TARGETS = Tracking((Target("roi", 0.3, "2090-06"),))


@pytest.mark.parametrize("addressed", [True, False])
def test_targets_come_back_beside_the_case_of_their_workspace(addressed: bool) -> None:
    left = worked()
    left.kept[left.now.line] = Kept("Dupont", "Fair", 1, "2026-11-28T22:00:00.000+00:00", "mark")
    left.tracking = TARGETS
    params = to_parameters(left) if addressed else {}
    found = recalled({"tab": browser_copy.tab(left)}, **params)
    assert found.place == "Dupont" and found.tracking == TARGETS
    found.now = found.now.seen("EUR", "en")  # another look at the same case
    assert found.tracking == TARGETS
    found.step(replace(found.now, line="another"), None)
    assert found.place == "" and found.tracking == Tracking()
    found.travel(found.undo, found.redo, "ui.change.undone")
    assert found.tracking == TARGETS


def _with(change: dict[str, Any]) -> str:
    return json.dumps(json.loads(browser_copy.tab(worked())) | change)


@pytest.mark.parametrize(
    "sent",
    [
        "{", "[]", "7", "null", "\ud800", "[" * 100_000, "9" * 5_000, 3.5, [], {"v": 1},
        "x" * (browser_copy.MOST_CHARACTERS + 1),
        json.dumps({"v": browser_copy.VERSION + 1}),
        json.dumps({"v": browser_copy.VERSION}),
        _with({"now": "linkedin-outbound"}),
        _with({"now": ["linkedin-outbound.99.AAAA", "linkedin-outbound"]}),
        _with({"now": ["no-such-preset", "linkedin-outbound"]}),
        _with({"past": "AAAA"}),
        _with({"past": 3}),
        _with({"deliver": {"day": "32-13-2026"}}),
        _with({"deliver": []}),
        _with({"chosen": [1]}),
        _with({"uploads": 3}),
    ],
    ids=lambda sent: str(sent)[:40],
)  # fmt: skip
def test_what_cannot_be_read_is_left_aside_and_said(sent: Any) -> None:
    found = recalled({"tab": sent, "library": sent})
    fresh = from_parameters({}, "fr-FR")
    assert (found.now, found.undo, found.said) == (fresh.now, [], "strange" if sent else "")


@pytest.mark.parametrize("change", [{"track": "x"}, {"currency": [], "lang": {}}], ids=str)
def test_what_is_beside_the_case_does_not_hinder_it(change: dict[str, Any]) -> None:
    found = recalled({"tab": _with(change)})
    assert (found.now, len(found.undo), found.said) == (worked().now, 3, "")


def test_names_and_choices_are_data() -> None:
    hostile = {
        "uploads": [HOSTILE, 3, None, "x" * 9_000],
        "chosen": {"make": {"a": 1}, "big": 1e99, "x" * 500: "y", "names": [HOSTILE]},
        "deliver": {"client": HOSTILE, "author": 7, "other": "x"},
    }
    found = recalled({"tab": _with(hostile)})
    name = HOSTILE.replace("\u202e", "")
    assert found.missing == [name, "x" * 200]
    assert found.extras["chosen"] == {"names": [HOSTILE]}
    assert found.extras["deliver"] == {"client": name}


def test_a_scenario_that_cannot_be_read_takes_no_other_along() -> None:
    good = Snapshot(OWN, preset("trade-show").scenario, preset("trade-show").scenario)
    sent = {"A": good.codes[0], "B": "own.9.newer", "C": 3, "\u202e": good.codes[0], "D": "x"}
    found = recalled({"library": json.dumps(sent)})
    assert list(found.extras["library"]) == ["A"]
    assert found.said == "strange"
