"""Whatever the scenario: analyses answer, and agree with plans worked out one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings

from roi_model import project
from roi_model.analysis.risk.risk import risk
from roi_model.analysis.risk.sensitivity import sobol, tornado
from roi_model.analysis.risk.spreads import doubts, drawn_doubts
from roi_model.analysis.search.flips import flip_points
from roi_model.analysis.search.goal import what_would_have_to_be_true
from roi_model.declaration.paths import walk
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


def test_the_case_that_has_everything() -> None:
    assert len(drawn_doubts(RICH)) > 40
    run = risk(replace(RICH, drawn={"luck": True}), draws=256)
    assert all(len(run.known(name)) for name in ("roi", "npv", "cash_trough"))
    assert {index.path for index in sobol(RICH, "npv", points=8)} == {
        doubt.path for doubt in drawn_doubts(RICH)
    }
    for metric in CARDS:
        assert flip_points(RICH, metric)
