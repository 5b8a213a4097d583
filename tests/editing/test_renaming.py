"""What points at a part of a case follows its name."""

from __future__ import annotations

from dataclasses import replace

from roi_model import project
from roi_model.analysis.risk.spreads import doubts
from roi_model.declaration.scenario import Channel, Effect, Initiative, Scenario
from roi_model.editing.following import follow
from roi_model.editing.renaming import renamed
from tests.editing.measured import ORDERS, PLAN, moved


def test_names_that_change_places_take_all_with_them() -> None:
    case = Scenario(
        name="Demo",
        channels=(Channel(name="A"), Channel(name="B", contacts=5)),
        initiatives=(
            Initiative(name="I", effects=(Effect(parameter="contacts", channel="A", factor=2),)),
        ),
        uncertainty={"channels/A/contacts": {"kind": "range", "p10": 900, "p90": 1100}},
    )
    made = renamed(case, {"channels": {"A": "C"}})
    assert made.initiatives[0].effects[0].channel == "C"
    assert list(made.uncertainty) == ["channels/C/contacts"]
    assert project(made).metrics["roi"].value == project(case).metrics["roi"].value
    assert renamed(made, {"channels": {"C": "A"}}) == case
    assert renamed(case, {}) is case


def test_a_renamed_part_takes_its_evidence_and_doubt_along() -> None:
    path = "channels/Calls/contacts"
    start = replace(PLAN, evidence={path: ORDERS},
                    uncertainty={path: {"kind": "range", "p10": 900.0, "p90": 1100.0}})  # fmt: skip
    after = moved(start, channels=(Channel(name="Calls", contacts=500.0),))
    named = follow(after, renamed(after, {"channels": {"Calls": "Phone"}}))
    assert named.evidence == {"channels/Phone/contacts": {**ORDERS, "value": 1000.0}}
    assert doubts(named)[0].numbers == {"p10": 450.0, "p90": 550.0}
