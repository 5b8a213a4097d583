"""What a cohort is: saturation and initiatives, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from roi_model import Channel, Effect, Initiative, project
from tests.engine.by_hand import EVERYONE, EXACT, plan


def test_saturation_halves_at_k() -> None:
    """h(S) = S^α/(S^α+K^α): 1,000 contacts at 2,000; with K = 1,000 and α = 2, h(2000) = 0.8."""
    channel = {
        "name": "Ads",
        "contacts": 1000.0,
        "saturation_spend": 1000.0,
        "saturation_shape": 2.0,
        "reference_spend": 2000.0,
    }
    for spend, share in ((2000.0, 1.0), (1000.0, 0.5 / 0.8), (0.0, 0.0), (3000.0, 0.9 / 0.8)):
        p = project(plan(Channel(**channel, monthly_cost=spend)))  # type: ignore[arg-type]
        assert p.monthly["contacts"][1] == pytest.approx(1000 * share, rel=EXACT)


def test_initiatives_multiply_by_cohort_and_are_capped_once() -> None:
    """1.5 · 0.9 · 0.7 on a rate of 0.8: 0.756, where capping in between would give 0.63."""
    scenario = plan(
        Channel(name="A", contacts=100.0, **{**EVERYONE, "contact_to_lead": 0.8}),
        campaign_months=6,
        initiatives=(
            Initiative(name="Up", start_month=1, delay_months=1,
                       effects=(Effect(parameter="contact_to_lead", factor=1.5),)),
            Initiative(name="Down", kind="assumption", start_month=3,
                       effects=(Effect(parameter="contact_to_lead", factor=0.9),)),
            Initiative(name="Worse", start_month=4,
                       effects=(Effect(parameter="contact_to_lead", factor=0.7),)),
            Initiative(name="Off", enabled=False, one_off=999.0,
                       effects=(Effect(parameter="contacts", factor=0.0),)),
        ),
    )  # fmt: skip
    leads = project(scenario).monthly["leads"]
    expected = [80, 100, 100, 75.6, 75.6, 75.6]  # month 3: min(1, 0.8 · 1.5 · 0.9 = 1.08)
    assert leads[1:7] == pytest.approx(expected, rel=EXACT)


def test_a_changed_retention_holds_for_later_cohorts_alone() -> None:
    scenario = plan(
        Channel(name="A", contacts=1.0, **EVERYONE),
        campaign_months=2,
        deal_value=0.0,
        monthly_fee=100.0,
        retention=0.5,
        initiatives=(
            Initiative(name="Care", start_month=2,
                       effects=(Effect(parameter="retention", factor=2.0),)),
        ),
    )  # fmt: skip
    revenue = project(scenario).monthly["revenue"]
    months = np.arange(2, 37)
    early = 100 * 0.5 ** ((months - 1) / 12)
    assert revenue[2:] == pytest.approx(early + 100, rel=1e-10)
