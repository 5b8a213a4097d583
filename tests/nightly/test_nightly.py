"""A crumb of `make nightly`: that the comparisons run, and that they find a difference."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from roi_model.analysis.risk.risk import risk
from roi_model.storage.presets import preset
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
