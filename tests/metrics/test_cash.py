"""Cash of a plan, discounted by hand."""

from __future__ import annotations

import pytest

from roi_model import Channel, CostLine, project
from tests.engine.by_hand import EVERYONE, plan, value


def test_discounting_is_by_the_month_at_the_annual_rate() -> None:
    """100 paid at the start, 121 received in month 12 and weighed by 1.1: 110."""
    p = project(
        plan(
            Channel(name="A", contacts=1.0, start_month=12, end_month=12, **EVERYONE),
            deal_value=121.0,
            gross_margin=1.0,
            costs=(CostLine(name="All", amount=100.0, every="once"),),
            horizon_months=12,
        )
    )
    assert value(p, "npv") == pytest.approx(121 / 1.1 - 100)
    assert value(p, "irr") == pytest.approx(0.21)
    assert value(p, "mirr") == pytest.approx(0.21)
    assert value(p, "discounted_roi") == pytest.approx(0.10)
    assert value(p, "payback_month") == pytest.approx(11 + 100 / 121)
    assert value(p, "discounted_payback_month") == pytest.approx(11 + 100 / 110)
    assert (value(p, "cash_trough"), value(p, "cash_trough_month")) == (-100, 0)
