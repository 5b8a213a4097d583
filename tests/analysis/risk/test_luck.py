"""Luck: how many customers sign when so many are expected."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from roi_model import project
from roi_model.analysis.risk.luck import with_luck
from roi_model.analysis.risk.risk import risk
from tests.analysis.risk.plain import LINKEDIN, plain

LUCK = {"luck": True}


def test_three_expected_customers_are_none_one_time_in_twenty() -> None:
    """Poisson: e⁻³ = 4.98 %. 400 contacts, a tenth, 0.3, 0.5, 0.5 and a half: 12·200·… = 3."""
    rates = {"lead_to_qualified": 0.25, "qualified_to_meeting": 0.5, "meeting_to_quote": 0.5,
             "quote_to_customer": 0.2}  # fmt: skip
    case = plain(channels=[{"name": "A", "contacts": 200, "contact_to_lead": 0.1, **rates}])
    assert project(case).metrics["customers_ultimate"].value == pytest.approx(3.0)
    run = risk(replace(case, drawn=LUCK), draws=100_000, doubts=[])
    customers = run.values["customers_ultimate"]
    np.testing.assert_allclose(customers, np.rint(customers), atol=1e-9)  # whole people
    counted = np.rint(customers).astype(int)
    wanted = stats.poisson(3).pmf(np.arange(10))
    assert wanted[0] == pytest.approx(0.0498, abs=5e-5)
    found = np.bincount(counted, minlength=10)[:10] / len(counted)
    np.testing.assert_allclose(found, wanted, atol=0.004)  # five standard errors


def test_luck_keeps_the_means_and_follows_the_people() -> None:
    case = plain(channels=[{"name": "A", "meeting_cost": 70}, {"name": "B", "contacts": 50}])
    run = risk(replace(case, drawn=LUCK), draws=20_000, doubts=[])
    single = project(case).metrics
    for name in ("customers_signed", "revenue", "investment"):
        assert run.values[name].mean() == pytest.approx(single[name].value, rel=0.01)
    draws = {"market": np.ones(1000)}
    lucky = project(case, with_luck(case, draws, np.random.default_rng(1)))
    for channel in lucky.channels:
        for count in ("leads", "customers_ultimate"):
            np.testing.assert_allclose(channel[count], np.rint(channel[count]), atol=1e-9)


def test_luck_comes_on_top_of_doubt() -> None:
    sure, lucky = (risk(replace(LINKEDIN, drawn=drawn)) for drawn in ({}, LUCK))
    assert lucky.values["roi"].std() > 1.02 * sure.values["roi"].std()
    assert lucky.expected["net_gain"] == pytest.approx(sure.expected["net_gain"], rel=0.05)
