"""Conversion and cycle: the worked figures, plain loops, and 200 pipelines whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, stats

from roi_model.actuals.estimates.conversion import conversion, corrected, gamma_share
from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.pipeline import Pipeline
from roi_model.actuals.estimates.posterior import reliability

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


def test_a_rate_on_a_grid_and_one_of_no_deals_agree() -> None:
    assert conversion(3, lost=4).mean == pytest.approx(4 / 9, rel=1e-6)
