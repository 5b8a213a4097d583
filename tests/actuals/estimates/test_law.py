"""What becomes of an open deal, by hand: exponential times leave nothing to a program."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from roi_model.actuals.estimates.cycle import Fit, fit
from roi_model.actuals.estimates.law import Law, age_nodes
from roi_model.actuals.estimates.pipeline import Pipeline
from roi_model.actuals.estimates.posterior import Posterior


def one(value: float) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([value])


AGES = np.array([0.0, 2.0, 6.0])
PLAIN = Law(one(0.25), one(3.0), one(1.0))
TOLD = Law(one(0.25), one(3.0), one(1.0), (one(2.0), one(1.0), one(0.8)))


def test_the_chance_of_an_open_deal_falls_with_its_age() -> None:
    by_hand = [0.25 * exp(-a / 3) / (0.25 * exp(-a / 3) + 0.75) for a in AGES]
    assert PLAIN.chance(AGES)[0] == pytest.approx(by_hand)
    untold = [1 - 0.8 * (1 - exp(-a / 2)) for a in AGES]  # the losses not yet written down
    by_hand = [
        0.25 * exp(-a / 3) / (0.25 * exp(-a / 3) + 0.75 * u)
        for a, u in zip(AGES, untold, strict=True)
    ]
    assert TOLD.chance(AGES)[0] == pytest.approx(by_hand)


def test_it_is_spread_over_the_months_to_come() -> None:
    until = np.array([0.0, 0.5, 1.5, 2.5])
    months = TOLD.signing(AGES, until)[0]
    for at, age in enumerate(AGES):
        ends = [1 - exp(-(age + u) / 3) for u in until]
        left = 0.25 * exp(-age / 3) + 0.75 * (1 - 0.8 * (1 - exp(-age / 2)))
        assert months[at] == pytest.approx(0.25 * np.diff(ends) / left)
    later = TOLD.signing(AGES, np.array([2.5, np.inf]))[0, :, 0]
    assert months.sum(axis=1) + later == pytest.approx(TOLD.chance(AGES)[0])


def test_a_fit_takes_the_mean_over_what_it_holds_for_possible() -> None:
    weights = np.array([1.0, 3.0])
    rates, cycles = np.array([0.1, 0.5]), np.array([2.0, 4.0])
    joint = Fit(*(Posterior(values, weights) for values in (rates, cycles, np.ones(2))))
    both = Law(rates, cycles, np.ones(2)).chance(AGES)
    assert joint.chance(AGES) == pytest.approx(both[0] * 0.25 + both[1] * 0.75)


def test_the_chance_agrees_with_what_becomes_of_simulated_deals() -> None:
    """Ten thousand deals of a known law, looked at after six months and in the end."""
    rng = np.random.default_rng(5)
    age, time = rng.uniform(0, 6, 10_000), rng.gamma(4, 0.75, 10_000)
    wins = rng.random(10_000) < 0.3
    won = wins & (time <= age)
    found = fit(Pipeline(won=time[won], open=age[~won]))
    for low, high in ((0, 2), (2, 4), (4, 6)):
        some = ~won & (age >= low) & (age < high)
        assert found.chance(age[some]).mean() == pytest.approx(wins[some].mean(), abs=0.03)


def test_many_ages_share_a_few_that_stand_for_them() -> None:
    rng = np.random.default_rng(1)
    few = rng.integers(1, 20, 100) / 10.0
    nodes, which = age_nodes(few)
    assert nodes[which].tolist() == few.tolist()
    many = rng.uniform(0, 24, 10_000)
    nodes, which = age_nodes(many)
    assert len(nodes) == 64 and np.abs(nodes[which] - many).max() < 0.5
    shuffled = rng.permutation(len(many))
    assert age_nodes(many[shuffled])[0].tolist() == nodes.tolist()
    assert age_nodes(np.zeros(0))[0].size == 0
