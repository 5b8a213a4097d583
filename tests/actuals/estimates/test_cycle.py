"""The cycle of sales and the rate, fitted together to deals that are still open too."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import Pipeline
from tests.actuals.pipelines import simulated


def test_the_joint_fit_agrees_with_a_grid_of_all_three() -> None:
    """Won and open deals alone: every conversion, mean and cv of a grid, with the same beliefs."""
    rng = np.random.default_rng(4)
    age, time = rng.uniform(0, 8, 120), rng.gamma(4, 0.75, 120)
    won = (rng.random(120) < 0.35) & (time <= age)
    c = np.linspace(0.01, 0.99, 99)[:, None, None]
    mean = np.exp(np.linspace(math.log(1.2), math.log(60), 120))[None, :, None]
    cv = np.exp(np.linspace(math.log(0.2), math.log(1.5), 50))[None, None, :]
    law = stats.gamma(cv**-2, scale=mean * cv**2)
    log = stats.norm.logpdf(np.log(mean), math.log(3), 1)
    log = log + stats.norm.logpdf(np.log(cv), math.log(0.6), 0.5) + 0 * c
    for t in time[won]:
        log = log + np.log(c) + law.logpdf(t)
    for a in age[~won]:
        log = log + np.log(1 - c * law.cdf(a))
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    found = fit(Pipeline(won=time[won], open=age[~won]), draws=40_000)
    assert found.conversion.mean == pytest.approx((c * weight).sum(), rel=0.02)
    assert found.cycle_months.mean == pytest.approx((mean * weight).sum(), rel=0.02)
    assert found.cycle_cv.mean == pytest.approx((cv * weight).sum(), rel=0.02)
    below = np.cumsum(weight.sum(axis=(1, 2)))
    for share in (0.05, 0.5, 0.95):
        expected = float(np.interp(share, below, c[:, 0, 0] + 0.005))
        assert found.conversion.quantile(share) == pytest.approx(expected, rel=0.02)


def test_the_share_won_in_the_end_of_closed_deals_and_of_open_ones() -> None:
    made = simulated([7, 1], count=300, months=12, told=0.8, conversion=0.25, mean=3.0, cv=0.5)
    found = fit(made, draws=1000)
    closed = Pipeline(won=made.won, lost=made.lost)
    assert found.share(closed) == pytest.approx(made.won.size / len(closed))
    # Open ones among them: the truth is a quarter, far below what is won of those that are closed.
    assert found.share(made) == pytest.approx(0.25, abs=0.06)


@pytest.mark.thorough
@pytest.mark.parametrize("told", [0.0, 0.8])
def test_two_hundred_pipelines_are_recovered(told: float) -> None:
    """The 90 % interval holds the truth in 85–95 % of them; counting alone is far off."""
    truth = {"conversion": 0.25, "mean": 3.0, "cv": 0.5}
    held, plain = [], []
    for seed in range(200):
        made = simulated([2, seed], count=300, months=12, told=told, **truth)
        found = fit(made, draws=1000)
        low, high = found.conversion.interval(0.9)
        short, long = found.cycle_months.interval(0.9)
        closed = made.won.size + made.lost.size
        held.append((low <= 0.25 <= high, short <= 3.0 <= long))
        plain.append((made.won.size / 300, made.won.size / closed, made.won.mean(),
                      found.conversion.mean, found.cycle_months.quantile(0.5)))  # fmt: skip
    rate, cycle = np.mean(held, axis=0)
    of_all, of_closed, of_won, ours, our_cycle = np.mean(plain, axis=0)
    print(f"conversion held {rate:.1%}, cycle held {cycle:.1%}; truth 25 %, 3 months: "
          f"won/all {of_all:.1%}, won/closed {of_closed:.1%}, mean of won {of_won:.2f}, "
          f"corrected {ours:.1%}, {our_cycle:.2f}")  # fmt: skip
    assert 0.85 <= rate <= 0.95
    assert 0.85 <= cycle <= 0.95
    assert of_all < 0.25 * 0.8  # a fifth of the customers to come is missed
    assert of_won < 3.0 * 0.95  # the slow ones are not won yet
    assert ours == pytest.approx(0.25, rel=0.04)
    assert our_cycle == pytest.approx(3.0, rel=0.04)
    if told:
        assert of_closed > 0.25 * 1.05  # losses that nobody writes down
    else:
        assert of_closed == 1.0


def test_the_same_deals_give_the_same_figures() -> None:
    made = simulated([1], count=100, conversion=0.3, mean=2, cv=0.6, months=9, told=0.5)
    one, other = fit(made, seed=3), fit(made, seed=3)
    assert one.conversion.values.tolist() == other.conversion.values.tolist()
    assert fit(made, seed=4).conversion.mean == pytest.approx(one.conversion.mean, rel=0.05)


@pytest.mark.parametrize(
    "made",
    [
        Pipeline(won=np.array([1.0])),
        Pipeline(lost=np.array([2.0, 3.0])),
        Pipeline(open=np.array([0.1])),
        Pipeline(won=np.full(40, 1.0), open=np.full(5, 0.02)),
        Pipeline(won_by=np.array([4.0, 5.0]), lost_by=np.array([6.0]), open=np.array([7.0])),
    ],
)
def test_few_or_odd_deals_give_wide_honest_figures(made: Pipeline) -> None:
    found = fit(made)
    for posterior in (found.conversion, found.cycle_months, found.cycle_cv):
        low, high = posterior.interval()
        assert 0 < low <= posterior.mean <= high < np.inf
    assert found.conversion.interval()[1] <= 1


@pytest.mark.parametrize("days", [0.5, 30.0])
def test_cycles_all_of_the_same_days_are_not_known_to_the_second(days: float) -> None:
    """Sold at the counter, or closed by rote after a month: 100 of 200, the others long open."""
    found = fit(Pipeline(won=np.full(100, days / 30.4375), open=np.full(100, 24.0)))
    low, high = stats.beta(101, 101).interval(0.95)
    assert found.conversion.interval() == pytest.approx((low, high), abs=0.02)
    short, long = found.cycle_months.interval()
    assert short < days / 30.4375 < long
    assert long - short == pytest.approx(4 * 1 / 12**0.5 / 30.4375 / 10, rel=0.6)
    assert found.conversion.effective_size > 400


def test_a_hundred_thousand_deals_are_quick_and_sharp() -> None:
    rng = np.random.default_rng(5)
    age, time = rng.uniform(0, 24, 100_000), rng.gamma(4, 0.75, 100_000)
    won = (rng.random(100_000) < 0.2) & (time <= age)
    found = fit(Pipeline(won=time[won], open=age[~won]))
    low, high = found.conversion.interval()
    assert low < 0.2 < high and high - low < 0.01
