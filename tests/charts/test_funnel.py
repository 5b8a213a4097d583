"""The funnel counts all deals, those that sign late too."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model.charts import funnel
from roi_model.projection import Projection, project
from tests.charts.drawn import scenario


def test_the_funnel_counts_all_deals_and_says_which_come_late(
    case: Projection, before: Projection
) -> None:
    frame = funnel.frame(case, before)
    assert frame["stage"].tolist() == list(funnel.STAGES)
    # 1000 contacts a month for 24 months, at the default rates.
    people = 1000 * 24 * np.cumprod([1, 0.10, 0.30, 0.50, 0.50, 0.25])
    np.testing.assert_allclose(frame["count"], people, rtol=1e-9)
    assert np.isnan(frame["step_rate"][0])
    np.testing.assert_allclose(frame["step_rate"][1:], [0.10, 0.30, 0.50, 0.50, 0.25], rtol=1e-9)
    signed = case.metrics["customers_signed"].value
    assert signed is not None
    late = frame["after_horizon"].iloc[-1]
    assert late > 0
    assert frame["count"].iloc[-1] == pytest.approx(signed + late, rel=1e-9)
    assert frame["baseline_count"].notna().all()
    assert funnel.frame(case)["baseline_count"].isna().all()


def test_an_empty_funnel_has_no_rates() -> None:
    nobody = project(scenario(channels=[{"name": "Phone", "contacts": 0}]))
    frame = funnel.frame(nobody)
    assert (frame["count"] == 0).all()
    assert frame["step_rate"].isna().all()
