"""Volumes by month: the seasons of the calendar, the hours of the team."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import Channel, Role, project
from tests.engine.by_hand import EVERYONE, plan


def test_seasons_are_of_the_calendar_and_have_a_mean_of_one() -> None:
    indices = (2.0, 4.0, *[1.8] * 10)  # sum 24, mean 2
    p = project(
        plan(
            Channel(name="A", contacts=100.0),
            seasonality=indices,
            start="2025-12",
            campaign_months=13,
        )
    )
    december, january, february = 90, 100, 200
    assert p.monthly["contacts"][1:4] == pytest.approx([december, january, february])
    assert p.monthly["contacts"][2:14].sum() == pytest.approx(1200)
    from_january = project(
        plan(Channel(name="A", contacts=100.0), seasonality=indices, campaign_months=2)
    )
    assert from_january.monthly["contacts"][1:3] == pytest.approx([100, 200])


def test_capacity_and_ramp() -> None:
    """MODEL 2.3: 400 hours asked; 2 FTE · 50 % · 100 h, in the first month half of (0.5/1)."""
    scenario = plan(
        Channel(
            name="A",
            contacts=100.0,
            **{**EVERYONE, "contact_to_lead": 0.5, "quote_to_customer": 0.1},
            hours_per_lead=1.0,
            hours_per_meeting=3.0,
            hours_per_quote=4.0,
        ),
        team=(Role(title="Rep", fte=2, time_share=0.5, ramp_months=2),),
        selling_hours=100.0,
        enforce_capacity=True,
        campaign_months=3,
    )
    p = project(scenario)
    there = [100 * 0.25, 100 * 0.75, 100]  # (a − 0.5) / 2, at most 1
    asked = 50 * (1 + 3 + 4)
    assert p.utilisation[1:4] == pytest.approx([asked / hours for hours in there])
    assert np.isnan(p.utilisation[0]) and np.isnan(p.utilisation[4:]).all()
    assert p.monthly["contacts"][1:4] == pytest.approx([100 * h / asked for h in there])
    assert p.channels[0]["hours"] == pytest.approx(sum(there))  # served, not asked
