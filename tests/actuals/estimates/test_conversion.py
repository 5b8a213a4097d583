"""Conversion and cycle: the worked figures, plain loops, and 200 pipelines whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats

from roi_model.actuals.estimates.conversion import conversion, corrected, gamma_share
from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import Pipeline, pipeline
from roi_model.actuals.estimates.posterior import mean_posterior, reliability
from tests.actuals.pipelines import deals, simulated

AGES = np.arange(6) + 0.5
WINS = np.array([0, 1, 3, 5, 8, 9])


def test_the_worked_figures_of_the_model() -> None:
    """MODEL 6: gamma lag of 3 months, cv 0.5; six monthly cohorts of 100 leads."""
    matured = gamma_share(AGES, 3.0, 0.5)
    assert 100 * matured.sum() == pytest.approx(304.26, abs=0.005)
    assert WINS.sum() / 600 == pytest.approx(0.0433, abs=5e-5)
    assert corrected(26, np.repeat(matured, 100)) == pytest.approx(0.0855, abs=5e-5)
    found = conversion(26, matured, counts=100 - WINS)
    low, high = found.interval()
    assert found.mean == pytest.approx(0.0885, abs=5e-5)
    assert (low, high) == pytest.approx((0.0591, 0.1233), abs=5e-5)


def test_the_grid_agrees_with_an_integral() -> None:
    """The same posterior by adaptive quadrature, F from another library."""
    matured = stats.gamma(4, scale=0.75).cdf(AGES)

    def density(c: float) -> float:
        log = 2 * math.log(c) + 26 * math.log(c) + 7 * math.log(1 - c) + 60
        for share, wins in zip(matured, WINS, strict=True):
            log += (100 - wins) * math.log(1 - c * share)
        return math.exp(log)

    whole = integrate.quad(density, 1e-9, 0.6, points=[0.1])[0]
    mean = integrate.quad(lambda c: c * density(c), 1e-9, 0.6, points=[0.1])[0] / whole
    found = conversion(26, matured, lost=5, counts=100 - WINS, prior=(3, 3))
    assert found.mean == pytest.approx(mean, rel=1e-5)
    below = integrate.quad(density, 1e-9, found.quantile(0.9), points=[0.08])[0] / whole
    assert below == pytest.approx(0.9, abs=1e-4)


@pytest.mark.parametrize(("won", "lost"), [(15, 35), (0, 10), (7, 0), (400_000, 600_000)])
def test_rates_without_dates_are_beta(won: int, lost: int) -> None:
    found, law = conversion(won, lost=lost), stats.beta(won + 1, lost + 1)
    assert found.mean == pytest.approx(law.mean(), rel=1e-4)
    assert found.interval() == pytest.approx(law.interval(0.95), rel=2e-3, abs=2e-4)
    assert found.variance == pytest.approx(law.var(), rel=1e-2)


def test_the_published_rate_and_its_badge() -> None:
    found = conversion(15, lost=35)
    low, high = found.interval()
    assert (found.mean, low, high) == pytest.approx((0.308, 0.191, 0.438), abs=5e-4)
    assert reliability(low, high, found.mean) == "medium"
    # The same rate of ten times the deals, and of a tenth of them.
    for scale, badge in ((20, "high"), (0.2, "low")):
        other = conversion(15 * scale, lost=35 * scale)
        assert reliability(*other.interval(), other.mean) == badge


def test_nothing_known_and_nonsense() -> None:
    assert conversion(0).mean == pytest.approx(0.5)
    assert corrected(0, [0.0]) is None
    for arguments in ((-1, [0.5]), (1, [1.5]), (1, [np.nan])):
        with pytest.raises(ValueError, match=r"0 to 1|0 or more"):
            conversion(*arguments)
    with pytest.raises(ValueError, match="no deal"):
        fit(Pipeline())


def test_a_cycle_without_spread_is_a_step() -> None:
    assert gamma_share([2.9, 3.0], 3.0, 0.0).tolist() == [0.0, 1.0]
    assert gamma_share([0.0, 5.0], 0.0, 0.5).tolist() == [1.0, 1.0]


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


@pytest.mark.parametrize("told", [0.8, 0.0])
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


def test_deals_become_times_and_ages() -> None:
    table = deals(
        ("2024-01-01", "2024-01-31", "won", 1.0, ""),
        ("2024-01-01", "2024-03-31", "lost", 1.0, ""),
        ("2024-01-01", "", "open", 1.0, ""),
        ("2024-01-01", "2024-06-30", "won", 1.0, ""),  # after the day looked at: still open
        ("2024-03-01", "2024-02-01", "won", 1.0, ""),  # closed before it was created
        ("2024-03-01", "", "lost", 1.0, ""),
        ("2024-03-01", "2024-03-01", "won", 1.0, ""),  # the same day: half a day
        ("", "2024-03-01", "won", 1.0, ""),
        ("2024-05-01", "", "open", 1.0, ""),
    )
    found = pipeline(table, pd.Timestamp("2024-04-01"))
    month = 365.25 / 12
    assert found.won.tolist() == pytest.approx([30 / month, 0.5 / month])
    assert found.lost.tolist() == pytest.approx([90 / month])
    assert found.open.tolist() == pytest.approx([91 / month, 91 / month])
    assert found.won_by.tolist() == found.lost_by.tolist() == pytest.approx([31 / month])
    assert (found.undated, found.future, len(found)) == (1, 1, 7)


def test_the_mean_of_amounts_is_kept_and_few_amounts_are_doubted() -> None:
    rng = np.random.default_rng(6)
    amounts = rng.lognormal(8, 0.8, 400)
    found = mean_posterior(amounts)
    error = amounts.std(ddof=1) / 20
    low, high = found.interval()
    assert found.mean == pytest.approx(amounts.mean(), rel=0.01)
    assert (high - low) / 2 == pytest.approx(1.96 * error, rel=0.1)
    low, high = mean_posterior([5000.0]).interval()
    assert low < 3500 and high > 7500
    assert reliability(low, high, 5000.0) == "low"
    for nothing in ([], [-1.0], [0.0, 0.0]):
        with pytest.raises(ValueError, match="mean_posterior"):
            mean_posterior(nothing)


def test_the_interval_of_the_mean_amount_is_honest() -> None:
    """20 log-normal amounts, 400 times over: near the nominal 90 %, as skew allows."""
    rng = np.random.default_rng(7)
    truth = math.exp(8 + 0.6**2 / 2)
    held = 0
    for seed in range(400):
        low, high = mean_posterior(rng.lognormal(8, 0.6, 20), seed=seed).interval(0.9)
        held += low <= truth <= high
    assert 0.84 <= held / 400 <= 0.95
