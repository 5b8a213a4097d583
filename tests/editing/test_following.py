"""Evidence and doubts follow their input: one rule for every way in which an input moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from roi_model.actuals.suggestion import Suggestion, apply
from roi_model.analysis.risk.spreads import doubts, left_behind
from roi_model.declaration.paths import get_value, with_value
from roi_model.declaration.scenario import Channel, Effect, Initiative
from roi_model.editing.following import follow
from roi_model.remarks.plausibility import remarks
from roi_model.storage import link
from roi_model.storage.presets import preset
from roi_model.storage.scenario_file import dump_scenario, parse_scenario
from tests.editing.measured import ORDERS, PLAN, TYPED, moved


@pytest.mark.parametrize(
    ("path", "then", "now", "spread", "numbers"),
    [
        ("deal_value", 18_000.0, 9_000.0, TYPED, {"p10": 8_000.0, "p90": 10_000.0}),
        ("deal_value", 100.0, 200.0, {"kind": "lognormal", "p10": 80.0, "p90": 120.0},
         {"p10": 160.0, "p90": 240.0}),
        ("dso_days", 40.0, 60.0, {"kind": "triangular", "low": 20.0, "mode": 40.0, "high": 80.0},
         {"low": 30.0, "mode": 60.0, "high": 120.0}),
        ("dso_days", 0.0, 10.0, {"kind": "triangular", "low": 0.0, "mode": 0.0, "high": 5.0},
         {"low": 10.0, "mode": 10.0, "high": 15.0}),
        ("retention", 0.8, 0.6, {"kind": "beta", "mean": 0.82, "ess": 40.0},
         {"mean": 0.6, "ess": 40.0}),
        ("retention", 0.5, 0.9, {"kind": "range", "p10": 0.4, "p90": 0.6},
         {"p10": 0.72, "p90": 1.0}),
        ("dso_days", 40.0, 0.0, {"kind": "range", "p10": 30.0, "p90": 50.0}, None),
        ("retention", 0.8, 1.0, {"kind": "beta", "mean": 0.8, "ess": 40.0}, None),
    ],
)  # fmt: skip
def test_a_doubt_moves_by_the_rule_of_its_kind(
    path: str, then: float, now: float, spread: dict[str, Any], numbers: dict[str, float] | None
) -> None:
    start = replace(PLAN, **{path: then}, uncertainty={path: spread})  # type: ignore[arg-type]
    after = moved(start, **{path: now})
    found = [doubt.numbers for doubt in doubts(after)]
    assert [pytest.approx(one) for one in found] == ([] if numbers is None else [numbers])
    assert left_behind(after) == ([path] if numbers is None else [])
    # By whatever way, and even through 0: back where it was, everything is as it was given.
    assert moved(moved(after, **{path: 0.25}), **{path: then}) == start


def test_what_a_change_brings_is_of_the_new_value() -> None:
    """A calibration that is accepted, even one whose words were there before."""
    one = Suggestion(
        path="deal_value",
        plan=18_000.0,
        observed=15_500.0,
        low=1.0,
        high=2.0,
        sample=41,
        reliability="high",
        kind="value",
        spread=TYPED,
        values={"count": 41, "missing": 0, "day": "2025-01-31"},
    )
    start = replace(PLAN, evidence={"deal_value": {**ORDERS, "source": one.source("en")}})
    after = follow(start, apply(start, [one]))
    assert after.evidence["deal_value"] == start.evidence["deal_value"]
    assert after.uncertainty == PLAN.uncertainty
    assert doubts(after)[0].numbers == doubts(PLAN)[0].numbers


def test_links_and_files_carry_where_it_was_given() -> None:
    slug = "linkedin-outbound"
    start = preset(slug).scenario
    path = next(path for path in start.evidence if path.endswith("/contacts"))
    contacts = get_value(start, path)
    after = follow(start, with_value(start, path, contacts * 0.9))
    assert after.evidence[path]["value"] == contacts
    assert link.decode(link.encode(after, slug)) == (slug, after)
    assert link.changed_paths(after, start) == [path]
    # The same words said anew of the new value are a change of their own.
    anew = replace(after, evidence=start.evidence)
    assert link.decode(link.encode(anew, slug)) == (slug, anew)
    assert link.decode(link.encode(after, link.OWN)) == (link.OWN, after)
    assert parse_scenario(dump_scenario(moved(deal_value=1.0))) == moved(deal_value=1.0)


def test_an_initiatives_evidence_is_of_its_factors() -> None:
    def course(factor: float, cost: float = 0.0) -> tuple[Initiative, ...]:
        effect = Effect(parameter="deal_value", factor=factor)
        return (Initiative(name="Course", monthly_cost=cost, effects=(effect,)),)

    start = replace(PLAN, initiatives=course(1.2), evidence={"initiatives/Course": ORDERS})
    assert moved(start, initiatives=course(1.2, 50.0)).evidence == start.evidence
    other = moved(start, initiatives=course(1.5))
    assert other.evidence["initiatives/Course"]["value"] == {"deal_value": 1.2}
    assert moved(other, initiatives=course(1.2)) == start


def test_a_measured_figure_that_was_moved_is_warned_of_again() -> None:
    calls = Channel(name="Cold calls", contact_to_lead=1, lead_to_qualified=1,
                    qualified_to_meeting=0.3)  # fmt: skip
    path = "channels/Cold calls/qualified_to_meeting"
    start = replace(PLAN, channels=(calls,), evidence={path: ORDERS})
    after = moved(start, channels=(replace(calls, qualified_to_meeting=0.4),))
    severity = [
        next(one.severity for one in remarks(plan) if one.path == path) for plan in (start, after)
    ]
    assert severity == ["note", "warning"]
