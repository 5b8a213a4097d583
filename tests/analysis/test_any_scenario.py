"""Whatever the scenario: analyses answer, and agree with plans worked out one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from roi_model import Channel, Scenario, ScenarioError, project
from roi_model.analysis.change.compare import compare
from roi_model.analysis.risk.luck import with_luck
from roi_model.analysis.risk.risk import risk
from roi_model.analysis.risk.sensitivity import sobol, tornado
from roi_model.analysis.risk.spreads import doubts, drawn_doubts
from roi_model.analysis.search.allocate import allocate
from roi_model.analysis.search.flips import flip_points
from roi_model.analysis.search.goal import goal, what_would_have_to_be_true
from roi_model.declaration.paths import walk, with_value, with_values
from roi_model.declaration.steps import moves_as_one
from roi_model.metrics import CARDS
from roi_model.storage.scenario_file import scenario_from_dict
from tests.cases import RICH
from tests.engine.strategies import scenarios


@given(scenarios())
@settings(max_examples=25)
def test_every_analysis_answers(raw: dict[str, Any]) -> None:
    case = scenario_from_dict(raw)
    everything = doubts(case, defaults=True, shock=True)
    run = risk(case, draws=64, doubts=everything, workers=1)
    assert run.draws == 64
    for name, found in run.metrics.items():
        assert found.undefined == sum(found.reasons.values()) == np.isnan(run.values[name]).sum()
        if found.p10 is not None:
            assert found.p10 <= found.p50 <= found.p90  # type: ignore[operator]
    assert 0 <= run.never <= 1 and run.evpi >= 0
    base, found_swings = tornado(case, "npv", everything)
    single = project(case).metrics["npv"].value
    size = 1 + sum(abs(v) for v in project(case).monthly["cash_flow"])
    assert base is not None and abs(base - single) <= 1e-9 * size  # type: ignore[operator]
    assert len(found_swings) == len(everything)
    for metric in ("roi", "payback_month"):
        for flip in flip_points(case, metric):
            assert (flip.value is None) == (flip.reason == "none_in_range")
    asked = len(what_would_have_to_be_true(case, "roi", 0.5))
    from_zero = [path for path, _, value in walk(case) if not moves_as_one(value)]
    assert asked == 5 if not from_zero else 5 - len(from_zero) <= asked <= 5


@pytest.mark.thorough
def test_the_case_that_has_everything() -> None:
    assert len(drawn_doubts(RICH)) > 40
    run = risk(replace(RICH, drawn={"luck": True}), draws=256)
    assert all(len(run.known(name)) for name in ("roi", "npv", "cash_trough"))
    assert {index.path for index in sobol(RICH, "npv", points=8)} == {
        doubt.path for doubt in drawn_doubts(RICH)
    }
    for metric in CARDS:
        assert flip_points(RICH, metric)


RISING = Scenario(
    name="Rising",
    channels=(
        Channel(
            name="Ads", contacts={1: 400.0, 4: 800.0}, monthly_cost={1: 800.0, 7: 1600.0},
            saturation_spend=1000.0, reference_spend=800.0,
        ),
        Channel(name="Fair", contacts={1: 0.0, 6: 500.0}, deal_value={1: 4000.0, 5: 4400.0}),
    ),
    deal_value={1: 5000.0, 7: 5500.0},
    market={1: 1.0, 9: 0.9},
    dso_days=0,
)  # fmt: skip


def test_a_goal_and_a_flip_point_are_the_first_step_of_what_they_make_of_the_plan() -> None:
    sought = goal(RISING, "deal_value", "revenue", 60_000).value
    moved = with_value(RISING, "deal_value", sought)
    assert moved.deal_value.values[1] == pytest.approx(sought * 1.1)  # type: ignore[union-attr]
    assert project(moved).metrics["revenue"].value == pytest.approx(60_000)
    flips = {flip.path: flip for flip in flip_points(RISING, "roi")}
    path = "channels/Ads/contacts"
    turned = project(with_value(RISING, path, flips[path].value)).metrics["roi"].value
    assert turned == pytest.approx(0, abs=1e-6)
    assert flips["channels/Fair/contacts"].reason == "none_in_range"
    with pytest.raises(ScenarioError, match="begin at 0"):
        goal(RISING, "channels/Fair/contacts", "revenue", 60_000)


def test_luck_falls_on_every_month_of_steps() -> None:
    """Also where the first step is 0, from which no factor leads."""
    lucky = with_luck(RISING, {"market": np.ones(400)}, np.random.default_rng(1))
    assert {"channels/Fair/contacts/1", "channels/Fair/contacts/6"} < set(lucky)
    leads = project(RISING, lucky).monthly["leads"].sum(axis=-1)
    expected = project(RISING).monthly["leads"].sum()
    assert leads.std() > 1 and abs(leads.mean() - expected) < 4 * leads.std() / 20


def test_what_is_shared_out_is_worth_what_the_plan_with_it_is() -> None:
    found = allocate(RISING, 2_000)
    budgets = {f"channels/{name}/monthly_cost": cost for name, cost in found.monthly_cost.items()}
    assert list(budgets) == ["channels/Ads/monthly_cost"]
    worth = project(with_values(RISING, budgets)).metrics["gross_profit"].value
    assert worth == pytest.approx(found.gross_profit)


def test_a_changed_series_is_one_change() -> None:
    """Of several steps, also where a channel has its own in place of the scenario's."""
    fair = replace(RISING.channels[1], contacts={1: 0.0, 8: 500.0}, deal_value=None)
    other = replace(RISING, channels=(RISING.channels[0], fair), deal_value={1: 5e3, 2: 7e3})
    found = compare(RISING, other, "revenue")
    assert {part.path for part in found.parts} == {
        "deal_value", "channels/Fair/contacts", "channels/Fair/deal_value",
    }  # fmt: skip
    both = [project(case).metrics["revenue"].value for case in (RISING, other)]
    assert sum(part.contribution or 0 for part in found.parts) == pytest.approx(both[1] - both[0])
    assert found.as_json()["parts"][0]["to"] in ({"1": 0.0, "8": 500.0}, {"1": 5e3, "2": 7e3}, None)
