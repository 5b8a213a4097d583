"""A fault inside a list or table names the part, its value and what is allowed."""

from __future__ import annotations

import math
from typing import Any

import pytest

from roi_model import ScenarioError
from roi_model.declaration.card import GRADES
from roi_model.declaration.contents import (
    counted,
    drawn_faults,
    evidence_faults,
    season_faults,
    spread_faults,
)
from roi_model.storage.scenario_file import scenario_from_dict
from roi_model.texts import LANGUAGES
from tests.storage.cases import whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wrong_grade_is_answered_with_path_value_and_what_is_allowed(lang: str) -> None:
    raw = whole(evidence={"channels/Calls/contacts": {"source": "x", "grade": "sure"}})
    with pytest.raises(ScenarioError) as caught:
        scenario_from_dict(raw)
    said = caught.value.sentences(lang)
    for part in ("evidence/channels/Calls/contacts/grade", "sure", *GRADES):
        assert part in said


SOURCE = {"source": "CRM", "grade": "stated"}


def told(faults: list[Any]) -> list[tuple[str, str, str]]:
    return [(fault.path, fault.code, fault.value) for fault in faults]


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        (SOURCE, []),
        ({**SOURCE, "value": 3.5}, []),
        ({**SOURCE, "value": {"1": 2, "7": 3.5}}, []),
        ({"grade": "stated"}, [("source", "missing", "")]),
        ({"source": "CRM"}, [("grade", "missing", "")]),
        ({**SOURCE, "source": 7}, [("source", "not_text", "7")]),
        ({**SOURCE, "grade": "sure"}, [("grade", "not_a_choice", "sure")]),
        ({**SOURCE, "value": "3"}, [("value", "not_finite", "3")]),
        ({**SOURCE, "value": True}, [("value", "not_finite", "True")]),
        ({**SOURCE, "value": math.nan}, [("value", "not_finite", "nan")]),
        ({**SOURCE, "value": {"1": 2, "7": math.inf}},
         [("value", "not_finite", "{'1': 2, '7': inf}")]),
        ({**SOURCE, "who": "me"}, [("who", "unknown_key", "who")]),
        ("CRM", [("", "not_an_object", "CRM")]),
    ],
)  # fmt: skip
def test_evidence_says_what_is_wrong_with_it(
    entry: Any, faults: list[tuple[str, str, str]]
) -> None:
    wanted = [(f"market/{path}" if path else "market", *rest) for path, *rest in faults]
    assert told(evidence_faults({"market": entry})) == wanted
    assert told(evidence_faults([])) == [("", "not_an_object", "[]")]


def test_what_is_allowed_is_told_beside_a_key_that_nobody_knows() -> None:
    (fault,) = evidence_faults({"market": {**SOURCE, "x" * 70: 1}})
    assert (fault.path, fault.value) == (f"market/{'x' * 60}", "x" * 60)
    assert fault.allowed == "source, grade, value"


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        ({"kind": "range", "p10": 1, "p90": 2.5}, []),
        ({"kind": "range", "p10": 1, "p90": 2.5, "value": 2}, []),
        ({"kind": "range", "p10": 1}, [("p90", "missing", "")]),
        ({"kind": "range", "p90": 1}, [("p10", "missing", "")]),
        ({"kind": "range", "p10": "low", "p90": 2}, [("p10", "not_finite", "low")]),
        ({"kind": "range", "p10": 1, "p90": 2, "value": None}, [("value", "not_finite", "None")]),
        ({"kind": "range", "p10": 1, "p90": 2, "mode": 1}, [("mode", "unknown_key", "mode")]),
        ({"kind": "lognormal", "p10": 1, "p90": 2}, []),
        ({"kind": "triangular", "low": 1, "mode": 2, "high": 3}, []),
        ({"kind": "triangular", "low": 1, "mode": 2}, [("high", "missing", "")]),
        ({"kind": "beta", "mean": 0.3, "ess": 50}, []),
        ({"kind": "sure"}, [("kind", "not_a_choice", "sure")]),
        ({"kind": 3}, [("kind", "not_a_choice", "3")]),
        ({}, [("kind", "missing", "None")]),
    ],
)
def test_a_doubt_says_what_is_wrong_with_it(entry: Any, faults: list[tuple[str, str, str]]) -> None:
    wanted = [(f"market/{path}", *rest) for path, *rest in faults]
    assert told(spread_faults({"market": entry})) == wanted


def test_what_is_drawn_is_said_by_yes_or_no() -> None:
    assert drawn_faults({"luck": True, "others": False}) == []
    assert told(drawn_faults({"luck": 1})) == [("luck", "not_a_flag", "1")]
    assert drawn_faults({"luck": 1})[0].allowed == "true, false"
    assert told(drawn_faults({"seed": True})) == [("seed", "unknown_key", "seed")]
    assert told(drawn_faults("luck")) == [("", "not_an_object", "luck")]


def test_a_list_has_as_many_items_as_it_may() -> None:
    assert counted([1], 1, 2) == counted((1, 2), 1, 2) == []
    assert told(counted([], 1, 2)) == [("", "wrong_count", "0")]
    assert told(counted([1, 2, 3], 1, 2)) == [("", "wrong_count", "3")]
    assert (counted([], 1, 2)[0].allowed, counted([], 12, 12)[0].allowed) == ("1..2", "12")
    for none in (3, "ab", {"a": 1}):
        assert told(counted(none, 1, 2)) == [("", "not_a_list", str(none))]


def test_a_season_is_twelve_numbers_of_which_one_is_above_0() -> None:
    assert season_faults([0] * 11 + [0.5]) == []
    assert told(season_faults([0] * 12)) == [("", "all_zero", "0")]
    assert told(season_faults([1, -0.5, "x", *[1] * 9])) == [
        ("2", "out_of_range", "-0.5"), ("3", "not_finite", "x"),
    ]  # fmt: skip
    assert told(season_faults([1] * 11)) == [("", "wrong_count", "11")]
    assert (season_faults([0] * 12)[0].allowed, season_faults([-1] * 12)[0].allowed) == (
        "> 0", "≥ 0",
    )  # fmt: skip
