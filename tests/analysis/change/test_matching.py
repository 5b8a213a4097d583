"""Which part of one plan is which of the other."""

from __future__ import annotations

import dataclasses
import math

import pytest

from roi_model import Effect, Initiative
from roi_model.analysis.change.compare import compare
from roi_model.storage.presets import preset
from tests.analysis.change.plans import ADS, PLAN, contributions


def test_a_channel_takes_another_s_place() -> None:
    """In-house or bought: one channel for the other, never a plan without any."""
    make = preset("in-house-sdr").scenario
    buy = preset("outsourced-appointments").scenario
    found = compare(make, buy, "cac")
    assert found.reason is None and found.left_out == 0.0
    by_path = {part.path: part for part in found.parts}
    swap = by_path["channels/In-house SDR"]
    assert (swap.before, swap.after) == ("In-house SDR", "Outsourced appointments")
    assert set(by_path) == {
        "channels/In-house SDR", "team/Commercial", "costs/Tools", "costs/Launch/amount",
    }  # fmt: skip
    assert math.fsum(contributions(found).values()) == pytest.approx(found.difference, rel=1e-12)


def test_a_new_name_moves_nothing() -> None:
    a = dataclasses.replace(
        PLAN,
        channels=(ADS,),
        initiatives=(
            Initiative(
                name="Pitch", effects=(Effect(parameter="deal_value", factor=1.1, channel="Ads"),)
            ),
        ),
    )
    b = dataclasses.replace(
        a,
        name="Other",
        channels=(dataclasses.replace(ADS, name="Google Ads"),),
        costs=(dataclasses.replace(PLAN.costs[0], name="HubSpot"),),
        initiatives=(
            Initiative(
                name="Pitch",
                effects=(Effect(parameter="deal_value", factor=1.1, channel="Google Ads"),),
            ),
        ),
    )
    found = compare(a, b, "roi")
    assert found.difference == 0.0
    assert [(p.path, p.before, p.after, p.contribution) for p in found.parts] == [
        ("channels/Ads", "Ads", "Google Ads", 0.0),
        ("costs/CRM", "CRM", "HubSpot", 0.0),
    ]
