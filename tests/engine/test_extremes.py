"""Every legal value is usable: inputs at the ends of their ranges give numbers, not NaN."""

from __future__ import annotations

import math
import warnings
from random import Random

import numpy as np
import pytest

from roi_model import Scenario, ScenarioError, project
from roi_model.declaration.paths import numeric_paths
from roi_model.storage.scenario_file import scenario_from_dict, scenario_to_dict
from tests.cases import RICH
from tests.engine.batches import put


def at_the_ends(seed: int) -> Scenario:
    """The rich plan with about half of its inputs at an end of their legal range."""
    rng = Random(seed)
    raw = scenario_to_dict(RICH)
    horizon = rng.choice([3, 36, 120])
    raw["enforce_capacity"] = rng.random() < 0.5
    raw["cac_includes_loyalty"] = rng.random() < 0.5
    for path, card in numeric_paths(RICH).items():
        if path == "horizon_months":
            value = float(horizon)
        elif path.startswith("seasonality/"):
            value = rng.choice([0.0, 1.0, 1e6]) if path != "seasonality/1" else 1.0
        elif card.within_horizon:
            value = float(rng.choice([max(card.low, 1), horizon]))
        elif rng.random() < 0.5:
            value = rng.choice([card.low, card.high])
            if path.endswith("reference_spend"):
                value = max(value, 1e-3)  # above 0, as the contract says
        else:
            continue
        put(raw, path.split("/"), int(value) if card.whole else value)
    return scenario_from_dict(raw)


@pytest.mark.parametrize("seed", range(60))
def test_the_ends_of_the_ranges(seed: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        p = project(at_the_ends(seed))
        for name, metric in p.metrics.items():
            if metric.value is None:
                assert metric.reason, name
            else:
                assert math.isfinite(metric.value), name
        for name, series in p.monthly.items():
            assert np.isfinite(series).all(), name
        for line in p.channels:
            assert all(math.isfinite(v) for v in line.values() if isinstance(v, float)), line
        assert p.utilisation.shape == (p.scenario.horizon_months + 1,)


def test_a_reference_budget_of_nothing_is_refused_in_draws() -> None:
    raw = {
        "name": "Ads",
        "channels": [{"name": "Ads", "saturation_spend": 100, "reference_spend": 50}],
    }
    with pytest.raises(ScenarioError) as refused:
        project(scenario_from_dict(raw), {"channels/Ads/reference_spend": [0.0, 5.0]})
    assert refused.value.problems[0].code == "reference_spend_needed"


def test_a_cycle_too_short_to_measure_signs_at_once() -> None:
    raw = {"name": "Now", "cycle_months": 1e-310, "cycle_cv": 1.0, "channels": [{"name": "A"}]}
    now = project(scenario_from_dict(raw)).monthly
    assert now["customers"][1] == pytest.approx(now["leads"][1] * 0.3 * 0.5 * 0.5 * 0.25)
