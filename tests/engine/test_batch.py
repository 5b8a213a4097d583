"""Draws: a run of n is n runs of one, whatever the chunk and the number of workers.

Any subset of the numeric inputs varies, months, flags and the horizon included. Tolerance 1e-12
of a series' own size; of a metric, 1e-12 of its size and of the amounts it is a difference of;
1e-9 for rates of return and months, which amplify the last bit of a cash flow. The number of
workers changes no bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model import Channel, Effect, Initiative, Projection, Scenario, ScenarioError, project
from roi_model.declaration.card import Card
from roi_model.declaration.paths import card_at, get_value, walk
from roi_model.declaration.units import Unit
from roi_model.metrics import Metric
from roi_model.storage.scenario_file import scenario_from_dict, scenario_to_dict
from tests.engine.strategies import scenarios
from tests.golden.cases import PROJECTIONS

GOLDEN = [case["scenario"] for case in PROJECTIONS]
BATCH = 1e-12
SENSITIVE = 1e-9


def months_in_use(scenario: Scenario) -> int:
    """The horizon cannot be drawn below this: a month of the plan would lie beyond it."""
    latest = [
        value for _, card, value in walk(scenario) if card.within_horizon and value is not None
    ]
    return max([3, *map(int, latest)])


def drawable(scenario: Scenario) -> dict[str, Card]:
    """Numbers and flags; also those that are null, but for a saturation, which comes in pairs."""
    found = {}
    for path, card, value in walk(scenario):
        if path.endswith(("saturation_spend", "reference_spend")) and value is None:
            continue
        if card.is_number or card.unit is Unit.FLAG or path.startswith("seasonality/"):
            found[path] = card
    return {path: card for path, card in found.items() if not _ends_a_one_off(scenario, path)}


def _ends_a_one_off(scenario: Scenario, path: str) -> bool:
    names = path.split("/")
    if names[0] != "costs" or names[-1] != "end_month":
        return False
    return get_value(scenario, f"costs/{names[1]}/every") == "once"


def some_draws(scenario: Scenario, seed: int, count: int, share: float) -> dict[str, np.ndarray]:
    """Draws of about `share` of the inputs, each within its bounds and the drawn horizons."""
    rng = Random(seed)
    chosen = [path for path in drawable(scenario) if rng.random() < share]
    made: dict[str, np.ndarray] = {}
    horizon = scenario.horizon_months
    if "horizon_months" in chosen:
        low = months_in_use(scenario)
        made["horizon_months"] = np.array([rng.randint(low, 40) for _ in range(count)], float)
        horizon = int(made["horizon_months"].min())
    cards = drawable(scenario)
    for path in chosen:
        if path != "horizon_months":
            made[path] = np.array(
                [one_draw(rng, scenario, path, cards[path], horizon) for _ in range(count)], float
            )
    return made


def one_draw(rng: Random, scenario: Scenario, path: str, card: Card, horizon: int) -> float:
    value = get_value(scenario, path)
    if card.unit is Unit.FLAG:
        return float(rng.random() < 0.5)
    if path.startswith("seasonality/"):
        return rng.uniform(0.1, 3)
    if card.whole:
        low = int(card.low)
        if path.startswith("costs/") and _every_month(scenario, path):
            low = 1
        high = horizon if card.within_horizon else min(int(card.high), horizon + 4, 60)
        return float(rng.randint(low, max(low, high)))
    if card.unit.is_percent or card.high <= 3:
        return rng.choice([rng.uniform(card.low, card.high), card.low, card.high])
    around = float(value) if value else min(card.high, 1000 if card.unit.is_money else 2)
    return float(np.clip(rng.uniform(0.5, 1.5) * around, max(card.low, 1e-3), card.high))


def _every_month(scenario: Scenario, path: str) -> bool:
    return get_value(scenario, f"costs/{path.split('/')[1]}/every") == "month"


def single(scenario: Scenario, draws: dict[str, np.ndarray], n: int) -> Scenario:
    """The scenario of the n-th draw, written into its JSON."""
    raw = scenario_to_dict(scenario, complete=False)
    for path, drawn in draws.items():
        card = card_at(scenario, path)
        value: Any = float(drawn[n])
        if card.unit is Unit.FLAG:
            value = bool(value)
        elif card.whole:
            value = int(value)
        put(raw, path.split("/"), value)
    return scenario_from_dict(raw)


def put(raw: dict[str, Any], path: list[str], value: Any) -> None:
    """Write a value where a path of MODEL 5 leads in the JSON."""
    head, *rest = path
    if not rest:
        raw[head] = value
    elif head == "seasonality":
        raw[head][int(rest[0]) - 1] = value
    elif head == "effects":
        label, key = "/".join(rest[:-1]), rest[-1]
        seen: dict[str, int] = {}
        for effect in raw[head]:
            name = "/".join(filter(None, (effect["parameter"], effect.get("channel"))))
            seen[name] = seen.get(name, 0) + 1
            if label == (name if seen[name] == 1 else f"{name}#{seen[name]}"):
                effect[key] = value
                return
        raise AssertionError(path)
    else:
        item = next(i for i in raw[head] if rest[0] in (i.get("title"), i.get("name")))
        put(item, rest[1:], value)


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


CAMPAIGN = Scenario(
    name="Two ideas",
    channels=(Channel(name="A"), Channel(name="B", deal_value=900)),
    initiatives=(
        Initiative(name="I", effects=(Effect(parameter="deal_value", factor=1.5),)),
        Initiative(name="J", enabled=False, effects=(Effect(parameter="contacts", factor=0.5),)),
    ),
)


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


@pytest.mark.parametrize(
    ("path", "values", "code"),
    [
        ("no_such_input", [1.0], "unknown_path"),
        ("channels/Nobody/contacts", [1.0], "unknown_path"),
        ("name", [1.0], "not_a_number"),
        ("deal_value", [[1.0]], "shape"),
        ("deal_value", [], "shape"),
        ("gross_margin", [0.5, 1.1], "out_of_range"),
        ("gross_margin", [-0.1, 0.5], "out_of_range"),
        ("deal_value", [1.0, np.nan], "out_of_range"),
        ("deal_value", [1.0, np.inf], "out_of_range"),
        ("horizon_months", [12.0, 12.5], "not_whole"),
        ("channels/A/start_month", [1.5], "not_whole"),
        ("initiatives/I/enabled", [0.0, 2.0], "out_of_range"),
        ("initiatives/I/enabled", [0.0, 0.5], "not_whole"),
    ],
)
def test_draws_that_are_refused(path: str, values: list[Any], code: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        project(CAMPAIGN, {path: values})
    assert code in {problem.code for problem in caught.value.problems}
    assert path in str(caught.value)


def test_draws_of_different_length_are_refused() -> None:
    with pytest.raises(ScenarioError):
        project(CAMPAIGN, {"deal_value": [1.0, 2.0], "market": [1.0]})
