"""Capacity as part of the answer: the figures of the plan kept to its team's hours.

They are those of project() of the same scenario with enforce_capacity on: to the last bit for a
single case, within the tolerances of a batch (engine/batches.py) for draws. Source: MODEL 8.3.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roi_model import Channel, Role, Scenario, project
from roi_model.analysis.explain import explain
from roi_model.metrics import LIMITED
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.batches import BATCH, SENSITIVE, single, some_draws
from tests.engine.strategies import scenarios

BUSY = Scenario(
    name="Busy",
    horizon_months=4,
    campaign_months=3,
    channels=(Channel(name="Calls", contact_to_lead=1.0, lead_to_qualified=0.0, contacts=300.0),),
    team=(Role(title="SDR", ramp_months=2),),
    selling_hours=100.0,
)


def test_the_hours_by_hand() -> None:
    """300 leads of an hour a month; 25, 75 and 100 hours there."""
    m = project(BUSY).metrics
    assert m["peak_utilisation"].value == pytest.approx(300 / 25)
    assert m["hours_short"].value == pytest.approx(275 + 225 + 200)
    assert explain(project(BUSY), "peak_utilisation").terms == {
        "peak_asked": (300.0, "hours"), "peak_there": (25.0, "hours"),
    }  # fmt: skip


def test_nobody_there_has_a_reason() -> None:
    alone = project(replace(BUSY, team=())).metrics
    assert (alone["peak_utilisation"].value, alone["peak_utilisation"].reason) == (None, "no_team")
    assert alone["capacity_roi"] == alone["roi"]
    assert alone["capacity_payback_month"] == alone["payback_month"]


@settings(max_examples=200)
@given(scenarios())
def test_the_limited_figures_are_those_of_the_switched_plan(raw: dict[str, Any]) -> None:
    scenario = scenario_from_dict(raw)
    here = project(scenario).metrics
    limited = project(replace(scenario, enforce_capacity=True)).metrics
    for name, plain in LIMITED.items():
        assert here[name] == limited[plain], name
        if scenario.enforce_capacity or not here["hours_short"].value:
            assert here[name] == here[plain], name
    for name in ("peak_utilisation", "hours_short"):
        assert here[name] == limited[name], name


@settings(max_examples=100)
@given(scenarios(longest=15), st.integers(0, 10**6), st.sampled_from([2, 500]))
def test_in_draws_too(raw: dict[str, Any], seed: int, chunk: int) -> None:
    scenario = scenario_from_dict(raw)
    draws = some_draws(scenario, seed, 5, 0.3)
    if not draws:
        return
    found = project(scenario, draws, chunk=chunk).metrics
    for n in range(5):
        one = replace(single(scenario, draws, n), enforce_capacity=True)
        limited = project(one).metrics
        for name, plain in LIMITED.items():
            value, reason = found[name].value[n], found[name].reason[n]
            if limited[plain].value is None:
                assert np.isnan(value) and reason == limited[plain].reason, name
                continue
            spent = max(abs(limited[n].value or 0.0) for n in ("revenue", "investment"))
            allowed = BATCH * max(1.0, spent) if name.endswith("roi") else SENSITIVE * 120
            assert abs(value - limited[plain].value) <= allowed, (name, value)


def test_a_plan_within_its_hours_is_not_run_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is any other, until somebody asks for what it would bring within its hours."""
    from roi_model import projection
    from roi_model.engine import flows

    runs = []
    once = flows.build_flows

    def counted(plan: Any) -> Any:
        runs.append(plan.draws.count)
        return once(plan)

    for module in (projection, flows):
        monkeypatch.setattr(module, "build_flows", counted)
    easy = project(replace(BUSY, channels=(Channel(name="Calls", contacts=10.0),)))
    assert easy.metrics["capacity_roi"] == easy.metrics["roi"]
    assert runs == [1]
    hard = project(BUSY, {"channels/Calls/contacts": [1.0, 300.0, 2.0, 500.0]})
    assert hard.metrics["roi"].value.shape == (4,)
    assert runs == [1, 4]
    assert hard.metrics["capacity_roi"].value.shape == (4,)
    assert hard.metrics["capacity_payback_month"].value.shape == (4,)
    assert runs == [1, 4, 2]  # the two draws that ask for too much
