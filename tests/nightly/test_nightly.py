"""A crumb of `make nightly`: that the comparisons run, and that they find a difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import gamma

from roi_model.actuals.estimates.cycle import fit
from roi_model.actuals.estimates.posterior import Posterior
from roi_model.analysis.risk.risk import risk
from roi_model.storage.presets import preset
from tests.actuals.pipelines import simulated
from tests.nightly import survival
from tests.nightly.__main__ import main
from tests.nightly.chances import beside


def test_a_crumb_of_the_night_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--share", "0.002", "engine", "chances"]) == 0
    told = capsys.readouterr().out
    assert "independent calculation" in told and "standard errors" in told


def test_a_quantile_that_is_off_is_found() -> None:
    run = risk(preset("linkedin-outbound").scenario)
    metrics = ("roi", "npv", "payback_month")
    plain = {name: np.nan_to_num(run.values[name], nan=np.inf) for name in metrics}
    assert beside("itself", run, plain).wrong == ()
    low = replace(run, values={**run.values, "npv": run.values["npv"] - run.values["npv"].std()})
    assert any("npv p50" in one for one in beside("moved", low, plain).wrong)


class CureModel:
    """What lifelines' fit is asked for, by SciPy's gamma law."""

    def _survival(self, params: Any, times: Any) -> tuple[Any, Any]:
        cured, mean, cv = params
        law = gamma(cv**-2.0, scale=mean * cv**2)
        return cured + (1 - cured) * law.sf(times), law

    def _cumulative_hazard(self, params: Any, times: Any) -> Any:
        return -np.log(self._survival(params, times)[0])

    def _log_hazard(self, params: Any, times: Any) -> Any:
        left, law = self._survival(params, times)
        return np.log1p(-params[0]) + law.logpdf(times) - np.log(left)


def test_a_calibration_stands_beside_another_likelihood_and_one_that_is_off_does_not() -> None:
    """Both ways that `make nightly` compares, here beside SciPy: lifelines is not at hand."""
    deals = simulated([7], count=300, conversion=0.3, mean=3.0, cv=0.6, months=24.0, told=0.0)

    def lost(at: Any) -> float:
        """Minus the log likelihood: that of the posterior without its beliefs."""
        c = 1 / (1 + np.exp(-at[0]))
        mean, sd = survival.BELIEFS.T
        believed = np.log(c * (1 - c)) - (((at[1:] - mean) / sd) ** 2).sum() / 2
        return float(believed - survival.posterior(CureModel(), np.array([at]), deals)[0])

    best = minimize(lost, [-1.0, 1.0, -0.5], method="BFGS")
    found = fit(deals)
    maximum = survival.Maximum(best.x, best.hess_inv, CureModel())
    draws, weights = survival.sample(maximum, deals, 1)
    apart, allowed = survival.median_apart(found, maximum)
    assert apart < allowed
    assert survival.shares_apart(found, draws, weights) < survival.ERRORS
    cycle = found.cycle_months
    off = replace(found, cycle_months=Posterior(cycle.values * 1.1, cycle.weights))
    assert survival.median_apart(off, maximum)[0] > allowed
    assert survival.shares_apart(off, draws, weights) > survival.ERRORS
