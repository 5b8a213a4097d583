"""What series of cash are worth, against plain sums."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi_model import Channel, CostLine, Scenario, project
from roi_model.metrics import first_crossing_month, irr, npv, payback_month
from roi_model.metrics.series import Curve


@pytest.mark.parametrize(
    ("cumulative", "last", "first"),
    [
        ([0, 1, 2], 0, 0),  # never below
        ([-10, -5, 5], 1.5, 1.5),
        ([-10, -5, 0], 2, 2),  # reaches 0 exactly at the last month
        ([-10, 10, -10, 5], 2 + 10 / 15, 0.5),  # the last time below counts, and the first crossing
        ([5, -5, 5], 1.5, 1.5),
        ([-10, 5, -5], math.nan, 10 / 15),
        ([-10, -5, -1], math.nan, math.nan),
        ([5, 3, -1], math.nan, math.nan),
        ([-1e9, 1e9, -0.5], 0.5, 0.5),  # ε = 1e-9 · max: half a unit is rounding here
        ([-1e-10, 1], 0, 0),  # and a tenth of a billionth always
        ([-10, math.nan, 5], math.nan, math.nan),  # a month that is not known
        ([math.nan, 5], math.nan, math.nan),
        ([0], 0, 0),  # one month alone
        ([7], 0, 0),
        ([-7], math.nan, math.nan),
    ],
)
def test_payback_of_a_curve(cumulative: list[float], last: float, first: float) -> None:
    assert payback_month(cumulative) == pytest.approx(last, nan_ok=True)
    assert first_crossing_month(cumulative) == pytest.approx(first, nan_ok=True)


@pytest.mark.parametrize("of_curve", [payback_month, first_crossing_month, irr])
@pytest.mark.parametrize("series", [[], [[], []], 5.0])
def test_a_series_without_a_month_is_an_error_in_words(of_curve: Any, series: Any) -> None:
    with pytest.raises(ValueError, match="no month"):
        of_curve(series)


@pytest.mark.parametrize(
    ("cumulative", "month"),
    [
        ([0, -0.3, -0.1 - 0.2, 5], 1),  # one depth but for rounding: the first of them
        ([-1e6, -1e6 - 5e-4, 0], 0),  # ε = 1e-9 · 1e6: half of it is rounding
        ([-1e6, -1e6 - 5e-3, 0], 1),  # five times it is not
        ([-10, -10, 5], 0),
        ([5, -5, -6], 2),
        ([1, 2, 3], 0),  # none
        ([1e9, -0.5, 2], 0),  # none either: half a unit is rounding of a thousand million
        ([3, -1e-10, 2], 0),
    ],
)
def test_the_trough_is_the_first_month_as_low_as_the_lowest(
    cumulative: list[float], month: int
) -> None:
    """MODEL 3: ties within ε take the first month."""
    assert Curve(np.array([cumulative], dtype=float)).trough_month.tolist() == [month]


def test_functions_broadcast_over_the_axes_before_the_last() -> None:
    """MODEL 7: per-period series on the last axis."""
    flows = np.array([[[-100.0, 60, 60], [-100, 50, 50]], [[-100, 110, 0], [1, 1, 1]]])
    assert npv(0.1, flows).shape == (2, 2)
    for index in np.ndindex(2, 2):
        plain = sum(flow / 1.1**month for month, flow in enumerate(flows[index]))
        assert npv(0.1, flows)[index] == pytest.approx(plain)
        assert irr(flows)[index] == pytest.approx(float(irr(flows[index])), nan_ok=True)
    assert irr(flows)[1, 0] == pytest.approx(0.10)
    assert np.isnan(irr(flows)[1, 1])
    assert npv(np.array([[0.0, 0.1], [0.2, 0.3]]), flows)[0, 0] == pytest.approx(20)
    assert payback_month(flows.cumsum(axis=-1)).shape == (2, 2)
    assert payback_month(flows.cumsum(axis=-1))[0, 0] == pytest.approx(1 + 40 / 60)


@given(
    st.lists(st.floats(-1000, 1000, allow_subnormal=False), min_size=2, max_size=60),
    st.floats(-0.5, 2),
)
def test_npv_is_the_plain_sum(flows: list[float], rate: float) -> None:
    plain = math.fsum(flow / (1 + rate) ** month for month, flow in enumerate(flows))
    size = math.fsum(abs(flow) / (1 + rate) ** month for month, flow in enumerate(flows))
    assert float(npv(rate, flows)) == pytest.approx(plain, rel=1e-12, abs=1e-12 * size + 1e-300)


def test_tiny_flows_are_nothing_to_irr() -> None:
    """MODEL 3: cash flows smaller than ε are 0 to irr. One flow in, one back, and dust between."""
    scenario = Scenario(
        name="Dust",
        channels=(
            Channel(
                name="A",
                contacts=1,
                contact_to_lead=1,
                lead_to_qualified=1,
                qualified_to_meeting=1,
                meeting_to_quote=1,
                quote_to_customer=1,
                meeting_cost=0,
                start_month=2,
                end_month=2,
            ),
        ),
        horizon_months=40,
        campaign_months=4,
        cycle_months=0,
        dso_days=0,
        commission=0,
        gross_margin=1,
        deal_value=2000,
        costs=(
            CostLine(name="Start", amount=1000, every="once"),
            CostLine(name="Late dust", amount=1e-7, every="once", start_month=40),
        ),
    )
    projection = project(scenario)
    found = projection.metrics["irr"]
    assert found.value == pytest.approx(2.0 ** (12 / 2) - 1)
    # with the dust there would be two: 2000·u^38 = 1e-7 again at u = 0.54
    assert np.isnan(irr(projection.monthly["cash_flow"]))
