"""Profit and cash by month."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model.charts import monthly
from roi_model.projection import Projection
from tests.charts.drawn import HORIZON


def test_monthly_profit_adds_up_to_the_net_gain(case: Projection, before: Projection) -> None:
    frame = monthly.frame(case, before)
    assert frame["net_profit"].sum() == pytest.approx(case.metrics["net_gain"].value, rel=1e-9)
    assert (frame["investment"].dropna() >= 0).all()
    np.testing.assert_allclose(
        frame["cash_flow"].cumsum()[: HORIZON + 1], case.monthly["cumulative_cash"], rtol=1e-9
    )
    assert frame["baseline_net_profit"].notna().sum() == 31
