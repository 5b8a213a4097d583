"""The best split of a budget, against every split of a grid."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from roi_model import Channel, Scenario, ScenarioError
from roi_model.analysis.search.allocate import allocate, marginal_curves
from roi_model.storage.presets import preset
from tests.analysis.search.budgets import TWO, case, channel, profit


def test_the_worked_example() -> None:
    """MODEL 5: equal marginals, K/(S+K)² alike: S + K in the ratio of the square roots of K."""
    found = allocate(TWO, 50_000)
    assert found.monthly_cost == pytest.approx(
        {"Search": 100_000 / 3 - 10_000, "Fairs": 200_000 / 3 - 40_000}, rel=1e-8
    )
    assert found.gross_profit == pytest.approx(110_000, rel=1e-12)
    assert found.marginal == pytest.approx({"Search": 0.9, "Fairs": 0.9}, rel=1e-7)
    assert found.advice == {"Search": "spend_less", "Fairs": "spend_less"}
    assert found.unspent == 0.0
    # 1e5 · K/(S+K)² = 1
    assert found.enough is not None
    assert found.enough.monthly_cost == pytest.approx(
        {"Search": 1e9**0.5 - 1e4, "Fairs": 4e9**0.5 - 4e4}, rel=1e-7
    )
    assert found.enough.marginal == pytest.approx({"Search": 1.0, "Fairs": 1.0}, rel=1e-7)
    assert found.gross_profit == pytest.approx(profit(TWO, found.monthly_cost), rel=1e-12)


def test_a_small_budget_goes_where_it_earns_most() -> None:
    found = allocate(TWO, 1000)
    assert found.monthly_cost == pytest.approx({"Search": 1000, "Fairs": 0}, abs=1e-6)
    assert found.marginal["Search"] == pytest.approx(1e9 / 11_000**2, rel=1e-6)
    assert found.marginal["Fairs"] == pytest.approx(2.5, rel=1e-4)
    assert set(found.advice.values()) == {"spend_more"}
    assert found.enough is None


S_SHAPED = case(
    channel("A", 100_000, 10_000, 2.5),
    channel("B", 300_000, 40_000, 2.0),
    channel("C", 20_000, 5_000, 3.0),
)


@pytest.mark.parametrize("scenario", [TWO, S_SHAPED], ids=["concave", "s-shaped"])
@pytest.mark.parametrize("budget", [4000.0, 12_000.0, 30_000.0, 70_000.0, 150_000.0])
def test_no_split_on_a_grid_is_better(scenario: Scenario, budget: float) -> None:
    """Every split in steps of 2 %, from the formula of saturation itself."""
    found = allocate(scenario, budget)
    assert sum(found.monthly_cost.values()) == pytest.approx(budget, rel=1e-12)
    best = 0.0
    names = [c.name for c in scenario.channels]
    steps = 50
    for parts in product(range(steps + 1), repeat=len(names) - 1):
        if sum(parts) > steps:
            continue
        spends = [budget * part / steps for part in (*parts, steps - sum(parts))]
        total = 0.0
        for spend, c in zip(spends, scenario.channels, strict=True):
            half = c.saturation_spend or 0.0
            reach = spend**c.saturation_shape
            total += 200 * c.contacts * reach / (reach + half**c.saturation_shape)
        best = max(best, total)
    assert found.gross_profit >= best * (1 - 1e-12)
    assert found.gross_profit == pytest.approx(profit(scenario, found.monthly_cost), rel=1e-12)


@pytest.mark.parametrize("budget", [300_000.0, 5_000_000.0])
def test_what_is_enough(budget: float) -> None:
    """Of each channel alone, the amount with the most profit less itself, on a fine grid."""
    found = allocate(S_SHAPED, budget).enough
    assert found is not None
    spend = np.linspace(0, 150_000, 150_001)
    for c in S_SHAPED.channels:
        reach = spend**c.saturation_shape
        half = c.saturation_spend or 0.0
        gain = 200 * c.contacts * reach / (reach + half**c.saturation_shape) - spend
        assert found.monthly_cost[c.name] == pytest.approx(spend[gain.argmax()], abs=1.0)
    kept = [found.marginal[name] for name, amount in found.monthly_cost.items() if amount > 1]
    assert kept == pytest.approx([1.0] * len(kept), rel=1e-6)


def test_what_gets_money_has_the_same_marginal() -> None:
    found = allocate(S_SHAPED, 70_000)
    fed = [found.marginal[name] for name, spend in found.monthly_cost.items() if spend > 1]
    assert len(fed) >= 2
    assert fed == pytest.approx([fed[0]] * len(fed), rel=1e-5)


def test_bounds_hold() -> None:
    found = allocate(TWO, 50_000, minimum={"Fairs": 30_000}, maximum={"Search": 15_000})
    assert found.monthly_cost == pytest.approx({"Search": 15_000, "Fairs": 35_000}, rel=1e-9)
    most = {"Search": 5000.0, "Fairs": 6000.0}
    full = allocate(TWO, 50_000, maximum=most)
    assert full.monthly_cost == pytest.approx(most, rel=1e-12)
    assert full.unspent == pytest.approx(39_000, rel=1e-12)
    least = {"Search": 10_000.0, "Fairs": 40_000.0}
    assert allocate(TWO, 50_000, minimum=least).monthly_cost == pytest.approx(least, rel=1e-12)
    # At its minimum a channel cannot spend less, whatever its last euro brings.
    held = allocate(TWO, 120_000, minimum={"Fairs": 100_000})
    assert held.monthly_cost["Fairs"] == pytest.approx(100_000, rel=1e-9)
    assert held.advice["Fairs"] == "keep"


def test_a_preset_against_the_split_it_comes_with() -> None:
    scenario = preset("inbound-and-outbound").scenario
    found = allocate(scenario, 3500)
    assert found.gross_profit > profit(scenario, {"Inbound": 3000.0, "Outbound": 500.0})
    # Moving a little either way earns less.
    for sign in (-1, 1):
        moved = {
            "Inbound": found.monthly_cost["Inbound"] + sign * 20,
            "Outbound": found.monthly_cost["Outbound"] - sign * 20,
        }
        assert profit(scenario, moved) < found.gross_profit


@pytest.mark.parametrize(
    ("budget", "minimum", "maximum", "words"),
    [
        (-1.0, {}, {}, "budget"),
        (float("nan"), {}, {}, "budget"),
        (10.0, {"Fairs": 20.0}, {}, "budget"),
        (10.0, {"Fair": 1.0}, {}, "Fair"),
        (10.0, {}, {"Fairs": -1.0}, "range"),
        (10.0, {"Fairs": 5.0}, {"Fairs": 4.0}, "maximum"),
    ],
)
def test_bounds_that_do_not_fit(
    budget: float, minimum: dict[str, float], maximum: dict[str, float], words: str
) -> None:
    with pytest.raises(ScenarioError, match=words):
        allocate(TWO, budget, minimum=minimum, maximum=maximum)


def test_nothing_to_share() -> None:
    with pytest.raises(ScenarioError, match="saturation"):
        allocate(case(Channel(name="Calls")), 100)


def test_the_curves_are_those_of_the_formula() -> None:
    curves = marginal_curves(TWO, 60_000, points=31)
    assert [curve["name"] for curve in curves] == ["Search", "Fairs"]
    for curve, half in zip(curves, (10_000, 40_000), strict=True):
        spend = curve["monthly_cost"]
        np.testing.assert_allclose(curve["gross_profit"], 1e5 * spend / (spend + half), rtol=1e-9)
        expected = 1e5 * half / (spend + half) ** 2
        np.testing.assert_allclose(curve["marginal"][1:], expected[1:], rtol=1e-6)
        assert curve["marginal"][0] == pytest.approx(expected[0], rel=1e-3)
