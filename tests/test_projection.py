"""A batch of draws is so many single runs, whatever the chunks, workers and shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model import Channel, Projection, Scenario, project
from roi_model.metrics import Metric
from roi_model.storage.scenario_file import scenario_from_dict
from tests.engine.batches import BATCH, CAMPAIGN, SENSITIVE, single, some_draws
from tests.engine.strategies import scenarios
from tests.golden.cases import PROJECTIONS

GOLDEN = [case["scenario"] for case in PROJECTIONS]


def same(batch: Projection, answers: Mapping[str, Metric], n: int, one: Projection) -> None:
    """The n-th of the batch is what the single run says."""
    months = one.scenario.horizon_months + 1
    amounts = float(sum(np.abs(series).sum() for series in one.monthly.values()))
    for name, series in one.monthly.items():
        found = batch.monthly[name][n]
        allowed = BATCH * max(1.0, float(np.abs(series).max()))
        np.testing.assert_allclose(found[:months], series, rtol=0, atol=allowed, err_msg=name)
        beyond = found[months:]  # of a draw with a shorter horizon
        assert (np.diff(beyond) == 0).all() if name == "cumulative_cash" else not beyond.any()
    nothing = np.zeros(months)
    for category in set(batch.monthly_costs) | set(one.monthly_costs):
        expected = one.monthly_costs.get(category, nothing)
        found = batch.monthly_costs[category][n][:months] if category in batch.costs else nothing
        allowed = BATCH * max(1.0, float(np.abs(expected).max()))
        np.testing.assert_allclose(found, expected, rtol=0, atol=allowed, err_msg=category)
    np.testing.assert_allclose(
        batch.utilisation[n][:months], one.utilisation, rtol=BATCH, atol=BATCH
    )
    for name, metric in one.metrics.items():
        found = answers[name]
        if metric.value is None:
            assert np.isnan(found.value[n]), name
            assert found.reason[n] == metric.reason, name
            continue
        assert found.reason[n] in ("", None), (name, found.reason[n])
        rate = name in ("irr", "mirr") or name.endswith("_month")
        scale = 0.0 if rate or "roi" in name else amounts
        allowed = (SENSITIVE if rate else BATCH) * max(1.0, abs(metric.value), scale)
        assert abs(found.value[n] - metric.value) <= allowed, (name, found.value[n], metric.value)
    for line, expected_line in zip(batch.channels, one.channels, strict=True):
        for key, value in expected_line.items():
            if key == "name":
                assert line[key] == value
            elif value is None:
                assert np.isnan(line[key][n]), key
            else:
                allowed = BATCH * max(1.0, abs(value), amounts)
                assert abs(line[key][n] - value) <= allowed, key


@given(
    scenarios(longest=15),
    st.integers(0, 10**6),
    st.sampled_from([0.03, 0.1, 0.5, 1.0]),
    st.sampled_from([1, 2, 500]),
)
def test_a_batch_is_so_many_single_runs(
    raw: dict[str, Any], seed: int, share: float, chunk: int
) -> None:
    scenario = scenario_from_dict(raw)
    draws = some_draws(scenario, seed, 3, share)
    if not draws:
        return
    batch = project(scenario, draws, chunk=chunk)
    n = seed % 3  # one of them, whichever
    same(batch, batch.metrics, n, project(single(scenario, draws, n)))


def test_large_cases_run_fewer_draws_together() -> None:
    channels = tuple(Channel(name=f"Channel {number}") for number in range(50))
    large = Scenario(name="Large", horizon_months=120, channels=channels)
    parts = project(large, {"deal_value": np.full(1000, 5000.0)}).parts
    table = max(part.flows.count for part in parts) * 50 * 121 * 8
    assert table <= 16 << 20  # bytes of one table by channel, month and draw
    assert sum(part.flows.count for part in parts) == 1000


@pytest.mark.parametrize("case", GOLDEN[13::3], ids=lambda case: case["name"])
def test_workers_change_no_bit(case: dict[str, Any]) -> None:
    scenario = scenario_from_dict(case)
    draws = some_draws(scenario, 1, 7, 0.5)
    alone, together = (project(scenario, draws, chunk=2, workers=n) for n in (1, 3))
    assert len(draws) > 3
    for name in alone.monthly:
        np.testing.assert_array_equal(alone.monthly[name], together.monthly[name])
    for name, metric in alone.metrics.items():
        other = together.metrics[name]
        np.testing.assert_array_equal(metric.value, other.value)
        np.testing.assert_array_equal(metric.reason, other.reason)
    for line, other_line in zip(alone.channels, together.channels, strict=True):
        for key in line:
            np.testing.assert_array_equal(line[key], other_line[key])


@pytest.mark.parametrize("chunk", [1, 2, 3, 4, 100])
@pytest.mark.parametrize(
    "draws",
    [
        {"initiatives/I/start_month": [0, 0, 5, 5]},
        {"initiatives/I/start_month": [100, 100, 5, 0]},
        {"initiatives/I/start_month": [9, 1, 5, 5], "initiatives/I/enabled": [0, 0, 1, 1]},
        {"initiatives/J/enabled": [0, 0, 1, 1], "initiatives/J/start_month": [3, 4, 5, 40]},
        {  # the two change places from one draw to the next
            "initiatives/J/enabled": [1, 1, 1, 1],
            "initiatives/I/start_month": [9, 1, 5, 5],
            "initiatives/J/start_month": [3, 4, 5, 1],
        },
        {"horizon_months": [12, 12, 24, 36]},
        {"horizon_months": [12, 24, 36, 36], "campaign_months": [1, 12, 3, 9]},
        {"channels/A/start_month": [1, 30, 30, 1], "channels/B/end_month": [1, 2, 3, 4]},
        {"channels/A/cycle_cv": [0, 0.5, 0, 1]},
    ],
)
def test_chunks_may_hold_plans_of_different_shape(
    draws: dict[str, list[float]], chunk: int
) -> None:
    """Draws of one chunk may split the plan where those of the next do not."""
    arrays = {path: np.array(values, float) for path, values in draws.items()}
    batch = project(CAMPAIGN, arrays, chunk=chunk)
    answers = dict(batch.metrics)
    for n in range(4):
        same(batch, answers, n, project(single(CAMPAIGN, arrays, n)))


def test_shapes() -> None:
    batch = project(CAMPAIGN, {"deal_value": np.linspace(1, 9, 5)})
    months = CAMPAIGN.horizon_months + 1
    assert batch.metrics["roi"].value.shape == batch.metrics["npv"].reason.shape == (5,)
    for series in batch.monthly.values():
        assert series.shape == (5, months)
    assert {batch.utilisation.shape, *(s.shape for s in batch.monthly_costs.values())} == {
        (5, months)
    }
    assert batch.channels[0]["revenue"].shape == batch.costs["meetings"].shape == (5,)
    one = project(CAMPAIGN)
    assert one.monthly["revenue"].shape == (months,)
    assert isinstance(one.metrics["npv"].value, float)
