"""Returns in their several conventions, worked out by hand."""

from __future__ import annotations

import pytest

from roi_model import Benefit, Channel, CostLine, project
from tests.engine.by_hand import EVERYONE, EXACT, plan, value


def test_the_several_returns() -> None:
    """MODEL 3: 50,000 invested, 150,000 revenue, 30,000 direct costs."""
    p = project(
        plan(
            Channel(name="A", contacts=30, **EVERYONE),
            deal_value=5000.0,
            gross_margin=0.8,
            costs=(CostLine(name="All", amount=50_000.0, every="once"),),
            benefits=(
                Benefit(name="Method", annual_value=12_000, probability=0.5, start_month=13),
            ),
        )
    )
    assert value(p, "roi_gross") == pytest.approx(2.40, rel=EXACT)
    assert value(p, "roi") == pytest.approx(1.40, rel=EXACT)
    assert value(p, "roi_revenue") == pytest.approx(2.00, rel=EXACT)
    assert value(p, "roi_total_cost") == pytest.approx(0.875, rel=EXACT)
    assert value(p, "annualised_roi") == pytest.approx(2.40 ** (12 / 36) - 1, rel=EXACT)
    # months 13 to 36 of a benefit worth 12,000 a year, half likely: 24 · 1,000 · 0.5
    assert value(p, "extended_roi") == pytest.approx((70_000 + 12_000) / 50_000, rel=EXACT)
    # each of the 30 customers leaves 4,000: 12.5 of them carry 50,000
    assert value(p, "break_even_customers") == pytest.approx(12.5, rel=EXACT)
    risk_adjusted = (0.9 * 120_000 - 1.1 * 50_000) / (1.1 * 50_000)
    assert risk_adjusted == pytest.approx(0.964, abs=5e-4)  # MODEL 5 says 96.4 %
